/** The `verify` module: one instance for everybody on the page, fetched when it is first needed. */

import init, { Trust as Store, dossier } from '../wasm/verify/verify.js';
import type { Core } from '../core';
import { once } from '../once';
import { VerifierError } from './failure';
import { verifierBytes } from './module-source';

export type { Core };

/** Where the module may come from, if not from beside this file. */
export type ModuleSource = URL | string | Response | BufferSource | WebAssembly.Module;

/** A source counts for the first call only. */
export const loadCore = once(async (source?: ModuleSource): Promise<Core> => {
  try {
    await init({ module_or_path: source ?? (await verifierBytes()) });
  } catch (cause) {
    throw new VerifierError('module_failed', cause);
  }
  return { newTrust: () => new Store(), dossier };
});
