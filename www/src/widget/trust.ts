/** Where a widget's trust list comes from: its page, or the package. What a page brings is provenance `host`, whatever the page says. */

import { VerifierError } from '../package/failure';
import type { Provenance } from '../report';

const LARGEST = 4 * 1024 * 1024;
const PATIENCE = 10_000;

export interface TrustList {
  readonly text: string;
  readonly provenance: Provenance;
}

/** The attribute's value: `#id` of a `<script type="application/json">` in the same tree or the document, or an address. */
export async function listOf(attribute: string, element: Element, left: AbortSignal): Promise<TrustList> {
  const text = attribute.startsWith('#') ? inline(attribute.slice(1), element) : await fetched(attribute, element.baseURI, left);
  return hosted(text);
}

/** What a page has set as property. */
export function hosted(list: string | object): TrustList {
  const text = typeof list === 'string' ? list : written(list);
  if (text.length > LARGEST) throw new VerifierError('trust_too_large');
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new VerifierError('trust_not_json', cause);
  }
  return { text, provenance: 'host' };
}

/** An object may refuse to be written, or be written as nothing. */
function written(list: object): string {
  try {
    const text: unknown = JSON.stringify(list);
    return typeof text === 'string' ? text : '';
  } catch (cause) {
    throw new VerifierError('trust_not_json', cause);
  }
}

export async function shipped(): Promise<TrustList> {
  const { snapshot } = await import('../package/snapshot');
  return { text: snapshot, provenance: 'pinned' };
}

function inline(id: string, element: Element): string {
  const root = element.getRootNode();
  const holder = (root instanceof ShadowRoot ? root.getElementById(id) : null) ?? document.getElementById(id);
  if (holder?.textContent === undefined || holder.textContent === '') throw new VerifierError('trust_missing');
  return holder.textContent;
}

async function fetched(address: string, base: string, left: AbortSignal): Promise<string> {
  const late = AbortSignal.timeout(PATIENCE);
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  for (const signal of [late, left]) signal.addEventListener('abort', abort);
  try {
    const response = await fetch(new URL(address, base), {
      signal: stop.signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    if (!response.ok) throw new VerifierError('trust_unreachable', new Error(`HTTP ${response.status}`));
    return await bounded(response);
  } catch (cause) {
    if (cause instanceof VerifierError) throw cause;
    throw new VerifierError(late.aborted ? 'trust_timeout' : 'trust_unreachable', cause);
  } finally {
    for (const signal of [late, left]) signal.removeEventListener('abort', abort);
    // What is left of the answer after a refusal is not waited for.
    stop.abort();
  }
}

/** Reads no further than a list may be long, whatever the server sends. */
async function bounded(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (;;) {
    const chunk = await reader?.read();
    if (chunk?.value === undefined) return text + decoder.decode();
    length += chunk.value.length;
    if (length > LARGEST) throw new VerifierError('trust_too_large');
    text += decoder.decode(chunk.value, { stream: true });
  }
}
