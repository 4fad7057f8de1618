/** What a file is, by its first bytes: names and types lie, or are missing. Whether it can be read is another matter. */

/** How much of a file shows what it is. */
export const HEAD = 1_024;

/** The beginning of a case file. */
export function mayBeCaseFile(text: string): boolean {
  return /^\ufeff?\s*\{[^[\]]*"type"\s*:\s*"receipt-case"/.test(text.slice(0, HEAD));
}

/** A zip, empty or not: an evidence bundle, if it is anything for us. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}
