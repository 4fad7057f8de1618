/** Every sentence comes from `locales/<language>/*.json`, by code. Adding a folder adds a language. Only the one in use is fetched. */

import { Words, chooseAmong, primary, type Sentences } from './words';

export { Words };

/** One file of sentences for each part of the page that may arrive by itself. The widget fetches its own. */
export type Chapter = 'verdict' | 'ui' | 'scan' | 'trust' | 'app' | 'card' | 'drill' | 'guide' | 'claim' | 'bill' | 'settle' | 'signoff' | 'casefile' | 'bundle' | 'evidence';

const files = import.meta.glob<Sentences>(['../../locales/*/*.json', '!../../locales/*/widget.json', '!../../locales/*/{issue,lint}.json'], { import: 'default' });

function addressOf(language: string, chapter: string): string {
  return `../../locales/${language}/${chapter}.json`;
}

const languages: readonly string[] = [...new Set(Object.keys(files).map((path) => path.split('/').at(-2) ?? ''))];

/** The sentences of these chapters in one language; a chapter that nobody wrote has none. */
export async function loadWords(language: string, chapters: readonly Chapter[]): Promise<Words> {
  const parts = await Promise.all(chapters.map(async (chapter) => (await files[addressOf(language, chapter)]?.()) ?? {}));
  return new Words(language, Object.fromEntries(parts.flatMap((part) => Object.entries(part))));
}

/** The sentences of one file as it was written: for what is written with them. */
export async function loadSentences(language: string, chapter: Chapter): Promise<Sentences> {
  return (await files[addressOf(language, chapter)]?.()) ?? {};
}

/** Each language under its own name. */
export function knownLanguages(): readonly { readonly language: string; readonly name: string }[] {
  return languages.map((language) => ({
    language,
    name: new Intl.DisplayNames([language], { type: 'language' }).of(primary(language)) ?? language,
  }));
}

/** The first of the browser's languages that we have. */
export function chooseLanguage(wanted: readonly string[]): string {
  return chooseAmong(languages, wanted);
}
