/**
 * The terminal's card: "is this terminal what it says, and who stands behind it?", in the reader's words. Page and widget draw it, each in its own way; what
 * it says is decided here. Every sentence names who says so: a list, the shop itself, or nobody but this page.
 */

import { dateText } from '../format';
import type { Report, Vouching } from '../report';
import type { Words } from '../words';
import { chainOf, type Line, type Link } from './chain';
import { terminalOf, type Fact, type Fingerprint } from './key';
import { licencesOf, type Licence } from './licence';
import { phonesOf, type Phones } from './phone';
import { joined, standingOf, type Standing } from './standing';

export interface Card {
  readonly standing: Standing;
  readonly sample: boolean;
  /** A few plain lines; the first is the answer. */
  readonly answer: readonly Line[];
  readonly chain: readonly Link[];
  readonly licences: readonly Licence[];
  readonly terminal: readonly Fact[];
  readonly fingerprint: Fingerprint | null;
  readonly phones: Phones;
  readonly limits: readonly string[];
  readonly questions: readonly string[];
}

const LIMITS = ['device', 'settlement', 'licence', 'counter'] as const;
const QUESTIONS = ['contract', 'settlement'] as const;

/** Null where nobody's key was found: then there is no terminal to speak of. */
export function cardOf(report: Report, words: Words, now: number): Card | null {
  const { vouching } = report;
  if (vouching === null) return null;
  const standing = standingOf(report);
  return {
    standing,
    sample: report.trust.sample,
    answer: answer(report, vouching, standing, words),
    chain: chainOf(report, vouching, standing, words),
    licences: licencesOf(vouching, standing, words, now),
    ...terminalOf(report, vouching, words, now),
    phones: phonesOf(report, vouching, standing, words),
    limits: LIMITS.map((name) => words.say(`card.limit.${name}`)),
    questions: QUESTIONS.map((name) => words.say(`card.question.${name}`)),
  };
}

/** What the fold is called: a till's key belongs to no one terminal. */
export function cardTitle(report: Report, words: Words): string | null {
  const { vouching } = report;
  return vouching === null ? null : words.say(`card.title.${deviceOf(vouching)}`);
}

function deviceOf({ key }: Vouching): 'terminal' | 'till' {
  return key.role === 'terminal' ? 'terminal' : 'till';
}

function answer(report: Report, vouching: Vouching, standing: Standing, words: Words): readonly Line[] {
  const said: Line[] = [];
  const add = (key: string, params: Readonly<Record<string, string>> = {}, warn = false): void => {
    said.push({ text: words.say(key, params), warn });
  };
  const { chain, key, acquirers } = vouching;
  const [root] = chain;
  const voucher = chain.at(-1);
  const device = words.say(`card.device.${deviceOf(vouching)}`);
  const shop = report.signers[0]?.name ?? '';
  const registry = root?.name ?? root?.iss ?? words.say('card.unnamed');
  const { revoked } = key;
  if (revoked !== null) {
    add(`card.answer.revoked.${revoked.reason}`, { since: dateText(revoked.since, words.language), device }, true);
  }
  const names = { registry, voucher: voucher?.name ?? voucher?.iss ?? '', device, shop, iss: root?.iss ?? '' };
  const weak = standing === 'domain' || standing === 'host';
  add(chain.length > 1 ? `card.answer.${standing}_through` : `card.answer.${standing}`, names, weak);
  if (standing === 'host' || standing === 'sample') add(`card.answer.${standing}_why`);
  // An acquirer that the shop or the page names itself is no answer to who is behind them.
  if (weak || acquirers.length === 0) add('card.answer.no_acquirer');
  else add('card.answer.acquirers', { acquirers: joined(acquirers.map(({ name }) => name), words) });
  if (revoked === null && standing !== 'host') add(standing === 'domain' ? 'card.answer.not_revoked_own' : 'card.answer.not_revoked');
  for (const { expired, exp } of chain) {
    if (!expired || exp === null) continue;
    add('card.answer.expired', { date: dateText(exp, words.language) }, true);
    break;
  }
  return said;
}
