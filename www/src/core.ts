/** The `verify` wasm module, typed. Loaded once, beside the page and never before it. */

import init, { dossier } from './wasm/verify/verify.js';
import moduleUrl from './wasm/verify/verify_bg.wasm?url';
import { verify } from './bare-list';
import type { Provenance, Report } from './report';

export interface Core {
  verify(input: string, trust: string, provenance: Provenance, now: number): Report;
  /** The dossier text of any input form; throws where there is none. */
  dossier(input: string): string;
}

export async function loadCore(): Promise<Core> {
  await init({ module_or_path: moduleUrl });
  return { verify, dossier };
}
