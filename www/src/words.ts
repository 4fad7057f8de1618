/** Sentences of one language, by code. Whoever fetched them: the page by `i18n`, the widget by its own loader. */

import { span } from './format';
import type { Params } from './report';

export type Sentences = Readonly<Record<string, string>>;

export class Words {
  readonly language: string;
  readonly #sentences: Sentences;

  constructor(language: string, sentences: Sentences) {
    this.language = language;
    this.#sentences = sentences;
  }

  /** The same language with further sentences. */
  with(sentences: Sentences): Words {
    return new Words(this.language, { ...this.#sentences, ...sentences });
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
    return new Intl.NumberFormat(this.language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
  }
}

/** A name in a right-to-left script must not turn the words around it. */
function isolated(text: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text) ? `\u2068${text}\u2069` : text;
}

/** The first of the wanted tags that is known, by tag and then by its first part; English where none is. */
export function chooseAmong(known: readonly string[], wanted: readonly string[]): string {
  for (const tag of wanted) {
    const exact = known.find((language) => language.toLowerCase() === tag.toLowerCase());
    const found = exact ?? known.find((language) => primary(language) === primary(tag));
    if (found !== undefined) return found;
  }
  return known.includes('en') ? 'en' : (known[0] ?? 'en');
}

export function primary(tag: string): string {
  return (tag.split('-')[0] ?? '').toLowerCase();
}
