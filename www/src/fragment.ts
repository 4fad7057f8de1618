/** The receipt in the address bar, if there is one; it leaves the bar and the history entry at once. */
export function takeFragment(): string | null {
  if (location.hash.length <= 1) return null;
  const link = location.href;
  history.replaceState(history.state, '', location.pathname + location.search);
  return link;
}
