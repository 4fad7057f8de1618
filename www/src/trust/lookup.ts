/** Other hosts, asked because somebody pressed for it: a shop's own domain, a delegate's list. */

import { DeskFailure, askAtDesk } from './desk';
import { listsIn } from './courier';
import { refusalOf, type Registrar } from './registrar';
import { isSignedList } from './source';

/** Where a shop publishes its own keys. */
const WELL_KNOWN = '/.well-known/receipt-issuer.jwt';

/** Asks the domain that a receipt names; answers `null` once its keys count, and else why they do not. */
export async function lookUp(origin: string, registrar: Registrar, left: AbortSignal): Promise<string | null> {
  try {
    const text = await askAtDesk(origin + WELL_KNOWN, left);
    if (!isSignedList(text)) return 'not_a_list';
    registrar.addDomain(text, origin);
    return null;
  } catch (error) {
    return error instanceof DeskFailure ? error.code : refusalOf(error);
  }
}

/** Fetches a delegate's list from where a list says it lies; answers `fresh`, `same`, or why neither. */
export async function fetchDelegate(url: string, registrar: Registrar, left: AbortSignal): Promise<string> {
  try {
    const { fresh, refusals } = await registrar.receive(listsIn(await askAtDesk(url, left)));
    return refusals[0] ?? (fresh > 0 ? 'fresh' : 'same');
  } catch (error) {
    return error instanceof DeskFailure ? error.code : refusalOf(error);
  }
}
