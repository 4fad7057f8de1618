/** Statement files off the main thread: a hundred thousand lines must not freeze an answer. */

import { BillClerk } from './bill-clerk';
import { BillRefusal, type BillTask, type BillWord } from './bill-task';

function tell(word: BillWord): void {
  postMessage(word);
}

async function start(): Promise<void> {
  const clerk = await BillClerk.load();
  addEventListener('message', ({ data }: MessageEvent<BillTask>) => {
    clerk.do(data, tell).then(tell, (error: unknown) => tell(error instanceof BillRefusal ? { kind: 'refused', code: error.code } : { kind: 'failed' }));
  });
  tell({ kind: 'ready' });
}

start().catch(() => tell({ kind: 'failed' }));
