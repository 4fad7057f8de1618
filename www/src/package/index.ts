/** Receipts verified without a user interface: browsers, Node, Deno and Bun alike. */

import { nowSeconds } from '../clock';
import type { Report } from '../report';
import type { Inspection } from '../wasm/paper/paper.js';
import { VerifierError, codeOf } from './failure';
import { loadCore, type ModuleSource } from './module';
import { TrustLists, type ListInput, type TrustOptions } from './trust-lists';

export { TrustLists, VerifierError };
export type { ListInput, ModuleSource, TrustOptions };
export type * from '../report';
export type { InspectedPart, Inspection } from '../wasm/paper/paper.js';

export interface VerifyOptions extends TrustOptions {
  /** A list, several, or lists that were loaded before. Without any, those that ship with the package. */
  readonly trust?: ListInput | readonly ListInput[] | TrustLists;
  /** Seconds since 1970; this machine's clock without it. */
  readonly now?: number;
}

/**
 * Verifies a receipt: its link, its digits, or its dossier text. Every fault of the receipt is in the report.
 *
 * @example
 * const report = await verify('https://verify.example/#19308…', { trust });
 * if (report.outcome === 'verified' && report.status === 'approved') …
 *
 * @throws {VerifierError} when the module cannot be loaded (`module_failed`) or the list is none; `code` says which.
 */
export async function verify(text: string, options: VerifyOptions = {}): Promise<Report> {
  const { trust, now = nowSeconds() } = options;
  const lists = trust instanceof TrustLists ? trust : await TrustLists.load(trust, options);
  return named(() => lists.verify(text, now));
}

/** What a receipt says, decoded and not verified: for engineers. */
export async function inspect(text: string): Promise<Inspection> {
  const { loadPaper } = await import('./paper');
  const paper = await loadPaper();
  return named(() => paper.inspect(text));
}

/** The dossier text of any form of a receipt. */
export async function dossier(text: string): Promise<string> {
  const core = await loadCore();
  return named(() => core.dossier(text));
}

/** The receipt as a link to a verifier, small enough for a QR code. */
export async function link(text: string, verifier: string): Promise<string> {
  const { loadPaper } = await import('./paper');
  const paper = await loadPaper();
  return named(() => paper.link(text, verifier));
}

/**
 * Loads the module ahead of its first use, or from elsewhere: an address, its bytes, a compiled module. Only the first call decides.
 *
 * @throws {VerifierError} `module_failed`
 */
export async function load(source?: ModuleSource): Promise<void> {
  await loadCore(source);
}

function named<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new VerifierError(codeOf(error) ?? 'check_failed', error);
  }
}
