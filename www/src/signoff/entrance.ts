/** Everything that signing off needs. */

export { loadSignatory } from './signatory';
export { Signing } from './signing';
export type { SigningDesk } from './signing';
import './signing-view';
