// What the `settle` module answers. This file becomes part of its TypeScript declarations.

/** A bank's or wallet's statement file, as far as it may be told (docs/STATEMENT-FILES.md). */
export interface BillFacts {
  readonly format: BillFormat;
  readonly container: 'text' | 'xlsx' | 'zip';
  /** Label of the Encoding Standard. */
  readonly encoding: string;
  /** How many lines were read. */
  readonly lines: number;
  /** The first twenty rows that could not be read. */
  readonly unread: readonly { readonly line: number; readonly code: string }[];
  readonly unread_count: number;
  readonly currency: string | null;
  /** `YYYY-MM-DD` */
  readonly from: string | null;
  readonly to: string | null;
  readonly account_last4: string | null;
  /** Only where columns had to be guessed: `csv`. */
  readonly columns: BillColumns | null;
  /** Codes of sentences that have to stand beside the file: `bill.note.<code>`. */
  readonly notes: readonly string[];
}

export type BillFormat = 'wechat' | 'wechat_merchant' | 'alipay' | 'camt052' | 'camt053' | 'camt054' | 'csv' | 'mt940' | 'ofx';

export interface BillColumns {
  readonly guess: BillGuess;
  readonly header: readonly string[];
  /** At most five rows, card data masked, so that somebody can say which column is which. */
  readonly sample: readonly (readonly string[])[];
  /** `false`: ask, then read again with the `guess` as it was put right. */
  readonly sure: boolean;
  /** What to ask: names of members of `guess`. */
  readonly doubts: readonly string[];
}

/** Which column holds what, counted from 0. Written back as JSON it is the third argument of `Bill.read`. */
export interface BillGuess {
  /** `debit` and `credit` are two columns of amounts, `amount` is one for both. */
  readonly date: number | null;
  readonly time: number | null;
  readonly amount: number | null;
  readonly debit: number | null;
  readonly credit: number | null;
  /** A column that says in words whether money went out or came in. */
  readonly side: number | null;
  readonly name: number | null;
  readonly text: number | null;
  readonly reference: number | null;
  readonly status: number | null;
  readonly currency: number | null;
  readonly card: number | null;
  readonly date_order: 'ymd' | 'dmy' | 'mdy';
  readonly decimal: '.' | ',';
  /** What an amount with a minus is, without `side`. */
  readonly minus_is: 'debit' | 'credit';
  /** ISO 4217, where no column says it. */
  readonly currency_code: string | null;
}

export type BillGrade = 'G1' | 'G2' | 'G3' | 'G4' | 'ambiguous' | 'none';
/** Names of fields: `bill.field.<name>`. */
export type BillField = 'reference' | 'code' | 'amount' | 'currency' | 'date' | 'time' | 'name' | 'last4' | 'direction';

/** What a statement file holds of one receipt. */
export interface BillMatch {
  /** Of the receipt; `null` where the report has none, and nothing was looked for. */
  readonly digest: string | null;
  readonly grade: BillGrade;
  readonly matched: readonly BillField[];
  readonly differs: readonly BillField[];
  readonly unknown: readonly BillField[];
  readonly direction: 'debit' | 'credit' | null;
  readonly status: 'pending' | 'booked' | 'closed' | 'refunded' | 'part_refunded' | null;
  readonly candidates: number;
  /** Other lines with the same amount, day, direction and name. */
  readonly twins: number;
  /** The matched line; with `none` the nearest miss, if there is one and only one: `differs` says why it is none. */
  readonly line: BillLine | null;
  readonly coverage: BillCoverage;
  readonly notes: readonly string[];
}

export interface BillLine {
  readonly date: string | null;
  readonly time: string | null;
  /** Minor units of `currency`; `null` where they would not be whole, or nobody knows the currency. */
  readonly amount: number | null;
  readonly currency: string | null;
  readonly name: string | null;
  readonly method: string | null;
  readonly references: readonly { readonly kind: string; readonly value: string }[];
  /** In the file, counted from 1. */
  readonly row: number;
}

export interface BillCoverage {
  readonly from: string | null;
  readonly to: string | null;
  /** The receipt's day lies within the file. */
  readonly covers: boolean;
  /** The file ends before the last day on which a line could still be posted. */
  readonly open: boolean;
}

/** The sentence in dispute. */
export type Claim =
  | 'never_paid'
  | 'thought_it_failed'
  | 'paid_not_received'
  | 'wrong_amount'
  | 'charged_twice'
  | 'no_refund'
  | 'not_my_card'
  | 'unknown_shop'
  | 'complaint';

export type BillSupplier = 'customer' | 'merchant' | 'unknown';

/** What people answered. None of it is signed, so none of it confirms anything. */
export interface ClaimAnswers {
  readonly last4?: string;
  readonly paid_with?: 'phone' | 'plastic' | 'code' | 'cash';
  /** Minor units of the receipt's currency. */
  readonly amount?: number;
  readonly bank_shows?: 'nothing' | 'pending' | 'posted' | 'twice';
  readonly card_state?: 'with_me' | 'lost' | 'stolen' | 'lent';
  readonly lured?: boolean;
  readonly proof_seen?: 'own_app' | 'screenshot' | 'nothing';
  readonly refund_kind?: 'promised' | 'slip' | 'void';
  readonly days?: number;
}

