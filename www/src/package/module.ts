/** The `verify` module: one instance for everybody on the page, fetched when it is first needed. */

import init, { dossier, inspect, link, verify } from '../wasm/verify/verify.js';
import type { Inspection, Provenance, Report } from '../report';
import { VerifierError } from './failure';
import { moduleBytes } from './module-source';

export interface Core {
  verify(input: string, trust: string, provenance: Provenance, now: number): Report;
  inspect(input: string): Inspection;
  dossier(input: string): string;
  link(input: string, baseUrl: string): string;
}

/** Where the module may come from, if not from beside this file. */
export type ModuleSource = URL | string | Response | BufferSource | WebAssembly.Module;

let loading: Promise<Core> | null = null;

export function loadCore(source?: ModuleSource): Promise<Core> {
  loading ??= start(source).catch((cause: unknown) => {
    // A later attempt may find the network again.
    loading = null;
    throw new VerifierError('module_failed', cause);
  });
  return loading;
}

async function start(source: ModuleSource | undefined): Promise<Core> {
  await init({ module_or_path: source ?? (await moduleBytes()) });
  return { verify, inspect, dossier, link };
}
