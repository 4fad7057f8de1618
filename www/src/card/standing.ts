/** What kind of word stands behind a terminal, strongest first. */

import type { Report } from '../report';
import type { Words } from '../words';

export type Standing = 'registry' | 'user' | 'domain' | 'sample' | 'host';

/** Keys that the page brought are the weakest of all, whatever their list calls itself. */
export function standingOf({ trust }: Report): Standing {
  const { provenance } = trust;
  if (provenance === 'host') return 'host';
  if (trust.sample) return 'sample';
  return provenance === 'pinned' ? 'registry' : provenance;
}

/** Names in one sentence, as the language joins them. */
export function joined(names: readonly string[], words: Words): string {
  return new Intl.ListFormat(words.language, { type: 'conjunction' }).format(names);
}
