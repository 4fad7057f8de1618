/** The `paper` wasm module, typed. Nobody waits for it: it comes when there is an answer to hand on or to take apart. */

import type { Inspection, QrSymbol } from '../../src/web/paper';
import { once } from './once';
import moduleUrl from './wasm/paper/paper_bg.wasm?url';

export interface Paper {
  /** Decoded, not verified: for engineers. */
  inspect(input: string): Inspection;
  link(input: string, baseUrl: string): string;
  qrSvg(text: string): QrSymbol;
}

export const loadPaper = once(async (): Promise<Paper> => {
  const module = await import('./wasm/paper/paper.js');
  await module.default({ module_or_path: moduleUrl });
  return { inspect: module.inspect, link: module.link, qrSvg: module.qr_svg };
});
