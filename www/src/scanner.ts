/** One Worker with one decoder, one picture in flight, and a time-out: a stuck or trapped decoder is replaced. */

import workerUrl from './scan-worker.ts?worker&url';
import type { ScanAnswer } from './scan-worker';
import { startWorker } from './trusted-types';

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

export class Scanner {
  #worker: Worker | null = null;
  #ready: Promise<Worker> | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  /** Fetches the decoder ahead of its first use. */
  warm(): void {
    this.#load().catch(() => undefined);
  }

  /** The texts of the codes in the picture; its pixels are given away. */
  scan(image: ImageData): Promise<readonly string[]> {
    const turn = this.#queue.then(() => this.#scan(image));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #scan(image: ImageData): Promise<readonly string[]> {
    const worker = await this.#load();
    worker.postMessage(image, [image.data.buffer]);
    const message = await this.#reply(worker, SCAN_LIMIT, 'scan_failed');
    if (message.kind === 'texts') return message.texts;
    throw this.#drop('scan_failed');
  }

  #load(): Promise<Worker> {
    this.#ready ??= this.#start();
    return this.#ready;
  }

  async #start(): Promise<Worker> {
    const worker = startWorker(workerUrl);
    this.#worker = worker;
    const message = await this.#reply(worker, LOAD_LIMIT, 'scan_unavailable');
    if (message.kind !== 'ready') throw this.#drop('scan_unavailable');
    return worker;
  }

  #reply(worker: Worker, limit: number, code: ScanFailure['code']): Promise<ScanAnswer> {
    return new Promise((resolve, reject) => {
      const listening = new AbortController();
      const timer = setTimeout(() => settle(() => reject(this.#drop(code))), limit);
      const settle = (then: () => void): void => {
        clearTimeout(timer);
        listening.abort();
        then();
      };
      const { signal } = listening;
      worker.addEventListener('message', (event: MessageEvent<ScanAnswer>) => settle(() => resolve(event.data)), { signal });
      worker.addEventListener('error', () => settle(() => reject(this.#drop(code))), { signal });
    });
  }

  #drop(code: ScanFailure['code']): ScanFailure {
    this.#worker?.terminate();
    this.#worker = null;
    this.#ready = null;
    return new ScanFailure(code);
  }
}
