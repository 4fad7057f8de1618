/** The file that kept receipts travel in: the same scheme as the database, sealed as one, under a data key of its own. */

import { toBase64Url } from './base64url';
import { lockOf, openLock, seal, sealedOf, siblingLock, unseal, type Lock, type Opened, type Sealed } from './container';
import { entryOf, type Entry } from './entry';
import { KeepFailure } from './failure';

const FORMAT = 'receipt-verifier/receipts';
const ABOUT = 'file';
export const LARGEST_FILE = 64 * 1024 * 1024;
const MOST_ENTRIES = 20_000;

/** A file that is whole, still locked. */
export interface ReceiptsFile {
  readonly lock: Lock;
  readonly body: Sealed;
}

export async function writeFile(opened: Opened, entries: readonly Entry[]): Promise<string> {
  const { lock, keys } = await siblingLock(opened);
  const body = await seal(keys.data, ABOUT, entries);
  const file = { format: FORMAT, ...lock, body };
  return `${JSON.stringify({ ...file, sha256: await digestOf({ lock, body }) }, null, 1)}\n`;
}

/** Throws `not_ours`, `newer_version` or `damaged`, before anybody is asked for a passphrase. */
export async function readFile(text: string): Promise<ReceiptsFile> {
  const file = parse(text);
  if (file.format !== FORMAT) throw new KeepFailure('not_ours');
  const whole = { lock: lockOf(file), body: sealedOf(file.body) };
  // Tells a broken download from a wrong passphrase. Whoever alters a file on purpose meets the seals.
  if (file.sha256 !== (await digestOf(whole))) throw new KeepFailure('damaged');
  return whole;
}

/** Throws `passphrase_wrong` or `damaged`. */
export async function openFile({ lock, body }: ReceiptsFile, passphrase: string): Promise<readonly Entry[]> {
  const keys = await openLock(lock, passphrase);
  const entries = await unseal(keys.data, ABOUT, body);
  if (!Array.isArray(entries) || entries.length > MOST_ENTRIES) throw new KeepFailure('damaged');
  return entries.map(entryOf);
}

export async function digestOfText(text: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Anything may have been chosen.
  }
  throw new KeepFailure('not_ours');
}

function digestOf({ lock, body }: ReceiptsFile): Promise<string> {
  const { version, id, kdf, wrapped } = lock;
  const parts = [version, id, kdf.name, kdf.iterations, kdf.salt, wrapped.nonce, wrapped.ciphertext, body.nonce, body.ciphertext];
  return digestOfText(JSON.stringify([FORMAT, ...parts]));
}

