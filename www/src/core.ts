/** The `verify` wasm module, typed. Loaded once, beside the page and never before it. */

import init, { Trust as Store, dossier } from './wasm/verify/verify.js';
import moduleUrl from './wasm/verify/verify_bg.wasm?url';
import type { ListFacts, Provenance, Report } from './report';

/** Lists put together, asked as one. */
export interface Trust {
  /**
   * Takes a bare list (JSON) or a signed one. `pins`: JSON of registry keys, or nothing; for `domain` the origin that was asked. `seen`:
   * `<sequence>.<digest>` of the newest list of its maker that was seen, or nothing. Throws an `Error` with a `code`.
   */
  add(text: string, provenance: Provenance, pins: string, seen: string): ListFacts;
  verify(input: string, now: number): Report;
  /** JSON of one report for each receipt of the dossier; the first is what `verify` answers. */
  verify_each(input: string, now: number): string;
  /** This device's own keys and the verifier's own origin, as JSON; only the module that reads sign-offs takes them. */
  own?(keys: string): void;
  /** It lies in the module's memory, which nobody sweeps. */
  free(): void;
}

/** What page, widget and package need of the module. */
export interface Core {
  newTrust(): Trust;
  /** The dossier text of any input form; throws where there is none. */
  dossier(input: string): string;
}

export async function loadCore(): Promise<Core> {
  await init({ module_or_path: moduleUrl });
  return { newTrust: () => new Store(), dossier };
}
