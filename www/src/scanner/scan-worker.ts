/** Reads QR codes off the main thread: an endless loop or a trap in the decoder costs this Worker, not the page. */

import { decode, loadDecoder, type Sighting } from './decoder';

export type ScanRequest = ImageData;
export type ScanAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'seen'; readonly sighting: Sighting }
  | { readonly kind: 'failed' };

function answer(message: ScanAnswer): void {
  postMessage(message);
}

async function start(): Promise<void> {
  await loadDecoder();
  addEventListener('message', (event: MessageEvent<ScanRequest>) => {
    try {
      answer({ kind: 'seen', sighting: decode(event.data) });
    } catch {
      // After a trap the instance is not to be trusted; the page throws this Worker away.
      answer({ kind: 'failed' });
    }
  });
  answer({ kind: 'ready' });
}

start().catch(() => answer({ kind: 'failed' }));
