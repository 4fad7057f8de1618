/** Watches a playing video with our decoder and the browser's own, side by side; the first receipt ends it. */

import { Frames, isDark, nextFrame } from './frames';
import { detectTexts, nativeDetector } from './native';
import type { CodeReader } from './reader';
import { ScanFailure } from './seats';
import type { Accept } from './stills';

export type Sight =
  | { readonly kind: 'receipt'; readonly text: string }
  /** A code, but not a receipt's. */
  | { readonly kind: 'foreign'; readonly text: string }
  /** The code is there, and too small to be read. */
  | { readonly kind: 'far'; readonly far: boolean }
  | { readonly kind: 'dark'; readonly dark: boolean }
  | { readonly kind: 'lost'; readonly code: 'scan_unavailable' | 'scan_stuck' };

const FRAME_LIMIT = 250;
const NATIVE_PAUSE = 80;
const DARK_AFTER = 3_000;
/** Below it more pixels help more than anything else. */
const SMALL_MODULE = 3.5;
const FAR_AFTER = 4;
/** A code that is seen and not read gets the slow look, but not often: it takes a second or so. */
const HARD_AFTER = 1_000;
const HARD_PAUSE = 4_000;
/** So many looks in a row that failed, each with a fresh decoder, are no accident. */
const STUCK_AFTER = 3;
const NATIVE_FAULTS = 5;

export class Watch {
  readonly #video: HTMLVideoElement;
  readonly #reader: CodeReader;
  readonly #accept: Accept;
  readonly #tell: (sight: Sight) => void;
  #over = false;
  #native = false;

  constructor(video: HTMLVideoElement, reader: CodeReader, accept: Accept, tell: (sight: Sight) => void) {
    this.#video = video;
    this.#reader = reader;
    this.#accept = accept;
    this.#tell = tell;
  }

  start(): void {
    void this.#watchOurs();
    void this.#watchNative();
  }

  stop(): void {
    this.#over = true;
  }

  async #watchOurs(): Promise<void> {
    const frames = new Frames();
    const close = new Distance();
    let failures = 0;
    let fresh = true;
    let lightAt = Date.now();
    while (!this.#over) {
      await nextFrame(this.#video, FRAME_LIMIT);
      const frame = frames.take(this.#video);
      if (frame === null) continue;
      if (!isDark(frame)) lightAt = Date.now();
      this.#say({ kind: 'dark', dark: Date.now() - lightAt >= DARK_AFTER });
      try {
        if (fresh) await this.#reader.begin();
        fresh = false;
        const { texts, module_px: module } = await this.#look(frame, close.hard());
        failures = 0;
        this.#say({ kind: 'far', far: close.note(module, texts.length > 0) });
        await this.#offer(texts);
      } catch (error) {
        if (!(error instanceof ScanFailure)) throw error;
        // A frame that upset the decoder is one frame.
        fresh = true;
        failures += 1;
        if (error.code === 'scan_unavailable' || failures >= STUCK_AFTER) {
          // The browser's own detector goes on by itself.
          if (!this.#native) this.#lose(error.code === 'scan_unavailable' ? error.code : 'scan_stuck');
          return;
        }
      }
    }
  }

  #look(frame: ImageData, hard: boolean): ReturnType<CodeReader['live']> {
    return hard ? this.#reader.hard(frame) : this.#reader.live(frame);
  }

  async #watchNative(): Promise<void> {
    const detector = await nativeDetector();
    if (detector === null) return;
    this.#native = true;
    for (let faults = 0; !this.#over && faults < NATIVE_FAULTS; ) {
      await new Promise((resolve) => setTimeout(resolve, NATIVE_PAUSE));
      if (this.#video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) continue;
      try {
        await this.#offer(await detectTexts(detector, this.#video));
        faults = 0;
      } catch {
        faults += 1;
      }
    }
    this.#native = false;
  }

  async #offer(texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      const accepted = await this.#accept(text);
      // The other one was first.
      if (this.#over) return;
      if (!accepted) {
        this.#say({ kind: 'foreign', text });
        continue;
      }
      this.#say({ kind: 'receipt', text });
      this.#over = true;
      return;
    }
  }

  #lose(code: 'scan_unavailable' | 'scan_stuck'): void {
    this.#say({ kind: 'lost', code });
    this.#over = true;
  }

  #say(sight: Sight): void {
    if (!this.#over) this.#tell(sight);
  }
}

/** From module sizes, frame by frame, to "come closer", and to when a hard look is worth its time. */
class Distance {
  #small = 0;
  #far = false;
  #seenSince: number | null = null;
  #lastHard = 0;

  note(module: number | null, read: boolean): boolean {
    const small = !read && module !== null && module < SMALL_MODULE;
    this.#small = small ? this.#small + 1 : 0;
    // What was said stays until the code is read, gone or near.
    if (this.#small >= FAR_AFTER) this.#far = true;
    else if (read || module !== null) this.#far &&= small;
    if (read || module === null) this.#seenSince = null;
    else this.#seenSince ??= Date.now();
    return this.#far;
  }

  hard(): boolean {
    const now = Date.now();
    if (this.#seenSince === null || now - this.#seenSince < HARD_AFTER || now - this.#lastHard < HARD_PAUSE) return false;
    this.#lastHard = now;
    return true;
  }
}
