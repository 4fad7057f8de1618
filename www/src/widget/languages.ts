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
