/** The wasm decoder at work on one task at a time: in a Worker, or in the page where no Worker can be made. */

import init, { Reader, type Reading } from '../wasm/scan/scan.js';
import moduleUrl from '../wasm/scan/scan_bg.wasm?url';
import { lookAtPicture, type Look } from './picture';

export type { Reading };

export const NOTHING: Reading = { texts: [], module_px: null };

export type Task =
  /** A camera's stream begins: what was kept of the last one is forgotten. */
  | { readonly kind: 'begin' }
  /** A frame of the stream, looked at briefly. */
  | { readonly kind: 'live'; readonly image: ImageData }
  /** A frame that a brief look saw a code in without reading it. */
  | { readonly kind: 'hard'; readonly image: ImageData }
  /** A page, looked at with every means. */
  | { readonly kind: 'still'; readonly image: ImageData }
  /** A picture's file; `skip` looks were taken before. `show` asks for its pixels as well. */
  | { readonly kind: 'picture'; readonly source: Blob | ImageBitmap; readonly skip: number; readonly show: boolean };

/** What is told before a task is done: that it goes on with its next look, or the picture that it has opened. */
export type Word = { readonly kind: 'look'; readonly count: number } | { readonly kind: 'opened'; readonly picture: ImageBitmap };

/** Looks at a still in pieces so short that a page stays alive between them. */
const PIECES = 16;

export class Decoder {
  #stream = new Reader();
  readonly #gentle: boolean;

  private constructor(gentle: boolean) {
    this.#gentle = gentle;
  }

  /** `gentle` where a page would freeze meanwhile. */
  static async load({ gentle }: { readonly gentle: boolean }): Promise<Decoder> {
    await init({ module_or_path: moduleUrl });
    return new Decoder(gentle);
  }

  async do(task: Task, tell: (word: Word) => void): Promise<Reading> {
    switch (task.kind) {
      case 'begin':
        this.#stream.free();
        this.#stream = new Reader();
        return NOTHING;
      case 'live':
        return this.#live(task.image);
      case 'hard':
        // The page must stay alive while its camera is on; the stream brings another frame soon.
        return this.#gentle ? this.#live(task.image) : this.#still(task.image);
      case 'still':
        return this.#still(task.image);
      case 'picture':
        return lookAtPicture(task, this.#still, tell);
    }
  }

  #live(image: ImageData): Reading {
    return orNothing(() => this.#stream.live(image));
  }

  readonly #still: Look = async (image) => {
    const reader = new Reader();
    let reading = NOTHING;
    for (let piece = 0; this.#gentle && piece < PIECES; piece += 1) {
      reading = orNothing(() => reader.live(image));
      if (reading.texts.length > 0) break;
      await new Promise((resolve) => setTimeout(resolve));
    }
    if (reading.texts.length === 0) reading = orNothing(() => reader.still(image));
    reader.free();
    return reading;
  };
}

/** A picture of a size that holds no code is not a fault; anything else that is thrown is a trap. */
function orNothing(look: () => Reading): Reading {
  try {
    return look();
  } catch (error) {
    const code = (error as { readonly code?: unknown }).code;
    if (code === 'image_size' || code === 'image_too_large') return NOTHING;
    throw error;
  }
}
