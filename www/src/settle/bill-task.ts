/** What the page asks of whoever reads statement files, and what it is told. */

import type { Report } from '../report';
import type { BillFacts, BillMatch, Supplier } from './types';

export type BillTask =
  /** A file that somebody picked. `columns`: JSON of the columns that a person has confirmed, or nothing. */
  | { readonly kind: 'read'; readonly file: File | null; readonly columns: string }
  | { readonly kind: 'match'; readonly reports: readonly Report[]; readonly supplied_by: Supplier };

export type Phase = 'opening' | 'reading' | 'matching';

export type BillWord =
  | { readonly kind: 'ready' }
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'facts'; readonly facts: BillFacts }
  | { readonly kind: 'matches'; readonly matches: readonly BillMatch[] }
  | { readonly kind: 'refused'; readonly code: string }
  /** After a trap the instance is not to be trusted. */
  | { readonly kind: 'failed' };

/** Why a file was not read: a code of the core's, or one of these. */
export class BillRefusal extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'BillRefusal';
    this.code = code;
  }
}
