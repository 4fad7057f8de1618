/** An answer as plain text, to be handed on: what it says, by whom, what it leaves open and what both do next. */

import { localOffset, timeText } from '../format';
import type { Words } from '../words';
import type { Dispute } from './dispute';
import { clockText } from './figures';
import { SIDES, type ClaimAnswer } from './types';

export function answerText(words: Words, dispute: Dispute, answer: ClaimAnswer): string {
  const { params } = answer;
  const { receipt } = dispute.reports[0] ?? dispute.verdict.report;
  const { at } = dispute.verdict;
  const offset = receipt?.utc_offset ?? localOffset(at);
  const said = answer.stop === null ? `answer.${answer.sentence}` : `stop.${answer.stop}`;
  const list = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', title, ...lines.map((line) => `- ${line}`)]);
  return [
    `“${words.say(`claim.${answer.claim}.title`)}”`,
    receipt === null ? '' : words.say('settle.text.receipt', { shop: receipt.merchant.trading_name, number: receipt.number }),
    '',
    ...(answer.stop === null ? [`${words.say(`settle.outcome.${answer.answer}`)} · ${answer.level}`] : []),
    words.say(`${said}.title`, params),
    words.say(`${said}.text`, params),
    ...list(
      words.say('heading.by'),
      answer.by.map(({ name, role, at }) => [name, words.value('role', role), clockText(at, offset)].join(' · ')),
    ),
    ...list(
      words.say('heading.conflicts'),
      answer.conflicts.map(({ field, values }) => `${words.valueLine('field', field)}: ${values.map(({ source, value }) => `${words.value('source', source)} ${words.value(field, value)}`).join(' / ')}`),
    ),
    ...SIDES.flatMap((side) => list(words.say(`heading.next_${side}`), answer.next[side].map((code) => words.say(`next.${side}.${code}`, params)))),
    ...list(words.say('heading.not_proved'), answer.not_proved.map((code) => words.say(`limit.${code}`, params))),
    '',
    words.say('settle.text.foot', { time: timeText(at, localOffset(at), words.language) }),
  ]
    .filter((line, index, all) => line !== '' || all[index - 1] !== '')
    .join('\n');
}
