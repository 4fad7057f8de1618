/** What goes into the `settle` module and what comes out of it. */

import type { BillFacts, BillMatch } from '../../../src/web/settle';
import type { Level, Params } from '../report';

export type * from '../../../src/web/settle';

export const CLAIMS = [
  'never_paid',
  'thought_it_failed',
  'paid_not_received',
  'wrong_amount',
  'charged_twice',
  'no_refund',
  'not_my_card',
  'unknown_shop',
  'complaint',
] as const;
export type Claim = (typeof CLAIMS)[number];

export type Side = 'customer' | 'merchant';
export const SIDES: readonly Side[] = ['customer', 'merchant'];
/** Whose file it is, as somebody said. */
export type Supplier = Side | 'unknown';

/** What people answered, by the question's code. */
export type Answers = Readonly<Record<string, string | number | boolean>>;

/** A claim on its way from another phone. */
export interface Told {
  readonly claim: Claim;
  /** Whose phone it comes from, where that was said. */
  readonly from: Side | null;
  readonly answers: Answers;
  /** A statement file was compared there: it is not here and does not count. */
  readonly told: { readonly bill: true } | null;
}

export type Outcome = 'confirmed' | 'conflict' | 'not_shown' | 'cannot_tell';

export interface ClaimAnswer {
  readonly claim: Claim;
  readonly answer: Outcome;
  readonly code: string;
  /** `answer.<sentence>.title` and `.text` are its words. */
  readonly sentence: string;
  readonly params: Params;
  readonly level: Level;
  readonly by: readonly Voice[];
  readonly conflicts: readonly Conflict[];
  readonly facts: readonly Fact[];
  readonly not_proved: readonly string[];
  readonly next: Readonly<Record<Side, readonly string[]>>;
  /** Ends the argument: what has to be done now, by both. */
  readonly stop: string | null;
  readonly questions: readonly string[];
  readonly hints: readonly string[];
  readonly trail: Trail | null;
  readonly notes: readonly string[];
}

export interface Voice {
  readonly role: string;
  readonly iss: string;
  readonly name: string;
  readonly party: string | null;
  readonly at: number | null;
}

export interface Conflict {
  readonly field: string;
  readonly values: readonly { readonly source: string; readonly value: string }[];
}

export interface Fact {
  readonly code: string;
  readonly outcome: 'pass' | 'info' | 'warn' | 'conflict';
  readonly params: Params;
}

/** In minor units. */
export interface Trail {
  readonly currency: string;
  readonly exponent: number | null;
  readonly authorised: number | null;
  readonly captured: number | null;
  readonly reversed: number | boolean;
  readonly refunds: { readonly shop: number; readonly acquirer: number; readonly posted: number };
  readonly refundable: number | null;
  readonly entries: readonly Step[];
}

export interface Step {
  readonly kind: string;
  readonly event: string | null;
  readonly amount: number | null;
  readonly at: number;
  readonly by: { readonly role: string; readonly name: string };
  readonly digest: string | null;
  readonly counts: boolean;
  readonly code: string | null;
}

/** A statement file, as far as an answer needs it: what it is and which lines fit, never the file. */
export interface BillFindings {
  readonly supplied_by: Supplier;
  readonly facts: BillFacts;
  /** One for each receipt of the case, in their order. */
  readonly matches: readonly BillMatch[];
}
