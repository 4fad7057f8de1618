/** A text from an address, within bounds of size and time, with nothing sent along that says who asks. */

export type FetchTrouble = 'unreachable' | 'timeout' | 'too_large' | 'redirects' | 'missing' | 'refused';

export class FetchFailure extends Error {
  readonly code: FetchTrouble;

  constructor(code: FetchTrouble, cause?: unknown) {
    super(cause instanceof Error ? `${code}: ${cause.message}` : code, { cause });
    this.name = 'FetchFailure';
    this.code = code;
  }
}

export interface Asked {
  readonly largest: number;
  /** Milliseconds. */
  readonly patience: number;
  /** Whoever asked has gone. */
  readonly left?: AbortSignal;
  /** The mark of the version that is here already. */
  readonly etag?: string | null;
  readonly redirect?: RequestRedirect;
  readonly cache?: RequestCache;
}

export interface Fetched {
  /** `null`: the version that is here already is the newest. */
  readonly text: string | null;
  readonly etag: string | null;
}

/** @throws {FetchFailure} */
export async function fetchText(address: URL | string, { largest, patience, left, etag = null, redirect = 'follow', cache = 'default' }: Asked): Promise<Fetched> {
  // Browsers of our range cannot join signals yet.
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  const waited = { late: false };
  const timer = setTimeout(() => {
    waited.late = true;
    abort();
  }, patience);
  left?.addEventListener('abort', abort);
  try {
    const response = await fetch(address, {
      signal: stop.signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect,
      cache,
      headers: etag === null ? {} : { 'If-None-Match': etag },
    });
    if (response.type === 'opaqueredirect') throw new FetchFailure('redirects');
    const mark = response.headers.get('etag');
    if (response.status === 304) return { text: null, etag: mark ?? etag };
    if (!response.ok) throw new FetchFailure(response.status === 404 || response.status === 410 ? 'missing' : 'refused', new Error(`HTTP ${response.status}`));
    return { text: await bounded(response, largest), etag: mark };
  } catch (cause) {
    if (cause instanceof FetchFailure) throw cause;
    throw new FetchFailure(waited.late ? 'timeout' : 'unreachable', cause);
  } finally {
    clearTimeout(timer);
    left?.removeEventListener('abort', abort);
    // What is left of the answer after a refusal is not waited for.
    stop.abort();
  }
}

/** Reads no further than allowed, whatever the server sends. */
async function bounded(response: Response, largest: number): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (;;) {
    const chunk = await reader?.read();
    if (chunk?.value === undefined) return text + decoder.decode();
    length += chunk.value.length;
    if (length > largest) throw new FetchFailure('too_large');
    text += decoder.decode(chunk.value, { stream: true });
  }
}
