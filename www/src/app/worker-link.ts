/** The page's end of the service worker. Where there is none, nothing here does anything. */

import { Workbox } from 'workbox-window';
import { ownScript } from '../trusted-types';
import type { Shared } from './shared';

const WORKER = 'sw.js';
/** An installed app may stay open for days: it looks for a new version when it comes to the front, this often at most. */
const LOOK_AGAIN = 60 * 60 * 1000;
const SHARE_LIMIT = 3_000;

/** `ready`: a new version waits. `elsewhere`: another window has put it in place, and this one still runs the old one. */
export type UpdateState = 'none' | 'ready' | 'elsewhere';

export class WorkerLink extends EventTarget {
  #state: UpdateState = 'none';
  #workbox: Workbox | null = null;
  #asked = false;

  get state(): UpdateState {
    return this.#state;
  }

  /** Starts the worker. Whatever goes wrong, the page goes on without it. */
  async start(): Promise<void> {
    if (this.#workbox !== null || !available() || sparing()) return;
    const workbox = new Workbox(ownScript(WORKER));
    this.#workbox = workbox;
    workbox.addEventListener('waiting', () => this.#become('ready'));
    workbox.addEventListener('controlling', ({ isUpdate, isExternal }) => {
      if (this.#asked) location.reload();
      else if (isUpdate === true || isExternal === true) this.#become('elsewhere');
    });
    try {
      await workbox.register();
      this.#lookAgain(workbox);
    } catch {
      // Storage is shut, or the page's host sends no worker.
      this.#workbox = null;
    }
  }

  /** Puts the new version in place, at the reader's wish alone. */
  update(): void {
    this.#asked = true;
    if (this.#state === 'elsewhere') location.reload();
    else this.#workbox?.messageSkipWaiting();
  }

  /** What another app shared under the ticket. The worker keeps it in memory only, and gives it once. */
  async collect(ticket: string): Promise<Shared | null> {
    const worker = available() ? navigator.serviceWorker.controller : null;
    if (worker === null) return null;
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise<Shared | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), SHARE_LIMIT);
      port1.onmessage = (event: MessageEvent<Shared | null>) => {
        clearTimeout(timer);
        resolve(event.data);
      };
    });
    worker.postMessage({ type: 'SHARED', ticket }, [port2]);
    const shared = await answer;
    port1.close();
    return shared;
  }

  #become(state: UpdateState): void {
    this.#state = state;
    this.dispatchEvent(new Event('change'));
  }

  #lookAgain(workbox: Workbox): void {
    let last = Date.now();
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'visible' || Date.now() - last < LOOK_AGAIN) return;
      last = Date.now();
      workbox.update().catch(() => undefined);
    });
  }
}

/** Whoever pays by the megabyte has said so: the whole page is some megabytes. */
function sparing(): boolean {
  return (navigator as { connection?: { readonly saveData?: boolean } }).connection?.saveData === true;
}

function available(): boolean {
  // Absent without a secure context and in some in-app browsers, whatever the types say.
  if (!import.meta.env.PROD) return false;
  try {
    return (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker !== undefined;
  } catch {
    // A sandboxed frame may not even ask.
    return false;
  }
}
