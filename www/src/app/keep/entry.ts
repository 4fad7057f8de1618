/** One kept receipt: its dossier, which is checked anew whenever it is opened, and what the list shows. Never a verdict. */

import type { Report } from '../../report';
import { KeepFailure } from './failure';

/** For the list and the search alone; only what a verified receipt said. */
export interface Label {
  readonly shop: string;
  readonly amount: number;
  readonly currency: string;
  readonly exponent: number | null;
  readonly issued: number;
  readonly utc_offset: number;
  readonly number: string;
  readonly type: string;
  readonly sample: boolean;
}

export interface Entry {
  readonly dossier: string;
  /** SHA-256 of the dossier's text: one dossier is kept once. */
  readonly digest: string;
  readonly kept: number;
  /** Null where nobody has verified it here yet. */
  readonly label: Label | null;
}

const LONGEST = 64 * 1024;

export function labelOf(report: Report): Label | null {
  const { receipt, exponent } = report;
  if (report.outcome !== 'verified' || receipt === null) return null;
  // The list's name for the shop, where it has one; the receipt's own is what anybody could print.
  const shop = report.signers.find(({ role }) => role === 'terminal' || role === 'merchant')?.name ?? receipt.merchant.trading_name;
  const { amount, currency, iat, utc_offset, number, type } = receipt;
  return { shop, amount, currency, exponent, issued: iat, utc_offset, number, type, sample: report.trust.sample };
}

/** Reads an entry after decryption: the key says who wrote it, not that it is well formed. */
export function entryOf(value: unknown): Entry {
  const entry = value as Partial<Record<keyof Entry, unknown>> | null;
  const { dossier, digest, kept } = entry ?? {};
  if (typeof dossier !== 'string' || dossier.length > LONGEST || typeof digest !== 'string' || !isTime(kept)) {
    throw new KeepFailure('damaged');
  }
  return { dossier, digest, kept, label: readLabel(entry?.label) };
}

function readLabel(value: unknown): Label | null {
  if (typeof value !== 'object' || value === null) return null;
  const { shop, amount, currency, exponent, issued, utc_offset, number, type, sample } = value as Record<string, unknown>;
  if (typeof shop !== 'string' || typeof currency !== 'string' || typeof number !== 'string' || typeof type !== 'string') return null;
  if (!isWhole(amount) || !isTime(issued) || !isWhole(utc_offset) || !(exponent === null || isWhole(exponent))) return null;
  return { shop, amount, currency, exponent, issued, utc_offset, number, type, sample: sample === true };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** Up to the year 9999. */
function isTime(value: unknown): value is number {
  return isWhole(value) && value >= 0 && value <= 253_402_300_799;
}
