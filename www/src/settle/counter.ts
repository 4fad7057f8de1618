/** Everything that settling a claim needs. */

export { Dispute } from './dispute';
import './dispute-view';
export { loadSettler } from './settler';
