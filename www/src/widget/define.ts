/** Makes the tag known, once: a page may include the script twice, or two versions of it. The first one stays. */

import { ReceiptVerifier } from './receipt-verifier';

export const TAG = 'receipt-verifier';

export function define(): void {
  // Absent on servers, where a page is only written.
  const registry = (globalThis as { readonly customElements?: CustomElementRegistry }).customElements;
  if (registry !== undefined && registry.get(TAG) === undefined) registry.define(TAG, ReceiptVerifier);
}
