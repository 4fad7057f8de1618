// What the `verify` module answers. This file becomes part of its TypeScript declarations, and a test holds it against
// real reports.

/** The report of docs/PROTOCOL.md section 8. */

export type Outcome = 'verified' | 'unknown_signer' | 'rejected' | 'unreadable';
export type Level = 'E0' | 'E1' | 'E2' | 'E3' | 'E4' | 'E5';
export type Provenance = 'pinned' | 'user' | 'domain' | 'host';
export type CheckOutcome = 'pass' | 'info' | 'warn' | 'conflict';
export type Params = Readonly<Record<string, string | number>>;

export interface Report {
  readonly outcome: Outcome;
  readonly code: string;
  readonly params: Params;
  readonly level: Level;
  readonly evidence: readonly Evidence[];
  readonly type: string | null;
  readonly status: string | null;
  readonly receipt: Receipt | null;
  /** Of the receipt's currency: how many of an amount's digits are minor units. */
  readonly exponent: number | null;
  readonly digest: string | null;
  readonly signers: readonly Signer[];
  /** Who vouches for the receipt's key; `null` unless verified. */
  readonly vouching: Vouching | null;
  readonly statuses: readonly Status[];
  /** What the shop asked for, as it signed before payment. */
  readonly intent: Intent | null;
  readonly witnesses: readonly Witness[];
  /** What customers say about the receipt, as far as their signatures verified. */
  readonly acknowledgements: readonly Acknowledgement[];
  /** What both sides agreed. */
  readonly settlements: readonly Settlement[];
  readonly checks: readonly Check[];
  readonly ignored: readonly IgnoredPart[];
  /** Codes of sentences that have to stand beside the verdict. */
  readonly notes: readonly string[];
  readonly trust: TrustUsed;
  readonly ages: Ages;
  readonly not_proved: readonly string[];
  readonly claimed_issuer?: string;
  readonly remedy?: string;
}

export interface Evidence {
  readonly level: Level;
  readonly role: string;
  readonly iss: string;
  readonly name: string;
  readonly party: string | null;
  readonly at: number;
}

export interface Signer {
  readonly role: string;
  readonly iss: string;
  readonly name: string;
  readonly party: string | null;
  readonly kid: string;
  readonly thumbprint: string;
  readonly part: number;
  readonly statement: string;
  readonly digest: string;
  readonly profile: Profile | null;
}

export interface Profile {
  readonly legal_name?: string;
  readonly statement_descriptor?: string;
  readonly mcc?: string;
  readonly country?: string;
  readonly contact?: string;
  readonly address?: string;
  readonly licence?: {
    readonly number?: string;
    readonly authority?: string;
    readonly scope?: string;
    readonly expires?: string;
    readonly as_of?: string;
  };
}

export interface Vouching {
  /** From whoever made the first list to whoever vouches for the key. */
  readonly chain: readonly Voucher[];
  readonly key: {
    readonly kid: string;
    readonly thumbprint: string;
    readonly role: string;
    readonly terminal: string | null;
    readonly merchants: readonly string[] | null;
    readonly not_before: number | null;
    readonly not_after: number | null;
    readonly revoked: Revocation | null;
  };
  /** The shop's acquirers, as far as lists name them. */
  readonly acquirers: readonly {
    readonly iss: string;
    readonly name: string;
    readonly party: string | null;
    readonly profile: Profile | null;
  }[];
}

export interface Voucher {
  /** With a list, or with a statement that travels in the dossier. */
  readonly by: 'list' | 'statement';
  readonly iss: string | null;
  readonly name: string | null;
  readonly contact: string | null;
  /** `null` for whoever made the first list. */
  readonly role: string | null;
  readonly party: string | null;
  readonly profile: Profile | null;
  readonly iat: number | null;
  readonly exp: number | null;
  readonly expired: boolean;
  readonly sequence: number | null;
  readonly part: number | null;
}

