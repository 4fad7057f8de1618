// What the `bundle` module takes and answers. This file becomes part of its TypeScript declarations.

export type BundleSide = 'customer' | 'merchant' | 'other';
export type BundleProfile =
  | 'unionpay_retrieval'
  | 'visa_10_3'
  | 'visa_10_4_ce3'
  | 'visa_12_5'
  | 'visa_12_6'
  | 'visa_13_6'
  | 'mastercard_4834'
  | 'mastercard_4837'
  | 'mastercard_4853'
  | 'stripe'
  | 'consumer_letter'
  | 'court_cn';

/** A file that stays where it is: the bundle holds its hash. `from` and `to` are seconds into a recording. */
export interface BundleAttachment {
  readonly name: string;
  readonly kind: 'document' | 'picture' | 'video' | 'sound' | 'message' | 'slip' | 'other';
  readonly size: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly from?: number | null;
  readonly to?: number | null;
  readonly note?: string | null;
}

/** One line of the case's timeline; `at` is seconds since 1970. */
export interface BundleEntry {
  readonly at: number;
  readonly kind:
    | 'opened'
    | 'verified'
    | 'reason_stated'
    | 'answered'
    | 'acknowledged'
    | 'settled'
    | 'handed_over'
    | 'escalated'
    | 'note'
    | 'closed';
  readonly by?: 'cashier' | 'finance' | 'support' | 'technician' | 'customer' | null;
  readonly text?: string | null;
}

/** The matched lines of a statement file: as `Case.bill` of the `settle` module, with what tells the file. */
export interface BundleLine {
  readonly supplied_by: 'customer' | 'merchant' | 'unknown';
  /** The file's name, without its folder. */
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  /** A `BillFacts`; sample rows are left out. */
  readonly facts: unknown;
  /** `BillMatch[]` */
  readonly matches: readonly unknown[];
}

/** What `make` takes, as JSON. Reports and answer are as of `made_at`, and made without keys of this device's own. */
export interface BundleInput {
  readonly maker: { readonly name: string; readonly side: BundleSide };
  /** Seconds since 1970. */
  readonly made_at: number;
  /** Minutes east of UTC. */
  readonly utc_offset: number;
  readonly language: 'en' | 'zh-CN';
  /** The verifier that the codes open. */
  readonly link_base?: string;
  /** Dossiers in dispute, in any form that `verify` reads. */
  readonly dossiers: readonly string[];
  readonly neighbours?: readonly string[];
  readonly lists?: readonly { readonly text: string; readonly provenance: 'pinned' | 'user' | 'domain' | 'host' }[];
  readonly reports: readonly unknown[];
  readonly answer?: unknown;
  readonly case?: {
    readonly claim?: string | null;
    readonly answers?: unknown;
    readonly told?: unknown;
    readonly entries?: readonly BundleEntry[];
  } | null;
  readonly line?: BundleLine | null;
  readonly attachments?: readonly BundleAttachment[];
  readonly profile?: BundleProfile | null;
  /** What the maker says to elements that no data can show. */
  readonly profile_answers?: Readonly<Record<string, string>>;
}

/** Something found about a bundle: `bundle.finding.<code>` is its sentence. */
export interface BundleFinding {
  readonly code: string;
  readonly outcome: 'pass' | 'info' | 'warn' | 'conflict';
  readonly params: Readonly<Record<string, string>>;
}

export interface BundleManifest {
  readonly version: 1;
  readonly type: 'receipt-bundle';
  readonly made_at: number;
  readonly utc_offset: number;
  readonly maker: { readonly name: string; readonly side: BundleSide };
  readonly tool: { readonly name: string; readonly version: string; readonly words: string };
  readonly language: 'en' | 'zh-CN';
  readonly link_base: string;
  readonly profile: string | null;
  readonly files: readonly {
    readonly path: string;
    readonly kind: 'dossier' | 'neighbour' | 'trust' | 'case' | 'report' | 'answer' | 'line' | 'profile' | 'text' | 'page' | 'readme';
    readonly size: number;
    readonly sha256: string;
    readonly provenance?: string;
  }[];
  readonly attachments: readonly BundleAttachment[];
}

/** What is in a bundle. Nothing of it is believed: names and notes are text, lists count only as far as the reader's own roots reach. */
export interface BundleFacts {
  readonly manifest: BundleManifest;
  readonly dossiers: readonly { readonly path: string; readonly text: string }[];
  readonly neighbours: readonly { readonly path: string; readonly text: string }[];
  readonly lists: readonly { readonly text: string; readonly signed: boolean; readonly provenance: string }[];
  readonly claim: string | null;
  readonly answers: unknown;
  readonly told: unknown;
  readonly entries: readonly BundleEntry[];
  readonly line: BundleLine | null;
  readonly problems: readonly BundleFinding[];
}

/** What was found at `manifest.made_at`; the second answer is the one with the line of the statement file as `bill`. */
export interface BundleFresh {
  readonly reports: readonly unknown[];
  readonly answer: unknown;
  readonly answer_with_line: unknown;
}
