/** What people agreed, and what a customer says, in rows: the same before signing, after it, and when it is opened again. */

import { timeText } from '../format';
import { amountText } from '../settle/figures';
import type { Words } from '../words';
import type { Remedy, Settlement } from './types';

export interface Agreed {
  readonly facts: readonly string[];
  readonly remedy: Remedy;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly exponent: number | null;
  readonly due: number | null;
}

export type Row = readonly [label: string, value: string];

export function remedyRows({ remedy, amount, currency, exponent, due }: Agreed, words: Words, utc_offset: number): readonly Row[] {
  const rows: Row[] = [[words.say('signoff.terms.remedy'), words.say(`signoff.remedy.${remedy}`)]];
  if (amount !== null && currency !== null) rows.push([words.say('signoff.terms.amount'), amountText(amount, currency, exponent)]);
  if (due !== null) rows.push([words.say('signoff.terms.due'), timeText(due, utc_offset, words.language)]);
  return rows;
}

/** Who proposes it, as far as anybody says whose key that is: a sentence's code. */
export function proposedBy({ first }: Settlement): string {
  const known = first.side === 'merchant' ? first.bound === 'shop' : first.bound === 'list' || first.bound === 'statement';
  return `signoff.proposal.${first.side}${known ? '' : '_unknown'}`;
}
