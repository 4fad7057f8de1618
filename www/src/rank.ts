import type { Outcome, Report } from './report';

/** From the outcome that says most to the one that says least. */
const ORDER: readonly Outcome[] = ['verified', 'unknown_signer', 'rejected', 'unreadable'];

/** Several codes may be in view, an invoice's beside ours: sorted by this, the one that says most answers. */
export function byOutcome(a: Report, b: Report): number {
  return ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome);
}
