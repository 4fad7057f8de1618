/** The `paper` wasm module, typed. Nobody waits for it: it comes when there is an answer to hand on or to take apart. */

import type { Inspection, QrSymbol } from '../../src/web/paper';
import moduleUrl from './wasm/paper/paper_bg.wasm?url';

export interface Paper {
  /** Decoded, not verified: for engineers. */
  inspect(input: string): Inspection;
  link(input: string, baseUrl: string): string;
  qrSvg(text: string): QrSymbol;
}

let loading: Promise<Paper> | null = null;

export function loadPaper(): Promise<Paper> {
  loading ??= load();
  // What failed once may be tried again.
  loading.catch(() => (loading = null));
  return loading;
}

async function load(): Promise<Paper> {
  const module = await import('./wasm/paper/paper.js');
  await module.default({ module_or_path: moduleUrl });
  return { inspect: module.inspect, link: module.link, qrSvg: module.qr_svg };
}