/** What `answer` is asked, as JSON. `reports` are those of `Trust.verify_each`. */
export interface Case {
  readonly claim: Claim;
  /** Seconds since 1970. */
  readonly now: number;
  readonly reports: readonly unknown[];
  readonly answers?: ClaimAnswers;
  readonly bill: { readonly supplied_by: BillSupplier; readonly facts: BillFacts; readonly matches: readonly BillMatch[] } | null;
  readonly told: { readonly bill: true } | null;
}

/** A claim that travels from one phone to the other. */
export interface SentClaim {
  readonly claim: Claim;
  readonly from: 'customer' | 'merchant' | null;
  readonly answers: ClaimAnswers;
  readonly told: { readonly bill: true } | null;
}

/** What `answer` answers (docs/CLAIMS.md). */
export interface Answer {
  readonly claim: Claim;
  readonly answer: 'confirmed' | 'conflict' | 'not_shown' | 'cannot_tell';
  readonly code: string;
  /** `answer.<sentence>.title` and `.text` are its words. */
  readonly sentence: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly level: 'E0' | 'E1' | 'E2' | 'E4';
  readonly by: readonly AnswerBy[];
  readonly conflicts: readonly { readonly field: string; readonly values: readonly { readonly source: string; readonly value: string }[] }[];
  readonly facts: readonly AnswerFact[];
  readonly not_proved: readonly string[];
  readonly next: { readonly customer: readonly string[]; readonly merchant: readonly string[] };
  readonly stop: 'stolen_card' | 'lured' | 'card_copied' | 'card_details' | 'other_payee' | null;
  readonly questions: readonly (keyof ClaimAnswers)[];
  readonly hints: readonly string[];
  readonly trail: Trail | null;
  readonly bill: AnswerBill | null;
  readonly as_of: {
    readonly now: number;
    readonly receipt_at: number | null;
    readonly status_at: number | null;
    readonly trust_list_days: number | null;
    readonly trust_list_expired: boolean;
  };
  readonly notes: readonly string[];
}

export interface AnswerBy {
  readonly role: string;
  readonly iss: string;
  readonly name: string;
  readonly party: string | null;
  readonly at: number;
}

export interface AnswerFact {
  readonly code: string;
  readonly outcome: 'pass' | 'info' | 'warn' | 'conflict';
  readonly params: Readonly<Record<string, string | number>>;
}

export interface AnswerBill {
  readonly grade: BillGrade;
  readonly supplied_by: BillSupplier;
  /** Whether a line of it lifts the level. */
  readonly counts: boolean;
  readonly against: 'customer' | 'merchant' | null;
  readonly matched: readonly BillField[];
  readonly differs: readonly BillField[];
  readonly row: number | null;
}

/** Amounts are minor units of `currency`. */
export interface Trail {
  readonly currency: string;
  readonly exponent: number;
  readonly authorised: number | null;
  readonly captured: number | null;
  readonly reversed: number;
  readonly refunds: { readonly shop: number; readonly acquirer: number; readonly posted: number };
  readonly refundable: number | null;
  readonly entries: readonly TrailEntry[];
}

export interface TrailEntry {
  /** The type of a receipt, or `status`. */
  readonly kind: string;
  readonly event: string | null;
  readonly amount: number;
  readonly at: number;
  readonly by: { readonly role: string; readonly name: string };
  readonly digest: string | null;
  readonly counts: boolean;
  /** Why it does not count. */
  readonly code: string | null;
}

/** What a receipt confirms. Only with `may_say_paid` may a page use the word. */
export interface Confirmation {
  readonly code: string;
  readonly may_say_paid: boolean;
}

/** One dispute as a file that goes from hand to hand (docs/CASE-FILE.md). Nobody signs it. */
export interface CaseFile {
  readonly version: 1;
  readonly type: 'receipt-case';
  readonly language: string;
  /** The receipt in dispute first. */
  readonly dossiers: readonly string[];
  readonly claim?: Claim;
  readonly answers: ClaimAnswers;
  readonly entries: readonly CaseEntry[];
  readonly deadlines: readonly CaseDeadline[];
}

export interface CaseFileRead {
  readonly file: CaseFile;
  /** How many entries had card data, which is masked here. */
  readonly masked: number;
}

export interface CaseEntry {
  /** Seconds since 1970. */
  readonly at: number;
  readonly kind: 'opened' | 'verified' | 'reason_stated' | 'answered' | 'acknowledged' | 'settled' | 'handed_over' | 'escalated' | 'note' | 'closed';
  /** Missing where the page noted it by itself. */
  readonly by?: 'cashier' | 'finance' | 'support' | 'technician' | 'customer';
  readonly text?: string;
}

export interface CaseDeadline {
  readonly code: 'billing_error' | 'visa_dispute' | 'mastercard_dispute' | 'unionpay_retrieval' | 'keep_slip' | 'keep_receipt' | 'settlement_due' | 'told';
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** Whose figure it is: `deadline.source.<source>`. */
  readonly source: string;
}

/** What a calendar file is made of. */
export interface CaseCalendar {
  /** When the case was opened, and what names it: one case makes one file. */
  readonly stamp: number;
  readonly case: string;
  /** Stands in every entry. */
  readonly caution: string;
  readonly events: readonly { readonly code: string; readonly source: string; readonly date: string; readonly title: string; readonly text: string }[];
}
