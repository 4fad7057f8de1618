/** Every sentence comes from `locales/<language>/*.json`, by code. Adding a folder adds a language. Only the one in use is fetched. */

import { span } from './format';
import type { Params } from './report';

type Sentences = Readonly<Record<string, string>>;

/** One file of sentences for each part of the software that may arrive by itself. */
export type Chapter = 'verdict' | 'ui' | 'scan' | 'app' | 'widget';

const files = import.meta.glob<Sentences>('../../locales/*/*.json', { import: 'default' });

function addressOf(language: string, chapter: string): string {
  return `../../locales/${language}/${chapter}.json`;
}

const languages: readonly string[] = [...new Set(Object.keys(files).map((path) => path.split('/').at(-2) ?? ''))];

/** The sentences of these chapters in one language; a chapter that nobody wrote has none. */
export async function loadWords(language: string, chapters: readonly Chapter[]): Promise<Words> {
  const parts = await Promise.all(chapters.map(async (chapter) => (await files[addressOf(language, chapter)]?.()) ?? {}));
  return new Words(language, Object.fromEntries(parts.flatMap((part) => Object.entries(part))));
}

export class Words {
  readonly language: string;
  readonly #sentences: Sentences;

  constructor(language: string, sentences: Sentences) {
    this.language = language;
    this.#sentences = sentences;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#sentences, key);
  }

  /** The sentence, or its key where none is written: a gap must be seen, not hidden. */
  say(key: string, params: Params = {}): string {
    return this.find(key, params) ?? key;
  }

  find(key: string, params: Params = {}): string | null {
    if (!this.has(key)) return null;
    const sentence = this.#sentences[key] ?? '';
    return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = Object.hasOwn(params, name) ? params[name] : null;
      return value === null || value === undefined ? '—' : isolated(this.word(name, value));
    });
  }

  /** A sentence with a count: `<key>.one` and `<key>.other`, as the language counts. */
  count(key: string, n: number): string {
    const form = new Intl.PluralRules(this.language).select(n);
    return this.find(`${key}.${form}`, { n }) ?? this.say(`${key}.other`, { n });
  }

  /** A parameter that is one of our own words (a reason, a status) is said in the reader's language. */
  private word(name: string, value: string | number): string {
    return typeof value === 'string' ? (this.find(`value.${name}.${value}`) ?? value) : String(value);
  }

  /** A listed value in words; an unlisted one as printed. */
  value(field: string, value: string): string {
    return this.find(`value.${field}.${value}`) ?? value;
  }

  /** The same at the start of a line. */
  valueLine(field: string, value: string): string {
    const text = this.value(field, value);
    return text.charAt(0).toLocaleUpperCase(this.language) + text.slice(1);
  }

  age(seconds: number): string {
    const { unit, count } = span(seconds);
    return this.count(`age.${unit}`, count);
  }
}

/** A name in a right-to-left script must not turn the words around it. */
function isolated(text: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text) ? `\u2068${text}\u2069` : text;
}

/** Each language under its own name. */
export function knownLanguages(): readonly { readonly language: string; readonly name: string }[] {
  return languages.map((language) => ({
    language,
    name: new Intl.DisplayNames([language], { type: 'language' }).of(primary(language)) ?? language,
  }));
}

/** The first of the browser's languages that we have, by tag and then by its first part. */
export function chooseLanguage(wanted: readonly string[]): string {
  for (const tag of wanted) {
    const exact = languages.find((known) => known.toLowerCase() === tag.toLowerCase());
    const found = exact ?? languages.find((known) => primary(known) === primary(tag));
    if (found !== undefined) return found;
  }
  return languages.includes('en') ? 'en' : (languages[0] ?? 'en');
}

function primary(tag: string): string {
  return (tag.split('-')[0] ?? '').toLowerCase();
}
