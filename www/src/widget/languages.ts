/** The sentences that a widget says, fetched for its own language alone: a file a language in `sentences`. */

import { Words, chooseAmong, type Sentences } from '../words';

const files = import.meta.glob<Sentences>('./sentences/*.ts', { import: 'default' });

const addressOf = (language: string): string => `./sentences/${language}.ts`;

export const LANGUAGES: readonly string[] = Object.keys(files).map((path) => path.slice(addressOf('').indexOf('.ts'), -'.ts'.length));

export function chooseLanguage(wanted: readonly string[]): string {
  return chooseAmong(LANGUAGES, wanted);
}

export async function loadWords(language: string): Promise<Words> {
  return new Words(language, (await files[addressOf(language)]?.()) ?? {});
}

/** The element's own tag first, then those of what it stands in, through shadow roots. */
export function languagesAround(element: Element): readonly string[] {
  const found: string[] = [];
  for (let at: Element | null = element; at !== null; ) {
    const holder: Element | null = at.closest('[lang]');
    if (holder !== null) found.push(holder.getAttribute('lang') ?? '');
    const root = at.getRootNode();
    at = holder?.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return found;
}
