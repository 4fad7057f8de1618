/** Reads QR codes off the main thread: an endless loop or a trap in the decoder costs this Worker, not the page. */

import init, { scan } from './wasm/scan/scan.js';
import moduleUrl from './wasm/scan/scan_bg.wasm?url';

export type ScanRequest = ImageData;
export type ScanAnswer = { readonly kind: 'ready' } | { readonly kind: 'texts'; readonly texts: readonly string[] } | { readonly kind: 'failed' };

function answer(message: ScanAnswer): void {
  postMessage(message);
}

async function start(): Promise<void> {
  await init({ module_or_path: moduleUrl });
  addEventListener('message', (event: MessageEvent<ScanRequest>) => {
    try {
      answer({ kind: 'texts', texts: scan(event.data) });
    } catch {
      // After a trap the instance is not to be trusted; the page throws this Worker away.
      answer({ kind: 'failed' });
    }
  });
  answer({ kind: 'ready' });
}

start().catch(() => answer({ kind: 'failed' }));
