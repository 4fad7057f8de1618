/** How a verdict looks. Colour only repeats what its icon and its words say. */

import type { Report } from '../report';
import type { VerdictIcon } from '../widget/icon-paths';

export interface Tone {
  readonly colour: 'blue' | 'green' | 'amber' | 'red' | 'slate';
  readonly icon: VerdictIcon;
}

const BY_CODE: Readonly<Record<string, Tone>> = {
  acquirer_approved: { colour: 'green', icon: 'acquirer' },
  acquirer_captured: { colour: 'green', icon: 'acquirer' },
  acquirer_refund_issued: { colour: 'blue', icon: 'refund' },
  acquirer_refund_posted: { colour: 'blue', icon: 'refund' },
  hold_approved: { colour: 'blue', icon: 'acquirer' },
  acquirer_declined: { colour: 'amber', icon: 'declined' },
  acquirer_reversed: { colour: 'amber', icon: 'declined' },
  return_approved: { colour: 'blue', icon: 'refund' },
  return_captured: { colour: 'blue', icon: 'refund' },
  return_declined: { colour: 'amber', icon: 'declined' },
  return_reversed: { colour: 'amber', icon: 'declined' },
  acquirer_contradicts_itself: { colour: 'amber', icon: 'conflict' },
  key_withdrawn: { colour: 'amber', icon: 'key' },
  receipt_withdrawn: { colour: 'amber', icon: 'broken' },
  domain_signed: { colour: 'slate', icon: 'shop' },
  training: { colour: 'slate', icon: 'training' },
  refund_signed: { colour: 'blue', icon: 'refund' },
  reversal_signed: { colour: 'blue', icon: 'refund' },
  decline_signed: { colour: 'amber', icon: 'shop' },
  offline_signed: { colour: 'slate', icon: 'shop' },
  intent_signed: { colour: 'slate', icon: 'shop' },
  attempt_signed: { colour: 'slate', icon: 'shop' },
};

export function toneOf(report: Report): Tone {
  switch (report.outcome) {
    case 'verified': {
      const tone = BY_CODE[report.code] ?? { colour: 'blue', icon: 'shop' };
      const conflict = report.checks.some((check) => check.outcome === 'conflict');
      // Green says "as of now", of a receipt that stands; a list past its date can't, a withdrawn one doesn't, and where a statement of
      // the acquirer is missing or it asks for a review, nobody knows.
      const doubts = ['receipt_withdrawn', 'status_gap', 'flagged'];
      const stale = report.ages.trust_list_expired || report.notes.some((note) => doubts.includes(note));
      return (stale && tone.colour === 'green') || (conflict && tone.colour !== 'red') ? { ...tone, colour: 'amber' } : tone;
    }
    case 'unknown_signer':
      return { colour: 'amber', icon: 'question' };
    case 'rejected':
      return { colour: 'red', icon: 'broken' };
    case 'unreadable':
      return { colour: 'slate', icon: 'unreadable' };
  }
}
