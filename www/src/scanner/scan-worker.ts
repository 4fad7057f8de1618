/** The decoder off the main thread: an endless loop or a trap in it costs this Worker, not the page. */

import { Decoder, type Reading, type Task, type Word } from './decoder';
import { PictureRefusal } from './picture-refusal';

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | Word
  | { readonly kind: 'done'; readonly reading: Reading }
  | { readonly kind: 'refused'; readonly code: PictureRefusal['code'] }
  /** After a trap the instance is not to be trusted: the page throws this Worker away. */
  | { readonly kind: 'failed' };

function tell(message: WorkerMessage): void {
  postMessage(message, { transfer: message.kind === 'opened' ? [message.picture] : [] });
}

async function start(): Promise<void> {
  const decoder = await Decoder.load({ gentle: false });
  addEventListener('message', ({ data }: MessageEvent<Task>) => {
    decoder.do(data, tell).then(
      (reading) => tell({ kind: 'done', reading }),
      (error: unknown) => tell(error instanceof PictureRefusal ? { kind: 'refused', code: error.code } : { kind: 'failed' }),
    );
  });
  tell({ kind: 'ready' });
}

start().catch(() => tell({ kind: 'failed' }));
