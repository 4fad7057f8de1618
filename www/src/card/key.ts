/** The terminal and its key: numbers to compare, and what the list says of the key's state. */

import { dateText } from '../format';
import type { Report, Vouching } from '../report';
import type { Words } from '../words';
import { merchantParts } from './merchant-id';

export interface Fact {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly warn?: boolean;
  /** What the value is good for, in small print. */
  readonly note?: string;
}

/** The key's thumbprint in groups that can be read out over a telephone. */
export interface Fingerprint {
  readonly label: string;
  readonly groups: readonly string[];
  readonly note: string;
}

export interface TerminalFacts {
  readonly terminal: readonly Fact[];
  readonly fingerprint: Fingerprint | null;
}

export function terminalOf(report: Report, vouching: Vouching, words: Words, now: number): TerminalFacts {
  const { key, chain } = vouching;
  const merchant = report.receipt?.merchant.id ?? '';
  const counter = report.receipt?.terminal?.counter;
  const say = (name: string, params?: Readonly<Record<string, string | number>>): string => words.say(`card.key.${name}`, params);
  const rows: Fact[] = [];
  const add = (name: string, value: string | null, more: Pick<Fact, 'warn' | 'note'> = {}): void => {
    if (value !== null && value !== '') rows.push({ name, label: words.say(`card.row.${name}`), value, ...more });
  };
  const parts = merchantParts(merchant);
  add('terminal', key.terminal);
  add('merchant', merchant, parts === null ? {} : { note: say('merchant_parts', { institution: parts.institution }) });
  add('merchants', key.merchants === null ? say('any_merchant') : key.merchants.join(', '));
  add('counter', counter === undefined ? null : String(counter));
  add('state', state(vouching, counter, words), { warn: key.revoked !== null });
  if (key.revoked !== null) add('recorded', dateText(key.revoked.recorded, words.language));
  if (key.revoked !== null && key.revoked.max_counter !== null) add('last_good', String(key.revoked.max_counter));
  add('window', window(vouching, words, now));
  add('source', say(chain.at(-1)?.by === 'statement' ? 'from_statement' : 'from_list'));
  add('list', list(report, words), { warn: report.ages.trust_list_expired });
  add('kid', key.kid);
  const groups = fingerprintGroups(key.thumbprint);
  return {
    terminal: rows,
    fingerprint: groups === null ? null : { label: words.say('card.row.fingerprint'), groups, note: say('fingerprint_note') },
  };
}

/** In words, and since when; where a last good number is known, on which side of it this receipt stands. */
function state({ key: { revoked } }: Vouching, counter: number | undefined, words: Words): string {
  if (revoked === null) return words.say('card.state.none');
  const since = words.say('card.state.since', { date: dateText(revoked.since, words.language) });
  const said = [words.say(`card.state.${revoked.reason}`), since];
  if (revoked.max_counter !== null && counter !== undefined) {
    said.push(words.say(counter > revoked.max_counter ? 'card.state.above' : 'card.state.below'));
  }
  return said.join(words.say('card.separator'));
}

function window({ key: { not_before, not_after } }: Vouching, words: Words, now: number): string {
  if (not_before === null && not_after === null) return words.say('card.key.no_window');
  const from = not_before === null ? words.say('card.none') : dateText(not_before, words.language);
  const to = not_after === null ? words.say('card.none') : dateText(not_after, words.language);
  const over = not_after !== null && not_after < now;
  return words.say(over ? 'card.key.window_over' : 'card.key.window', { from, to });
}

function list({ trust, ages }: Report, words: Words): string {
  const age = ages.trust_list === null ? words.say('card.no_date') : words.say('card.key.list_age', { age: words.age(ages.trust_list) });
  const numbered = trust.sequence === null ? age : words.say('card.key.list_number', { n: trust.sequence, age });
  return ages.trust_list_expired ? words.say('card.key.list_expired', { list: numbered }) : numbered;
}

/** Hexadecimal, which has neither capitals nor marks to spell out; null where it is no thumbprint. */
export function fingerprintGroups(thumbprint: string): readonly string[] | null {
  if (!/^[A-Za-z0-9_-]{43}$/.test(thumbprint)) return null;
  const bytes = atob(thumbprint.replace(/-/g, '+').replace(/_/g, '/'));
  const hex = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return hex.toUpperCase().match(/.{4}/g);
}
