/** Where a widget's trust lists come from: its page, or the package. What a page brings is provenance `host`, whatever the page says. */

import { FetchFailure, fetchText } from '../fetch-text';
import { VerifierError, codeOf } from '../package/failure';
import { asArray, loadLists, textOf, type ListInput } from '../package/trust-lists';
import { LARGEST, PATIENCE } from '../trust/bounds';
import type { TrustLists } from '../trust/lists';

/** The attribute's value, parted by spaces: `#id` of a `<script>` in the same tree or the document, or an address. */
export async function listsOf(attribute: string, element: Element, left: AbortSignal): Promise<TrustLists> {
  const places = attribute.split(/\s+/).filter(Boolean);
  return hosted(
    await Promise.all(places.map(async (place) => (place.startsWith('#') ? inline(place.slice(1), element) : fetched(place, element.baseURI, left)))),
  );
}

/** What a page has set as property. */
export async function hosted(lists: ListInput | readonly ListInput[]): Promise<TrustLists> {
  const texts = asArray(lists).map(textOf);
  for (const text of texts) check(text);
  try {
    return await loadLists(texts, {});
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'module_failed') throw cause;
    throw new VerifierError(code === 'list_signer_unknown' ? 'trust_signer_unknown' : 'trust_invalid', cause);
  }
}

/** Told apart from a list with a fault: an error page of the host's, most of the time. */
function check(text: string): void {
  if (text.length > LARGEST) throw new VerifierError('trust_too_large');
  if (/^\s*[\w-]+\.[\w-]+\.[\w-]+\s*$/.test(text)) return;
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new VerifierError('trust_not_json', cause);
  }
}

function inline(id: string, element: Element): string {
  const root = element.getRootNode();
  const holder = (root instanceof ShadowRoot ? root.getElementById(id) : null) ?? document.getElementById(id);
  if (holder?.textContent === undefined || holder.textContent === '') throw new VerifierError('trust_missing');
  return holder.textContent;
}

async function fetched(address: string, base: string, left: AbortSignal): Promise<string> {
  try {
    const { text } = await fetchText(new URL(address, base), { largest: LARGEST, patience: PATIENCE, left });
    return text ?? '';
  } catch (cause) {
    const code = cause instanceof FetchFailure ? cause.code : 'unreachable';
    throw new VerifierError(code === 'timeout' || code === 'too_large' ? `trust_${code}` : 'trust_unreachable', cause);
  }
}
