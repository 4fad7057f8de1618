/** One walk through a drill: what is done, how long each step took, what was pressed too early. */

import type { Plan, Step } from './plan';

export interface Done {
  readonly step: Step;
  readonly seconds: number;
}

export class Run {
  readonly plan: Plan;
  /** The time of day when it began, for the record. */
  readonly begun: number;
  readonly #start: number;
  readonly #deck: readonly string[];
  #last: number;
  #done: readonly Done[] = [];
  #detours = 0;

  /** `begun` in seconds; `tick` in milliseconds, by a clock that nobody sets. */
  constructor(plan: Plan, begun: number, tick: number) {
    this.plan = plan;
    this.begun = begun;
    this.#start = tick;
    this.#last = tick;
    this.#deck = shuffled(plan.steps.map(({ id }) => id));
  }

  get done(): readonly Done[] {
    return this.#done;
  }

  get doneIds(): readonly string[] {
    return this.#done.map(({ step }) => step.id);
  }

  get detours(): number {
    return this.#detours;
  }

  /** The step that comes now. */
  get next(): Step | null {
    return this.plan.steps[this.#done.length] ?? null;
  }

  /** What is left to press, in no order. */
  get left(): readonly string[] {
    return this.#deck.filter((id) => !this.doneIds.includes(id));
  }

  /** Whether it was the right one. */
  press(id: string, tick: number): boolean {
    const { next } = this;
    if (next?.id !== id) {
      this.#detours += 1;
      return false;
    }
    // Of whole seconds on one clock, so that the parts add up to the whole.
    const seconds = whole(tick - this.#start) - whole(this.#last - this.#start);
    this.#done = [...this.#done, { step: next, seconds }];
    this.#last = tick;
    return true;
  }

  /** Seconds since it began; it stops with the last step. */
  elapsed(tick: number): number {
    return whole((this.next === null ? this.#last : tick) - this.#start);
  }

  /** Seconds from noticing to publishing. */
  get response(): number {
    const end = this.#done.findIndex(({ step }) => step.ends_response);
    return this.#done.slice(0, end + 1).reduce((sum, { seconds }) => sum + seconds, 0);
  }
}

function whole(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds / 1000));
}

/** Everybody gets another order, and none that gives the answer away. */
function shuffled(ids: readonly string[]): readonly string[] {
  const keys = crypto.getRandomValues(new Uint32Array(ids.length));
  const deck = ids.map((id, at) => ({ id, key: keys[at] ?? 0 })).sort((a, b) => a.key - b.key).map(({ id }) => id);
  return deck.every((id, at) => id === ids[at]) ? deck.reverse() : deck;
}
