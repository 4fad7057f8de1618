/** Where the decoder sits. */

import { startWorker } from '../trusted-types';
import type { Decoder, Reading, Task, Word } from './decoder';
import { PictureRefusal } from './picture-refusal';
import type { WorkerMessage } from './scan-worker';
import workerUrl from './scan-worker.ts?worker&url';

const LOAD_LIMIT = 30_000;
/** Without a word for so long, a Worker is stuck. */
const LIMITS: Readonly<Record<Task['kind'], number>> = { begin: 5_000, live: 5_000, hard: 20_000, still: 20_000, picture: 20_000 };

/** Why there was no look, as opposed to a look that found nothing. */
export class ScanFailure extends Error {
  readonly code: 'scan_unavailable' | 'scan_failed';

  constructor(code: ScanFailure['code']) {
    super(code);
    this.name = 'ScanFailure';
    this.code = code;
  }
}

export interface Seat {
  do(task: Task, tell: (word: Word) => void): Promise<Reading>;
  /** Whatever is under way fails. */
  leave(): void;
}

/** In a Worker where one can be made, in the page elsewhere. */
export async function takeSeat(): Promise<Seat> {
  try {
    return await WorkerSeat.take();
  } catch {
    return PageSeat.take();
  }
}

class WorkerSeat implements Seat {
  readonly #worker: Worker;
  #giveUp: () => void = () => undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  static async take(): Promise<WorkerSeat> {
    const seat = new WorkerSeat(startWorker(workerUrl));
    await seat.#listen(LOAD_LIMIT, 'scan_unavailable', (message) => (message.kind === 'ready' ? message : null));
    return seat;
  }

  async do(task: Task, tell: (word: Word) => void): Promise<Reading> {
    this.#worker.postMessage(task, transferOf(task));
    const last = await this.#listen(LIMITS[task.kind], 'scan_failed', (message) => {
      if (message.kind === 'done' || message.kind === 'refused') return message;
      if (message.kind === 'look' || message.kind === 'opened') tell(message);
      return null;
    });
    if (last.kind === 'refused') throw new PictureRefusal(last.code);
    return last.reading;
  }

  leave(): void {
    this.#worker.terminate();
    this.#giveUp();
  }

  /** The message that `wanted` picks; every other gives the Worker its time again. */
  #listen<Last>(limit: number, code: ScanFailure['code'], wanted: (message: WorkerMessage) => Last | null): Promise<Last> {
    return new Promise((resolve, reject) => {
      const listening = new AbortController();
      const { signal } = listening;
      const settle = (then: () => void): void => {
        clearTimeout(timer);
        listening.abort();
        then();
      };
      const fail = (): void => settle(() => {
        this.#worker.terminate();
        reject(new ScanFailure(code));
      });
      let timer = setTimeout(fail, limit);
      this.#giveUp = fail;
      this.#worker.addEventListener('error', fail, { signal });
      this.#worker.addEventListener(
        'message',
        ({ data }: MessageEvent<WorkerMessage>) => {
          if (data.kind === 'failed') {
            fail();
            return;
          }
          clearTimeout(timer);
          timer = setTimeout(fail, limit);
          const last = wanted(data);
          if (last !== null) settle(() => resolve(last));
        },
        { signal },
      );
    });
  }
}

function transferOf(task: Task): Transferable[] {
  if ('image' in task) return [task.image.data.buffer];
  return 'source' in task && task.source instanceof ImageBitmap ? [task.source] : [];
}

class PageSeat implements Seat {
  readonly #decoder: Decoder;

  private constructor(decoder: Decoder) {
    this.#decoder = decoder;
  }

  static async take(): Promise<PageSeat> {
    try {
      const { Decoder } = await import('./decoder');
      return new PageSeat(await Decoder.load({ gentle: true }));
    } catch {
      throw new ScanFailure('scan_unavailable');
    }
  }

  async do(task: Task, tell: (word: Word) => void): Promise<Reading> {
    // The page paints and listens before the next look.
    await new Promise((resolve) => setTimeout(resolve));
    try {
      return await this.#decoder.do(task, tell);
    } catch (error) {
      throw error instanceof PictureRefusal ? error : new ScanFailure('scan_failed');
    }
  }

  leave(): void {
    // Nothing to end: what is under way has no one who waits for it.
  }
}