export interface Revocation {
  readonly recorded: number;
  readonly since: number;
  readonly max_counter: number | null;
  readonly reason: string;
}

/** Who says whose key it is. */
export interface SignOffVoucher {
  readonly role: 'customer' | 'merchant' | 'acquirer' | 'issuer';
  readonly iss: string;
  readonly name: string;
  readonly party: string | null;
}

export interface Acknowledgement {
  readonly part: number;
  readonly digest: string;
  readonly verdict: 'mine' | 'not_recognised' | 'amount_differs' | 'returned_goods';
  readonly method: 'passkey' | 'device_key';
  readonly at: number;
  /** Where it was signed. */
  readonly iss: string;
  readonly rp_id: string | null;
  readonly kid: string;
  readonly thumbprint: string;
  readonly bound: 'list' | 'statement' | 'own' | 'none';
  readonly by: SignOffVoucher | null;
  readonly tied: 'receipt' | 'last4' | 'own' | null;
  /** These four are `null` for a device key. */
  readonly user_verified: boolean | null;
  readonly backup_eligible: boolean | null;
  readonly backed_up: boolean | null;
  readonly sign_count: number | null;
  readonly amount: number | null;
  readonly currency: string | null;
  /** Whether it lifts the level. */
  readonly counts: boolean;
  /** Why its key says nothing for this receipt's customer: `ack_code.<code>`. */
  readonly code: string | null;
}

/** What both sides signed, or one of them proposes (PROTOCOL section 3.6). The facts are the signers' own words. */
export interface Settlement {
  readonly state: 'agreed' | 'agreed_here' | 'one_side_unidentified' | 'unidentified' | 'proposed';
  readonly remedy: 'none' | 'refund' | 'partial_refund' | 'exchange' | 'correction' | 'other';
  readonly amount: number | null;
  readonly currency: string | null;
  readonly exponent: number | null;
  readonly due: number | null;
  readonly facts: readonly string[];
  readonly first: SettlementHalf;
  readonly second: SettlementHalf | null;
  /** Why it is not agreed, or would not be: `ack_code.<code>`. */
  readonly code: string | null;
}

export interface SettlementHalf {
  readonly part: number;
  readonly digest: string;
  readonly side: 'customer' | 'merchant';
  readonly at: number;
  readonly method: 'passkey' | 'device_key' | 'shop_key';
  readonly bound: 'shop' | 'list' | 'statement' | 'own' | 'none';
  readonly by: { readonly role: string; readonly iss: string; readonly name: string; readonly party: string | null } | null;
  readonly tied: 'receipt' | 'last4' | 'own' | null;
  readonly kid: string;
  readonly thumbprint: string;
  readonly backup_eligible: boolean | null;
  readonly backed_up: boolean | null;
}

export interface Witness {
  readonly by: 'statement' | 'log';
  readonly iss: string;
  readonly name: string;
  readonly party: string | null;
  /** The receipt existed then; `null` where only a log speaks. */
  readonly at: number | null;
  readonly origin: string | null;
  readonly index: number | null;
  readonly size: number | null;
}

/** What a trust list says about itself. */
export interface ListFacts {
  readonly iss: string | null;
  readonly name: string | null;
  readonly contact: string | null;
  readonly iat: number | null;
  readonly exp: number | null;
  readonly sequence: number | null;
  readonly sample: boolean;
  readonly delegates: readonly { readonly iss: string; readonly url: string }[];
  /** How many entries. */
  readonly issuers: number;
  /** Of the first few. */
  readonly names: readonly string[];
  /** Of a signed list: remembered with its sequence. */
  readonly digest: string | null;
  /** `null` for a delegate's, which nobody chose. */
  readonly provenance: Provenance | null;
}

export interface Status {
  readonly event: string;
  readonly at: number;
  readonly amount: number;
  readonly currency: string;
  readonly sequence: number;
  readonly iss: string;
  readonly name: string;
  readonly counts: boolean;
  /** Of a refund: the digest of its receipt. */
  readonly refund_digest: string | null;
  readonly arn: string | null;
}

