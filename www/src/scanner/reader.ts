/** The one who asks the decoder, one task after the other. A seat that got stuck or trapped is left for a fresh one. */

import type { Reading, Task, Word } from './decoder';
import { ScanFailure, takeSeat, type Seat } from './seats';

/** A look that fails is skipped so often, each in a fresh Worker; a picture that fails more is left alone. */
const TRIES = 3;

export class CodeReader {
  #seat: Promise<Seat> | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  /** Counts what was abandoned, so that it is not tried again. */
  #abandoned = 0;

  /** Fetches the decoder ahead of its first use. */
  warm(): void {
    this.#load().catch(() => undefined);
  }

  /** A camera's stream begins. */
  begin(): Promise<Reading> {
    return this.#ask({ kind: 'begin' });
  }

  /** A frame of that stream; its pixels are given away. */
  live(image: ImageData): Promise<Reading> {
    return this.#ask({ kind: 'live', image });
  }

  /** A frame of that stream in which there seems to be a code; its pixels are given away. */
  hard(image: ImageData): Promise<Reading> {
    return this.#ask({ kind: 'hard', image });
  }

  /** A page, with every means; its pixels are given away. */
  still(image: ImageData): Promise<Reading> {
    return this.#ask({ kind: 'still', image });
  }

  /** A picture's file, or a picture that only the page could open; the latter is given away. */
  async picture(source: Blob | ImageBitmap, opened?: (picture: ImageBitmap) => void): Promise<Reading> {
    const abandoned = this.#abandoned;
    let skip = 0;
    for (let tries = 1; ; tries += 1) {
      let reached = skip - 1;
      const reading = await this.#ask({ kind: 'picture', source, skip, show: opened !== undefined && tries === 1 }, (word) => {
        if (word.kind === 'opened') opened?.(word.picture);
        else reached = word.count;
      }).catch((error: unknown) => {
        const again = error instanceof ScanFailure && error.code === 'scan_failed' && source instanceof Blob;
        if (!again || tries === TRIES || abandoned !== this.#abandoned) throw error;
        return null;
      });
      // A look that failed may have been the one that would have found something.
      if (reading !== null && tries > 1 && reading.texts.length === 0) throw new ScanFailure('scan_failed');
      if (reading !== null) return reading;
      skip = reached + 1;
    }
  }

  /** Whoever waits for an answer does so no longer. */
  abandon(): void {
    const seat = this.#seat;
    this.#abandoned += 1;
    this.#seat = null;
    this.#queue = Promise.resolve();
    seat?.then((taken) => taken.leave()).catch(() => undefined);
  }

  #ask(task: Task, tell: (word: Word) => void = () => undefined): Promise<Reading> {
    const turn = this.#queue.then(() => this.#do(task, tell));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #do(task: Task, tell: (word: Word) => void): Promise<Reading> {
    const taking = this.#load();
    const seat = await taking;
    try {
      return await seat.do(task, tell);
    } catch (error) {
      if (error instanceof ScanFailure && this.#seat === taking) this.#seat = null;
      throw error;
    }
  }

  #load(): Promise<Seat> {
    if (this.#seat !== null) return this.#seat;
    const taking = takeSeat();
    this.#seat = taking;
    // One that could not be had is asked for again the next time.
    taking.catch(() => {
      if (this.#seat === taking) this.#seat = null;
    });
    return taking;
  }
}
