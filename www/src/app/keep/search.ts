/** Finds kept receipts by what people remember: the shop, the amount, the number, the day. In memory only. */

import { decimal, moneyText, timeText } from '../../format';
import type { Words } from '../../i18n';
import type { KeptEntry } from './vault';

/** Every word of the query has to be somewhere. */
export function found(entry: KeptEntry, query: string, words: Words): boolean {
  const text = textOf(entry, words);
  return plain(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function textOf({ label }: KeptEntry, words: Words): string {
  if (label === null) return plain(words.say('kept.unchecked'));
  const { shop, amount, currency, exponent, issued, utc_offset, number, type } = label;
  const digits = decimal(amount, exponent ?? 0);
  const day = new Date((issued + utc_offset * 60) * 1000).toISOString().slice(0, 10);
  const said = [
    shop,
    number,
    currency,
    digits,
    digits.replaceAll(',', ''),
    moneyText(amount, currency, exponent, words.language),
    day,
    timeText(issued, utc_offset, words.language),
    words.value('type', type),
  ];
  return plain(said.join(' '));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
