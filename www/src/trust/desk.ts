/**
 * The desk at which other hosts are asked. This page may talk to nobody but its own origin; a sandboxed frame without origin, storage or
 * anything of a receipt may. An address goes in, the text that lies there comes out.
 */

import { FetchFailure, type FetchTrouble } from '../fetch-text';

const ADDRESS = 'lookup.html';
/** Until the frame stands; a host may send headers that forbid it. */
const OPENING = 6_000;

export type DeskTrouble = FetchTrouble | 'offline' | 'desk_closed' | 'no_list';

export class DeskFailure extends Error {
  readonly code: DeskTrouble;

  constructor(code: DeskTrouble) {
    super(code);
    this.name = 'DeskFailure';
    this.code = code;
  }
}

/** @throws {DeskFailure} */
export async function askAtDesk(address: string, left: AbortSignal): Promise<string> {
  if (!navigator.onLine) throw new DeskFailure('offline');
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.referrerPolicy = 'no-referrer';
  frame.hidden = true;
  const { port1, port2 } = new MessageChannel();
  try {
    const opened = opening(frame, left);
    frame.src = ADDRESS;
    document.body.append(frame);
    await opened;
    const answer = new Promise<unknown>((resolve, reject) => {
      port1.onmessage = ({ data }) => resolve(data);
      left.addEventListener('abort', () => reject(new DeskFailure('unreachable')));
    });
    // Whose frame has no origin can be named no better.
    frame.contentWindow?.postMessage(address, '*', [port2]);
    return textOf(await answer);
  } finally {
    port1.close();
    // What is on its way is called off with it.
    frame.remove();
  }
}

function opening(frame: HTMLIFrameElement, left: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const closed = (): void => {
      done.abort();
      reject(new DeskFailure('desk_closed'));
    };
    const timer = setTimeout(closed, OPENING);
    left.addEventListener('abort', closed, { signal: done.signal });
    window.addEventListener(
      'message',
      ({ source, data }) => {
        if (source !== frame.contentWindow || data !== 'open') return;
        clearTimeout(timer);
        done.abort();
        resolve();
      },
      { signal: done.signal },
    );
  });
}

function textOf(answer: unknown): string {
  const { text, trouble } = answer as { readonly text?: unknown; readonly trouble?: unknown };
  if (typeof text === 'string') return text;
  throw new DeskFailure(trouble instanceof FetchFailure ? trouble.code : isTrouble(trouble) ? trouble : 'unreachable');
}

const TROUBLES: readonly FetchTrouble[] = ['unreachable', 'timeout', 'too_large', 'redirects', 'missing', 'refused'];

function isTrouble(value: unknown): value is FetchTrouble {
  return TROUBLES.some((code) => code === value);
}
