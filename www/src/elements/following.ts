import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Draws an element anew when what it shows says that it has changed. */
export function follow(host: ReactiveControllerHost, whom: () => readonly (EventTarget | null)[]): void {
  host.addController(new Following(host, whom));
}

class Following implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #whom: () => readonly (EventTarget | null)[];
  readonly #draw = (): void => this.#host.requestUpdate();
  #followed: readonly (EventTarget | null)[] = [];

  constructor(host: ReactiveControllerHost, whom: () => readonly (EventTarget | null)[]) {
    this.#host = host;
    this.#whom = whom;
  }

  hostUpdate(): void {
    const now = this.#whom();
    if (now.every((one, index) => one === this.#followed[index])) return;
    this.hostDisconnected();
    this.#followed = now;
    for (const one of now) one?.addEventListener('change', this.#draw);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    for (const one of this.#followed) one?.removeEventListener('change', this.#draw);
    this.#followed = [];
  }
}
