/** The `verify` wasm module, typed. Loaded once, beside the page and never before it. */

import init, { dossier, inspect, link, qr_svg, verify } from './wasm/verify/verify.js';
import moduleUrl from './wasm/verify/verify_bg.wasm?url';
import type { Provenance, Report } from './report';

export interface QrSymbol {
  readonly svg: string;
  readonly version: number;
  readonly modules: number;
}

export interface Core {
  verify(input: string, trust: string, provenance: Provenance, now: number): Report;
  /** Decoded, not verified: for engineers. */
  inspect(input: string): unknown;
  dossier(input: string): string;
  link(input: string, baseUrl: string): string;
  qrSvg(text: string): QrSymbol;
}

export async function loadCore(): Promise<Core> {
  await init({ module_or_path: moduleUrl });
  return {
    verify: (input, trust, provenance, now) => plain(verify(input, trust, provenance, now)) as Report,
    inspect: (input) => plain(inspect(input)),
    dossier,
    link,
    qrSvg: (text) => plain(qr_svg(text)) as QrSymbol,
  };
}

/** The generated types name what the module answers; its shape is told in report.ts. */
function plain(value: unknown): unknown {
  return value;
}
