/** The SHA-256 of a file that stays where it is: read in pieces, so that an hour of video needs no memory and the page stays awake. */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

const PIECE = 1 << 20;

export async function hashOf(file: Blob, tell: (share: number) => void = () => undefined, signal?: AbortSignal): Promise<string> {
  const hash = sha256.create();
  for (let at = 0; at < file.size; at += PIECE) {
    signal?.throwIfAborted();
    hash.update(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()));
    tell(Math.min(1, (at + PIECE) / file.size));
  }
  return bytesToHex(hash.digest());
}
