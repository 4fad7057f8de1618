/**
 * A report in words. Result, signers, level, what isn't shown and ages are one block without a part, on colours of its own: a page can style what
 * stands around it, not take it away from a verdict. Everything that has a part stands in a frame that it cannot leave (see widget.css).
 */

import { toneOf } from '../elements/tone';
import { timeText } from '../format';
import type { CheckOutcome, Report } from '../report';
import type { Words } from '../words';
import { drawing, framed, h, isolated, type Child } from './dom';
import { pathOf } from './icon-paths';
import { amountOf, claimRows, itemRows, type Row } from './rows';
import type { View } from './states';
import { levelWord } from '../level-word';

const URGENCY: readonly CheckOutcome[] = ['conflict', 'warn', 'info', 'pass'];
const CHECK_ICON = { conflict: 'conflict', warn: 'warn', info: 'info', pass: 'pass' } as const;

export function titleOf(report: Report, words: Words): string {
  return words.say(`verdict.${report.code}.title`, report.params);
}

export function verdictCard(report: Report, words: Words, view: View): HTMLElement {
  if (view !== 'badge') return card(report, words, view === 'full');
  return h('details', { class: 'badge' }, line(report, words), card(report, words, false));
}

/** The badge's one line; what it leaves out is one press away. */
function line(report: Report, words: Words): HTMLElement {
  const age = report.ages.status ?? report.ages.receipt;
  return h(
    'summary',
    {},
    mark(report),
    h('span', { class: 'frame' }, h('span', { part: 'title' }, titleOf(report, words))),
    h(
      'span',
      { class: 'gist', 'data-block': 'gist' },
      report.trust.sample ? h('b', { class: 'warning' }, words.say('widget.sample')) : null,
      levelled(report) ? h('b', {}, report.level) : null,
      ...report.signers.map(({ name }) => isolated(name)),
      age === null ? null : h('span', {}, words.say('widget.ago', { age: words.age(age) })),
    ),
  );
}

function card(report: Report, words: Words, full: boolean): HTMLElement {
  const { remedy } = report;
  return h(
    'div',
    { class: 'card' },
    report.trust.sample ? sample(report, words) : null,
    h(
      'div',
      { class: 'head' },
      mark(report),
      h('div', { class: 'frame' }, h('p', { part: 'title', role: 'heading', 'aria-level': '2' }, titleOf(report, words))),
    ),
    h('div', { class: 'frame' }, h('p', { part: 'sentence', dir: 'auto' }, words.say(`verdict.${report.code}.text`, report.params))),
    facts(report, words),
    vouching(report, words),
    amount(report, words),
    full ? receipt(report, words) : null,
    full && report.checks.length > 0 ? checks(report, words) : null,
    remedy === undefined
      ? null
      : framed('remedy', h('b', {}, words.say('widget.remedy')), ' ', words.say(`remedy.${remedy}`, report.params)),
    h('p', { class: 'own' }, words.say('widget.own')),
  );
}

function mark(report: Report): HTMLElement {
  return h('span', { class: 'mark' }, drawing(pathOf(toneOf(report).icon)));
}

function sample(report: Report, words: Words): HTMLElement {
  const text = words.say(report.outcome === 'verified' ? 'note.sample' : 'widget.sample_list');
  return h('p', { class: 'sample', 'data-block': 'sample' }, text);
}

function facts(report: Report, words: Words): HTMLElement {
  const verified = report.outcome === 'verified';
  const rows: Child[] = [fact('outcome', words, words.value('outcome', report.outcome))];
  if (verified) rows.push(fact('signers', words, ...signers(report, words)));
  if (levelled(report)) rows.push(fact('level', words, h('b', {}, report.level), ` ${words.value('level', levelWord(report.level, report.evidence))}`));
  const limits = report.not_proved.map((code) => h('li', {}, words.say(`limit.${code}`, report.params)));
  if (limits.length > 0) rows.push(fact('not_proved', words, h('ul', {}, ...limits)));
  rows.push(fact('ages', words, ages(report, words)));
  return h('div', { class: 'facts' }, notes(report, words), h('dl', {}, ...rows));
}

/** A failed signature is a reason and nothing else. */
function levelled({ outcome }: Report): boolean {
  return outcome === 'verified' || outcome === 'unknown_signer';
}

function fact(name: string, words: Words, ...value: readonly Child[]): HTMLElement {
  return h('div', { 'data-block': name }, h('dt', {}, words.say(`widget.row.${name}`)), h('dd', {}, ...value));
}

