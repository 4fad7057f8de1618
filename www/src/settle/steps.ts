/** The browser's Back button goes from an inner screen to the one before it, and from the first to the receipt. Nothing of the case is in the history: it
 * knows the name of a screen, no more. */

import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class Steps<Step extends string> implements ReactiveController {
  /** From the outermost inwards. */
  readonly #order: readonly Step[];
  /** Where Back or Forward led; null: out of them all. */
  readonly #led: (step: Step | null) => void;
  #depth = 0;

  constructor(host: ReactiveControllerHost, order: readonly Step[], led: (step: Step | null) => void) {
    this.#order = order;
    this.#led = led;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('popstate', this.#pop);
  }

  hostDisconnected(): void {
    window.removeEventListener('popstate', this.#pop);
    // Whoever starts over is not to press Back through screens that are gone.
    if (this.#stepOf(history.state) !== null) history.go(-this.#depth);
    this.#depth = 0;
  }

  /** A screen was entered: those before it are behind it. */
  enter(step: Step): void {
    for (const each of this.#order.slice(this.#depth, this.#order.indexOf(step) + 1)) {
      history.pushState({ step: each }, '');
      this.#depth += 1;
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
    const step = this.#stepOf(state);
    this.#depth = step === null ? 0 : this.#order.indexOf(step) + 1;
    this.#led(step);
  };

  #stepOf(state: unknown): Step | null {
    const name = (state as { readonly step?: unknown } | null)?.step;
    return this.#order.find((step) => step === name) ?? null;
  }
}
