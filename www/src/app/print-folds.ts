/** A fold on paper cannot be opened: those that belong to the answer are open while it prints, and as before afterwards. */

export function openFoldsForPrint(): void {
  let opened: readonly HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    opened = folds(document).filter((fold) => !fold.open);
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });
}

function folds(root: Document | ShadowRoot): readonly HTMLDetailsElement[] {
  const here = [...root.querySelectorAll<HTMLDetailsElement>('details[data-print]')];
  const below = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot === null ? [] : folds(shadowRoot)));
  return [...here, ...below];
}