function signers(report: Report, words: Words): readonly Child[] {
  if (report.signers.length === 0) return [words.say('widget.nobody')];
  return report.signers.map(({ name, role }) =>
    h('span', {}, isolated(name), h('small', {}, ` ${words.value('role', role)}`)),
  );
}

/** An answer is as old as what it rests on. */
function ages(report: Report, words: Words): string {
  const { receipt, status, trust_list, trust_list_expired } = report.ages;
  const said = (
    [
      ['receipt', report.outcome === 'verified' ? receipt : null],
      ['status', status],
      ['list', trust_list],
    ] as const
  ).flatMap(([name, seconds]) => (seconds === null ? [] : [words.say(`widget.age.${name}`, { age: words.age(seconds) })]));
  if (trust_list_expired) said.push(words.say('widget.age.expired'));
  return said.length === 0 ? words.say('widget.age.unknown') : said.join(' · ');
}

/** Sentences that have to stand beside the verdict: keys that this page brought, a hold that is no payment. */
function notes(report: Report, words: Words): HTMLElement | null {
  const said = report.notes.filter((code) => code !== 'sample').map((code) => words.say(`note.${code}`, report.params));
  if (said.length === 0 && report.checks.some((check) => check.outcome === 'conflict')) said.push(words.say('widget.conflict'));
  // That somebody signed an answer is said here; what it says is for a verifier that reads it.
  if (report.ignored.some(({ code }) => code === 'sign_off_unread')) said.push(words.say('widget.sign_offs'));
  if (said.length === 0) return null;
  return h('ul', { class: 'notes', 'data-block': 'notes' }, ...said.map((note) => h('li', {}, drawing(pathOf('warn')), h('span', {}, note))));
}

/** Who stands behind the terminal; what that needs is fetched on the press. */
function vouching(report: Report, words: Words): HTMLElement | null {
  if (report.vouching === null) return null;
  const body = h('div', {}, h('span', { class: 'wheel' }));
  const unfold = async (): Promise<void> => {
    const { terminalCard } = await import('./terminal-card');
    body.replaceChildren(...(await terminalCard(report, words)));
  };
  const failed = (): void => body.replaceChildren(words.say('widget.vouching_failed'));
  let asked = false;
  const toggled = (): void => {
    if (asked || !fold.open) return;
    asked = true;
    unfold().catch(() => {
      failed();
      // Closed and opened again, it is asked for anew.
      asked = false;
    });
  };
  const fold = h('details', { class: 'vouching', toggle: toggled }, h('summary', {}, drawing(pathOf('list')), words.say('widget.vouching')), body) as HTMLDetailsElement;
  return fold;
}

function amount(report: Report, words: Words): HTMLElement | null {
  const { receipt } = report;
  if (receipt === null) return null;
  return framed(
    'amount',
    h('b', {}, isolated(amountOf(report, receipt.amount, words.language))),
    h('span', {}, words.value('type', receipt.type)),
    h('span', {}, timeText(receipt.iat, receipt.utc_offset, words.language)),
  );
}

function receipt(report: Report, words: Words): HTMLElement | null {
  const claims = report.receipt;
  if (claims === null) return null;
  const items = itemRows(report, claims, words);
  return framed(
    'receipt',
    h('p', {}, h('b', {}, words.say('widget.receipt'))),
    h('p', {}, h('small', {}, words.say('widget.said_by_shop'))),
    table(claimRows(claims, words)),
    items.length > 0 ? table(items) : null,
    claims.items_digest === undefined || items.length > 0 ? null : h('p', {}, h('small', {}, words.say('widget.items_digest'))),
  );
}

function table(rows: readonly Row[]): HTMLElement {
  return h('dl', {}, ...rows.map(([label, value]) => h('div', {}, h('dt', {}, isolated(label)), h('dd', {}, isolated(value)))));
}

function checks(report: Report, words: Words): HTMLElement {
  const sorted = [...report.checks].sort((a, b) => URGENCY.indexOf(a.outcome) - URGENCY.indexOf(b.outcome));
  return framed(
    'checks',
    h('p', {}, h('b', {}, words.say('widget.checks'))),
    h(
      'ul',
      {},
      ...sorted.map(({ code, outcome, params }) =>
        h(
          'li',
          { 'data-outcome': outcome },
          drawing(pathOf(CHECK_ICON[outcome])),
          h('span', {}, h('span', { class: 'unseen' }, `${words.value('check_outcome', outcome)}: `), words.say(`check.${code}`, params)),
        ),
      ),
    ),
  );
}
