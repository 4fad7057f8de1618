/** The decoder itself, for whoever holds it: a Worker, or the page where no Worker can be made. */

import init, { scan } from '../wasm/scan/scan.js';
import moduleUrl from '../wasm/scan/scan_bg.wasm?url';

/** What one look at a picture has shown. */
export interface Sighting {
  readonly texts: readonly string[];
}

export const NOTHING: Sighting = { texts: [] };

export async function loadDecoder(): Promise<void> {
  await init({ module_or_path: moduleUrl });
}

export function decode(image: ImageData): Sighting {
  return { texts: scan(image) };
}
