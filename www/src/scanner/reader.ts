/**
 * One decoder, one picture in flight. It works in a Worker with a time-out: a stuck or trapped one is replaced. Where no
 * Worker can be made (a widget's script from another origin, a sandboxed frame, a host page's policy) the same decoder
 * works in the page.
 */

import type { Sighting } from './decoder';
import type { ScanAnswer } from './scan-worker';
import workerUrl from './scan-worker.ts?worker&url';
import { startWorker } from '../trusted-types';

const LOAD_LIMIT = 20_000;
const SCAN_LIMIT = 3_000;

/** Why a scan gave no answer, as opposed to an answer without codes. */
export class ScanFailure extends Error {
  readonly code: 'scan_unavailable' | 'scan_failed';

  constructor(code: ScanFailure['code']) {
    super(code);
    this.name = 'ScanFailure';
    this.code = code;
  }
}

/** Where the decoder works. */
interface Seat {
  look(image: ImageData): Promise<Sighting>;
}

export class CodeReader {
  #seat: Promise<Seat> | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  /** Fetches the decoder ahead of its first use. */
  warm(): void {
    this.#load().catch(() => undefined);
  }

  /** What is in the picture; its pixels are given away. */
  look(image: ImageData): Promise<Sighting> {
    const turn = this.#queue.then(() => this.#look(image));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #look(image: ImageData): Promise<Sighting> {
    try {
      const seat = await this.#load();
      return await seat.look(image);
    } catch (error) {
      this.#seat = null;
      throw error;
    }
  }

  #load(): Promise<Seat> {
    if (this.#seat !== null) return this.#seat;
    const seat = WorkerSeat.open().catch(() => PageSeat.open());
    this.#seat = seat;
    seat.catch(() => (this.#seat = null));
    return seat;
  }
}

class WorkerSeat implements Seat {
  readonly #worker: Worker;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  static async open(): Promise<WorkerSeat> {
    const seat = new WorkerSeat(startWorker(workerUrl));
    const { kind } = await seat.#reply(LOAD_LIMIT, 'scan_unavailable');
    if (kind !== 'ready') throw seat.#drop('scan_unavailable');
    return seat;
  }

  async look(image: ImageData): Promise<Sighting> {
    this.#worker.postMessage(image, [image.data.buffer]);
    const message = await this.#reply(SCAN_LIMIT, 'scan_failed');
    if (message.kind === 'seen') return message.sighting;
    throw this.#drop('scan_failed');
  }

  #reply(limit: number, code: ScanFailure['code']): Promise<ScanAnswer> {
    return new Promise((resolve, reject) => {
      const listening = new AbortController();
      const { signal } = listening;
      const settle = (then: () => void): void => {
        clearTimeout(timer);
        listening.abort();
        then();
      };
      const timer = setTimeout(() => settle(() => reject(this.#drop(code))), limit);
      this.#worker.addEventListener('message', (event: MessageEvent<ScanAnswer>) => settle(() => resolve(event.data)), { signal });
      this.#worker.addEventListener('error', () => settle(() => reject(this.#drop(code))), { signal });
    });
  }

  #drop(code: ScanFailure['code']): ScanFailure {
    this.#worker.terminate();
    return new ScanFailure(code);
  }
}

class PageSeat implements Seat {
  readonly #decode: (image: ImageData) => Sighting;

  private constructor(decode: (image: ImageData) => Sighting) {
    this.#decode = decode;
  }

  static async open(): Promise<PageSeat> {
    try {
      const { decode, loadDecoder } = await import('./decoder');
      await loadDecoder();
      return new PageSeat(decode);
    } catch {
      throw new ScanFailure('scan_unavailable');
    }
  }

  async look(image: ImageData): Promise<Sighting> {
    // The page paints and listens between two looks.
    await new Promise((resolve) => setTimeout(resolve));
    try {
      return this.#decode(image);
    } catch {
      throw new ScanFailure('scan_failed');
    }
  }
}
