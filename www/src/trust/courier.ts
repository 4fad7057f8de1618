/** Fetches newer lists by its own clock: never because a receipt was checked, and nothing waits for it. */

import { nowSeconds } from '../clock';
import { FetchFailure, fetchText } from '../fetch-text';
import { LARGEST, PATIENCE } from './bounds';
import type { Errands, ListShelf } from './list-shelf';
import type { Registrar } from './registrar';
import { listsOf } from './snapshot';
import { addressOf, isSignedList, parsed } from './source';

/** Beside the page, where `receipt trust publish` puts what is newest. It is no part of the sealed build. */
const NEWEST = 'trust/snapshot.json';
const HOUR = 3_600;
const EVERY = 6 * HOUR;
/** After a failure: one minute, four, sixteen … and never more than the ordinary period. */
const FIRST_RETRY = 60;
/** Devices that were switched on together shall not ask together. */
const SPREAD = 0.1;

export type Errand =
  | { readonly kind: 'resting'; readonly asked: number | null; readonly fresh: boolean }
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly asked: number; readonly code: string };

/** @fires change - the state is another one. */
export class Courier extends EventTarget {
  readonly #registrar: Registrar;
  readonly #shelf: ListShelf;
  #errands: Errands;
  #state: Errand;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #left: AbortSignal = new AbortController().signal;

  constructor(registrar: Registrar, shelf: ListShelf, errands: Errands | null) {
    super();
    this.#registrar = registrar;
    this.#shelf = shelf;
    this.#errands = errands ?? { asked: 0, failures: 0, marks: {} };
    this.#state = { kind: 'resting', asked: errands?.asked ?? null, fresh: false };
  }

  get state(): Errand {
    return this.#state;
  }

  /** Until `left` is aborted. */
  start(left: AbortSignal): void {
    this.#left = left;
    left.addEventListener('abort', () => clearTimeout(this.#timer));
    window.addEventListener('online', () => this.#plan(), { signal: left });
    document.addEventListener('visibilitychange', () => this.#plan(), { signal: left });
    this.#plan();
  }

  /** Now, because somebody pressed for it. */
  async run(): Promise<void> {
    if (this.#state.kind === 'asking' || this.#left.aborted) return;
    this.#become({ kind: 'asking' });
    const marks: Record<string, string> = {};
    const refusals: string[] = [];
    let fresh = 0;
    for (const address of this.#addresses()) {
      try {
        const { text, etag } = await fetchText(address, { largest: LARGEST, patience: PATIENCE, left: this.#left, etag: this.#errands.marks[address] ?? null, redirect: 'manual' });
        const answer = text === null ? null : await this.#registrar.receive(listsIn(text));
        fresh += answer?.fresh ?? 0;
        refusals.push(...(answer?.refusals ?? []));
        // Bytes that were refused are asked for again: the host may mend them without changing their mark.
        if (etag !== null && (answer?.refusals ?? []).length === 0) marks[address] = etag;
      } catch (error) {
        const code = error instanceof FetchFailure ? error.code : 'unreachable';
        // A host that publishes no newer lists is no failure.
        if (address !== this.#own() || code !== 'missing') refusals.push(navigator.onLine ? code : 'offline');
      }
    }
    await this.#done(marks, refusals[0] ?? null, fresh > 0);
  }

  async #done(marks: Errands['marks'], failure: string | null, fresh: boolean): Promise<void> {
    // What was called off says nothing about the hosts.
    if (this.#left.aborted) return;
    const asked = nowSeconds();
    this.#errands = { asked, failures: failure === null ? 0 : this.#errands.failures + 1, marks };
    this.#become(failure === null ? { kind: 'resting', asked, fresh } : { kind: 'failed', asked, code: failure });
    await this.#shelf.putErrands(this.#errands).catch(() => undefined);
    this.#plan();
  }

  #plan(): void {
    clearTimeout(this.#timer);
    if (this.#left.aborted || this.#state.kind === 'asking' || sparing()) return;
    const { asked, failures } = this.#errands;
    const period = failures === 0 ? EVERY : Math.min(EVERY, FIRST_RETRY * 4 ** (failures - 1));
    // A clock that was set back must not silence it.
    const due = Math.min(asked + period - nowSeconds(), period);
    if (due <= 0) {
      // Offline it would only fail; `online` plans again.
      if (navigator.onLine) void this.run();
      return;
    }
    this.#timer = setTimeout(() => this.#plan(), due * 1_000 * (1 + Math.random() * SPREAD));
  }

  /** The page's own, and those of delegates where they lie on this origin. Others are asked at a press alone: see `lookup.ts`. */
  #addresses(): readonly string[] {
    const urls = this.#registrar.lists.delegates.map(({ url }) => url).filter((url) => addressOf(url)?.origin === location.origin);
    return [...new Set([this.#own(), ...urls])];
  }

  #own(): string {
    return new URL(NEWEST, document.baseURI).href;
  }

  #become(state: Errand): void {
    this.#state = state;
    this.dispatchEvent(new Event('change'));
  }
}

/** One signed list as it is, or several as in a snapshot. Registry keys that lie beside them are passed over. */
export function listsIn(text: string): readonly string[] {
  const lists = isSignedList(text) ? [text] : listsOf(parsed(text));
  // Whatever else it is, it is said to be no list.
  return lists.length === 0 ? [text] : lists;
}

/** Whoever pays by the megabyte has said so. */
function sparing(): boolean {
  return (navigator as { connection?: { readonly saveData?: boolean } }).connection?.saveData === true;
}
