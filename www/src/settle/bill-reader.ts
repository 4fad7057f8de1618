/** The one who has a statement file read. It is read in a Worker and leaves it as facts and lines that fit; the file is let go when nobody asks any more. */

import type { Report } from '../report';
import { startWorker } from '../trusted-types';
import { BillRefusal, type BillTask, type BillWord, type Phase } from './bill-task';
import workerUrl from './bill-worker.ts?worker&url';
import type { BillFacts, BillMatch, Supplier } from './types';

const LOAD_LIMIT = 30_000;
/** Without a word for so long, a reading is stuck. */
const LIMIT = 120_000;

interface Seat {
  do(task: BillTask, tell: (word: BillWord) => void): Promise<BillWord>;
  leave(): void;
}

export class BillReader {
  readonly #seat: Seat;
  readonly #tell: (phase: Phase) => void;
  /** What is being read: it stays where it is, and only its hash may leave. */
  file: File = new File([], '');

  private constructor(seat: Seat, tell: (phase: Phase) => void) {
    this.#seat = seat;
    this.#tell = tell;
  }

  /** Throws a `BillRefusal` where nobody can be had to read. */
  static async open(tell: (phase: Phase) => void): Promise<BillReader> {
    try {
      return new BillReader(await WorkerSeat.take(), tell);
    } catch {
      return new BillReader(await PageSeat.take(), tell);
    }
  }

  async read(file: File): Promise<BillFacts> {
    this.file = file;
    return this.#facts({ kind: 'read', file, columns: '' });
  }

  /** The same file, with the columns that a person has confirmed. */
  async readAs(columns: string): Promise<BillFacts> {
    return this.#facts({ kind: 'read', file: null, columns });
  }

  async match(reports: readonly Report[], supplied_by: Supplier): Promise<readonly BillMatch[]> {
    const word = await this.#ask({ kind: 'match', reports, supplied_by });
    if (word.kind !== 'matches') throw new BillRefusal('bill_failed');
    return word.matches;
  }

  leave(): void {
    this.#seat.leave();
  }

  async #facts(task: BillTask): Promise<BillFacts> {
    const word = await this.#ask(task);
    if (word.kind !== 'facts') throw new BillRefusal('bill_failed');
    return word.facts;
  }

  async #ask(task: BillTask): Promise<BillWord> {
    return this.#seat.do(task, (word) => {
      if (word.kind === 'phase') this.#tell(word.phase);
    });
  }
}

class WorkerSeat implements Seat {
  readonly #worker: Worker;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  static async take(): Promise<WorkerSeat> {
    const seat = new WorkerSeat(startWorker(workerUrl));
    await seat.#answer(LOAD_LIMIT, () => undefined);
    return seat;
  }

  async do(task: BillTask, tell: (word: BillWord) => void): Promise<BillWord> {
    this.#worker.postMessage(task);
    return this.#answer(LIMIT, tell);
  }

  leave(): void {
    this.#worker.terminate();
  }

  #answer(limit: number, tell: (word: BillWord) => void): Promise<BillWord> {
    return new Promise((resolve, reject) => {
      const listening = new AbortController();
      const { signal } = listening;
      const end = (then: () => void): void => {
        clearTimeout(timer);
        listening.abort();
        then();
      };
      const fail = (): void =>
        end(() => {
          this.#worker.terminate();
          reject(new BillRefusal('bill_failed'));
        });
      let timer = setTimeout(fail, limit);
      this.#worker.addEventListener('error', fail, { signal });
      this.#worker.addEventListener(
        'message',
        ({ data }: MessageEvent<BillWord>) => {
          if (data.kind === 'phase') {
            clearTimeout(timer);
            timer = setTimeout(fail, limit);
            tell(data);
          } else if (data.kind === 'failed') fail();
          else if (data.kind === 'refused') end(() => reject(new BillRefusal(data.code)));
          else end(() => resolve(data));
        },
        { signal },
      );
    });
  }
}

class PageSeat implements Seat {
  readonly #clerk: Seat['do'];

  private constructor(clerk: Seat['do']) {
    this.#clerk = clerk;
  }

  static async take(): Promise<PageSeat> {
    try {
      const { BillClerk } = await import('./bill-clerk');
      const clerk = await BillClerk.load();
      return new PageSeat((task, tell) => clerk.do(task, tell));
    } catch {
      throw new BillRefusal('bill_failed');
    }
  }

  async do(task: BillTask, tell: (word: BillWord) => void): Promise<BillWord> {
    // The page paints before it is busy.
    await new Promise((resolve) => setTimeout(resolve));
    try {
      return await this.#clerk(task, tell);
    } catch (error) {
      throw error instanceof BillRefusal ? error : new BillRefusal('bill_failed');
    }
  }

  leave(): void {
    // What it holds goes with it.
  }
}
