/** What a widget can be asked for, what it can be doing, and what it tells the page. docs/EMBED.md has the same lists, held against this file by a test. */

import type { Report } from '../report';

/** Every state there is. The four outcomes of a report are states of their own. */
export const STATES = [
  /** Nothing to check yet. */
  'idle',
  /** The module, the sentences or the trust list are on their way. */
  'loading',
  'verifying',
  'verified',
  'unknown_signer',
  'rejected',
  'unreadable',
  'scanning',
  /** Nothing was checked: says nothing about the receipt. */
  'error',
] as const;
export type State = (typeof STATES)[number];

export const VIEWS = ['compact', 'full', 'badge'] as const;
export type View = (typeof VIEWS)[number];

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** When the widget offers to scan: where there is no receipt, always, never. It never opens a camera unasked. */
export const SCANS = ['auto', 'button', 'off'] as const;
export type Scan = (typeof SCANS)[number];

export const ATTRIBUTES = ['receipt', 'trust', 'lang', 'theme', 'view', 'scan'] as const;

/** The value of an attribute, or the first of its values where it has another. */
export function oneOf<T extends string>(values: readonly [T, ...T[]], value: string | null): T {
  return values.find((known) => known === value) ?? values[0];
}

/** Why nothing was checked. */
export const TROUBLES = [
  'module_failed',
  'words_failed',
  'check_failed',
  'scan_failed',
  'trust_missing',
  'trust_unreachable',
  'trust_timeout',
  'trust_too_large',
  'trust_not_json',
  'trust_signer_unknown',
  'trust_invalid',
] as const;
export type Trouble = (typeof TROUBLES)[number];

export interface StateDetail {
  readonly state: State;
  readonly previous: State;
}

export interface ErrorDetail {
  readonly code: Trouble;
  /** What happened and what to do, in the widget's language; empty while the sentences themselves are missing. */
  readonly reason: string;
  readonly remedy: string;
}

export interface ReceiptVerifierEventMap {
  'receipt-verifier:state': CustomEvent<StateDetail>;
  'receipt-verifier:verified': CustomEvent<Report>;
  /** `rejected`, `unknown_signer` or `unreadable`: the report's outcome says which. */
  'receipt-verifier:rejected': CustomEvent<Report>;
  'receipt-verifier:error': CustomEvent<ErrorDetail>;
}
