/** The `paper` module: links, and receipts taken apart for engineers. Who only verifies never fetches it. */

import init, { inspect, link } from '../wasm/paper/paper.js';
import type { Inspection } from '../wasm/paper/paper.js';
import { VerifierError } from './failure';
import { paperBytes } from './module-source';
import { once } from '../once';

export interface Paper {
  inspect(input: string): Inspection;
  link(input: string, baseUrl: string): string;
}

export const loadPaper = once(async (): Promise<Paper> => {
  try {
    await init({ module_or_path: await paperBytes() });
  } catch (cause) {
    throw new VerifierError('module_failed', cause);
  }
  return { inspect, link };
});
