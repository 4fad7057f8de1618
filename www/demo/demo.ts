/** The shop's own script: it switches the language and listens. Nothing here is needed for the verifier to work. */

function speak(language: string): void {
  // The widgets follow the document's language by themselves.
  document.documentElement.lang = language;
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-language]')) {
    button.ariaPressed = String(button.dataset.language === language);
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-language]')) {
  button.addEventListener('click', () => speak(button.dataset.language ?? 'zh-CN'));
}
speak(navigator.language.startsWith('zh') ? 'zh-CN' : 'en');

interface Answer {
  readonly code: string;
  readonly level?: string;
}

const log = document.querySelector('#event');
const say = (name: string, { code, level }: Answer): void => log?.replaceChildren(`receipt-verifier:${name} → ${code} ${level ?? ''}`);
for (const name of ['verified', 'rejected', 'error']) {
  document.addEventListener(`receipt-verifier:${name}`, (event) => say(name, (event as CustomEvent<Answer>).detail));
}
// The widget's script may have run first, and have answered before anybody listened.
for (const { report } of document.querySelectorAll<Element & { readonly report?: (Answer & { readonly outcome: string }) | null }>('receipt-verifier')) {
  if (report) say(report.outcome === 'verified' ? 'verified' : 'rejected', report);
}
