/** `<receipt-verifier>`. Importing this file defines it. */

import { define } from '../widget/define';
import { ReceiptVerifier } from '../widget/receipt-verifier';
import type { ReceiptVerifierEventMap } from '../widget/states';

export { ReceiptVerifier };
export { SCANS, STATES, THEMES, TROUBLES, VIEWS } from '../widget/states';
export type { ErrorDetail, ReceiptVerifierEventMap, Scan, State, StateDetail, Theme, Trouble, View } from '../widget/states';
export { VerifierError } from './failure';
export type * from '../report';

define();

declare global {
  interface HTMLElementTagNameMap {
    'receipt-verifier': ReceiptVerifier;
  }
  // The events bubble, so that they can be listened for anywhere above.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface HTMLElementEventMap extends ReceiptVerifierEventMap {}
}