/** The amount shown before payment. */
export interface Intent {
  readonly iss: string;
  readonly name: string;
  readonly number: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly at: number;
  readonly utc_offset: number;
  readonly valid_until: number;
  readonly digest: string;
}

export interface Check {
  readonly code: string;
  readonly outcome: CheckOutcome;
  readonly params: Params;
}

export interface IgnoredPart {
  readonly part: number;
  readonly code: string;
}

export interface TrustUsed {
  readonly provenance: Provenance;
  readonly sample: boolean;
  readonly iss: string | null;
  readonly iat: number | null;
  readonly exp: number | null;
  readonly sequence: number | null;
}

/** Seconds before now; negative lies ahead. */
export interface Ages {
  readonly trust_list: number | null;
  readonly trust_list_expired: boolean;
  readonly receipt: number | null;
  readonly status: number | null;
}

/** The claims of docs/PROTOCOL.md section 3.2, made safe to show. */
export interface Receipt {
  readonly iss: string;
  readonly iat: number;
  readonly utc_offset: number;
  readonly number: string;
  readonly type: string;
  readonly status: string;
  readonly amount: number;
  readonly currency: string;
  readonly merchant: Merchant;
  readonly terminal?: Terminal;
  readonly tenders?: readonly { readonly method: string; readonly amount: number }[];
  readonly card?: {
    readonly network?: string;
    readonly last4?: string;
    readonly pan_kind?: string;
    readonly entry_mode?: string;
    readonly cvm?: string;
    readonly aid?: string;
    readonly application_label?: string;
    readonly atc?: number;
    readonly cryptogram?: string;
    readonly par_blind?: string;
  };
  readonly authorisation?: {
    readonly mode?: string;
    readonly code?: string;
    readonly response_code?: string;
    readonly rrn?: string;
    readonly stan?: string;
    readonly acquirer_id?: string;
    readonly arn?: string;
    readonly scheme_transaction_id?: string;
    readonly batch?: string;
    readonly trace?: string;
  };
  readonly wallet?: { readonly transaction_id?: string; readonly merchant_order_id?: string };
  readonly items?: readonly Item[];
  readonly items_digest?: string;
  readonly items_complete?: boolean;
  readonly tip?: number;
  readonly cashback?: number;
  readonly surcharge?: number;
  readonly discount?: number;
  readonly rounding?: number;
  readonly taxes?: readonly Tax[];
  readonly authorised_amount?: number;
  readonly captured_amount?: number;
  readonly dcc?: { readonly currency: string; readonly amount: number; readonly rate_e8: number; readonly markup?: number };
  readonly business_date?: string;
  readonly valid_until?: number;
  readonly related?: { readonly digest: string; readonly relation: string; readonly number?: string };
  readonly refund?: { readonly reason_code?: string; readonly expected_posting_days?: number };
  readonly intent_digest?: string;
  readonly invoice_number?: string;
  readonly fiscal?: { readonly system: string; readonly payload: string };
  readonly return_policy_digest?: string;
  readonly void_until?: number;
  readonly retain_until?: number;
}

export interface Merchant {
  readonly trading_name: string;
  readonly id: string;
  readonly legal_name?: string;
  readonly address?: string;
  readonly statement_descriptor?: string;
  readonly mcc?: string;
  readonly tax_id?: string;
  readonly contact?: string;
  readonly facilitator?: string;
  readonly sub_merchant_id?: string;
}

export interface Terminal {
  readonly id: string;
  readonly counter: number;
  readonly previous?: string;
  readonly software_version?: string;
  readonly serial_hash?: string;
}

export interface Item {
  readonly name: string;
  readonly total: number;
  readonly quantity?: number;
  readonly quantity_milli?: number;
  readonly unit_price?: number;
  readonly tax_code?: string;
}

export interface Tax {
  /** Basis points. */
  readonly rate: number;
  readonly base: number;
  readonly amount: number;
  readonly included: boolean;
}
