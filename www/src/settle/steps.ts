/** The browser's Back button goes from the answer to the sentences, and from them to the receipt. Nothing of the case is in the history: it knows the
 * name of a screen, no more. */

import type { ReactiveController, ReactiveControllerHost } from 'lit';

export type Step = 'sentences' | 'answer';
const DEPTH: Readonly<Record<Step, number>> = { sentences: 1, answer: 2 };

export class Steps implements ReactiveController {
  /** Where Back or Forward led; null: out of the dispute. */
  readonly #led: (step: Step | null) => void;
  #depth = 0;

  constructor(host: ReactiveControllerHost, led: (step: Step | null) => void) {
    this.#led = led;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('popstate', this.#pop);
  }

  hostDisconnected(): void {
    window.removeEventListener('popstate', this.#pop);
    // Whoever starts over is not to press Back through screens that are gone.
    if (stepOf(history.state) !== null) history.go(-this.#depth);
    this.#depth = 0;
  }

  /** A screen was entered: those before it are behind it. */
  enter(step: Step): void {
    for (const each of ['sentences', 'answer'] as const) {
      if (DEPTH[each] <= this.#depth || DEPTH[each] > DEPTH[step]) continue;
      history.pushState({ dispute: each }, '');
      this.#depth = DEPTH[each];
    }
  }

  back(): void {
    history.back();
  }

  leave(): void {
    if (this.#depth === 0) this.#led(null);
    else history.go(-this.#depth);
  }

  readonly #pop = ({ state }: PopStateEvent): void => {
    const step = stepOf(state);
    this.#depth = step === null ? 0 : DEPTH[step];
    this.#led(step);
  };
}

function stepOf(state: unknown): Step | null {
  const step = (state as { readonly dispute?: unknown } | null)?.dispute;
  return step === 'sentences' || step === 'answer' ? step : null;
}
