/** The `verify` wasm module, typed. Loaded once, beside the page and never before it. */

import init, { dossier, inspect, link, qr_svg, verify } from './wasm/verify/verify.js';
import moduleUrl from './wasm/verify/verify_bg.wasm?url';
import type { Inspection, Provenance, QrSymbol, Report } from './report';

export interface Core {
  verify(input: string, trust: string, provenance: Provenance, now: number): Report;
  /** Decoded, not verified: for engineers. */
  inspect(input: string): Inspection;
  dossier(input: string): string;
  link(input: string, baseUrl: string): string;
  qrSvg(text: string): QrSymbol;
}

export async function loadCore(): Promise<Core> {
  await init({ module_or_path: moduleUrl });
  return { verify, inspect, dossier, link, qrSvg: qr_svg };
}
