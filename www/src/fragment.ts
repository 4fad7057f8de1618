/** The receipt in the address bar, if there is one; it leaves the bar and the history entry at once. */
export function takeFragment(): string | null {
  if (location.hash.length <= 1) return null;
  const link = location.href;
  history.replaceState(history.state, '', location.pathname + location.search);
  return link;
}

/** The ticket of a share in the address bar; it leaves the bar at once. */
export function takeShareTicket(): string | null {
  const ticket = new URLSearchParams(location.search).get('share');
  if (ticket !== null) history.replaceState(history.state, '', location.pathname);
  return ticket;
}
