/** The line of a statement file that fits, how well it does, and what the file covers. */

import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from '../elements/icons';
import type { Report } from '../report';
import type { Words } from '../words';
import type { Dispute } from './dispute';
import { amountText } from './figures';
import type { BillFindings, BillGrade, BillLine, BillMatch } from './types';

const SIGN: Readonly<Record<BillGrade, IconName>> = { G1: 'pass', G2: 'pass', G3: 'pass', G4: 'question', ambiguous: 'question', none: 'info' };

export function matched(words: Words, { bill, reports }: Dispute): TemplateResult | typeof nothing {
  if (bill === null) return nothing;
  const { findings, name } = bill;
  // A receipt that doesn't verify is compared with nothing.
  const found = findings.matches.flatMap((match, index) => (match.digest === null ? [] : [{ match, report: reports[index] }]));
  return html`
    <p class="small"><bdi>${name}</bdi> · ${words.say(`settle.bill.from.${findings.supplied_by}`)} · ${words.find(`bill.format.${findings.facts.format}`) ?? findings.facts.format}</p>
    ${found.length === 0 ? html`<p class="small">${words.say('settle.bill.no_receipt')}</p>` : nothing}
    ${found.map(({ match, report }) => one(words, match, report, found.length > 1))}
    ${covered(words, findings)}
    <p class="told small" data-unsigned>${icon('info', 18)}<span>${words.say('bill.text.unsigned')}</span></p>
  `;
}

function one(words: Words, match: BillMatch, report: Report | undefined, several: boolean): TemplateResult {
  const { grade, candidates, twins, line } = match;
  const params = { candidates, twins, n: candidates };
  return html`<div class="match" data-match=${grade}>
    ${several && report?.receipt ? html`<p class="small quiet">${words.say('settle.bill.for', { number: report.receipt.number })}</p>` : nothing}
    <h3 tabindex="-1" class="told">${icon(SIGN[grade], 20)}<span>${words.say(`bill.grade.${grade}`, params)}</span></h3>
    ${line === null ? nothing : shown(words, match, line, report)}
    <dl>
      ${fields(words, 'matched', match.matched)} ${fields(words, 'differs', match.differs)} ${fields(words, 'unknown', match.unknown)}
    </dl>
    ${twins === 0 ? nothing : html`<p class="small">${words.find(`bill.text.twins.${twins === 1 ? 'one' : 'other'}`, { count: twins }) ?? words.say('bill.text.twins.other', { count: twins })}</p>`}
    ${match.notes.map((code) => html`<p class="small">${words.say(`bill.note.${code}`, params)}</p>`)}
    ${grade === 'none' || grade === 'ambiguous' || grade === 'G4' ? window(words, match) : nothing}
  </div>`;
}

function shown(words: Words, { direction, status, grade }: BillMatch, line: BillLine, report: Report | undefined): TemplateResult {
  const references = line.references.map(({ kind, value }) => `${words.find(`bill.reference.${kind}`) ?? kind} ${value}`).join(' · ');
  const about = [
    line.method,
    direction === null ? null : (words.find(`bill.direction.${direction}`) ?? direction),
    status === null ? null : (words.find(`bill.status.${status}`) ?? status),
  ].filter((part) => part !== null && part !== '');
  return html`<div class="line" data-line=${line.row}>
    <span class="wide small quiet">${grade === 'none' ? words.say('settle.bill.nearest') : words.say('bill.text.row', { row: line.row })}</span>
    <strong dir="auto"><bdi>${line.name ?? '—'}</bdi></strong>
    <span class="amount"><bdi>${amount(line, report)}</bdi></span>
    <span class="wide small"><bdi>${[line.date, line.time].filter((part) => part !== null).join(' ')}</bdi></span>
    ${about.length === 0 ? nothing : html`<span class="wide small" dir="auto">${about.join(' · ')}</span>`}
    ${references === '' ? nothing : html`<span class="wide mono" dir="auto">${references}</span>`}
  </div>`;
}

function amount(line: BillLine, report: Report | undefined): string {
  if (line.amount === null) return '—';
  const currency = line.currency ?? report?.receipt?.currency ?? '';
  return amountText(line.amount, currency, report?.receipt?.currency === currency ? report.exponent : 2);
}

function fields(words: Words, kind: 'matched' | 'differs' | 'unknown', names: readonly string[]): TemplateResult | typeof nothing {
  if (names.length === 0) return nothing;
  const sign: IconName = kind === 'matched' ? 'pass' : kind === 'differs' ? 'conflict' : 'question';
  return html`<div data-fields=${kind}>
    <dt>${words.say(`settle.bill.fields.${kind}`)}</dt>
    <dd class="fields">
      ${names.map((name) => html`<span class="field" data-name=${name}>${icon(sign, 14)} ${words.say(`bill.field.${name}`)}</span>`)}
    </dd>
  </div>`;
}

/** Not being in a file means nothing while the file cannot have it yet. */
function window(words: Words, { coverage: { from, covers, open } }: BillMatch): TemplateResult | typeof nothing {
  // A file that doesn't say which days it covers lacks none of them.
  if (from === null) return nothing;
  const code = !covers ? 'outside' : open ? 'open' : null;
  return code === null ? nothing : html`<p class="told small" data-window=${code}>${icon('warn', 18)}<span>${words.say(`bill.text.${code}`)}</span></p>`;
}

function covered(words: Words, { facts }: BillFindings): TemplateResult {
  const lines = words.count('settle.bill.lines', facts.lines);
  const days = facts.from === null || facts.to === null ? words.say('bill.text.coverage_unknown') : words.say('bill.text.covers', { from: facts.from, to: facts.to });
  return html`
    <p class="small" data-coverage>${days} ${lines}</p>
    ${facts.notes.map((code) => html`<p class="small">${words.say(`bill.note.${code}`)}</p>`)}
    ${facts.unread_count === 0
      ? nothing
      : html`<details class="small">
          <summary>${words.count('settle.bill.unread', facts.unread_count)}</summary>
          <ul>
            ${facts.unread.map(({ line, code }) => html`<li>${words.say('settle.bill.unread_line', { line })} ${words.find(`bill.unread.${code}`) ?? code}</li>`)}
          </ul>
        </details>`}
  `;
}
