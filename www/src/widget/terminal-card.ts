/** The terminal's card in a widget: fetched on the press that opens it. None of it has a part, so a page can neither style it nor take it away. */

import { cardOf, type Card } from '../card/card';
import type { Line, Link } from '../card/chain';
import type { Fact, Fingerprint } from '../card/key';
import type { Phones } from '../card/phone';
import { nowSeconds } from '../clock';
import type { Report } from '../report';
import type { Sentences, Words } from '../words';
import { drawing, h, isolated, type Child } from './dom';
import { pathOf, type VerdictIcon } from './icon-paths';

const files = import.meta.glob<Sentences>('./card-sentences/*.ts', { import: 'default' });

export async function terminalCard(report: Report, spoken: Words): Promise<readonly Node[]> {
  const sentences = (await files[`./card-sentences/${spoken.language}.ts`]?.()) ?? {};
  const words = spoken.with(sentences);
  const card = cardOf(report, words, nowSeconds());
  return card === null ? [] : body(card, words);
}

function body(card: Card, words: Words): readonly Node[] {
  return [
    h('ul', { class: 'answer', 'data-standing': card.standing }, ...card.answer.map(said)),
    h('ol', { 'data-standing': card.standing, 'aria-label': words.say('card.chain.label') }, ...card.chain.map(link)),
    fold('phone', words, ...phones(card.phones)),
    fold('terminal', words, terminal(card)),
    fold('licence', words, ...licences(card, words)),
    fold('limits', words, list(card.limits), h('p', {}, words.say('card.questions.title')), list(card.questions)),
  ];
}

function fold(name: string, words: Words, ...content: readonly Child[]): HTMLElement {
  return h('details', { 'data-part': name }, h('summary', {}, words.say(`card.${name}.title`)), ...content);
}

function sign(name: VerdictIcon): SVGElement {
  return drawing(pathOf(name));
}

function said({ text, warn }: Line): HTMLElement {
  return h('li', { class: warn ? 'warn' : '' }, sign(warn ? 'warn' : 'info'), h('span', { dir: 'auto' }, text));
}

function link({ label, name, icon, lines, joint }: Link): HTMLElement {
  return h(
    'li',
    {},
    sign(icon),
    h(
      'div',
      {},
      h('small', {}, label),
      h('p', {}, h('strong', {}, isolated(name))),
      ...lines.map(({ text, warn }) => h('p', { class: warn ? 'warn' : '' }, h('small', { dir: 'auto' }, warn ? `⚠ ${text}` : text))),
      joint === null ? null : h('p', {}, h('small', {}, `${joint} `, h('span', { 'aria-hidden': 'true' }, '↓'))),
    ),
  );
}

function phones({ entries, note, ask }: Phones): readonly Child[] {
  return [
    h('p', {}, note),
    entries.length === 0
      ? null
      : h(
          'ul',
          {},
          ...entries.map(({ who, role, contact, tel }) =>
            h('li', {}, h('strong', {}, isolated(who)), ` ${role} `, tel === null ? isolated(contact) : h('a', { href: `tel:${tel}` }, isolated(contact))),
          ),
        ),
    ask === null ? null : h('p', { dir: 'auto' }, ask),
  ];
}

function terminal({ terminal: facts, fingerprint }: Card): HTMLElement {
  return h('dl', {}, ...facts.map(fact), fingerprint === null ? null : groups(fingerprint));
}

function fact({ label, value, warn = false, note }: Fact): HTMLElement {
  const small = note === undefined ? null : h('small', { dir: 'auto' }, note);
  return h('div', {}, h('dt', {}, label), h('dd', { class: warn ? 'warn' : '' }, warn ? '⚠ ' : null, isolated(value), small));
}

function groups({ label, groups: digits, note }: Fingerprint): HTMLElement {
  const spaced = digits.flatMap((group) => [h('span', {}, group), ' ']);
  return h('div', {}, h('dt', {}, label), h('dd', {}, h('span', { class: 'digits', dir: 'ltr' }, ...spaced), h('small', {}, note)));
}

function licences({ licences: found, standing }: Card, words: Words): readonly Child[] {
  if (found.length === 0) {
    return [h('p', {}, words.say(standing === 'domain' || standing === 'host' ? 'card.licence.weak' : 'card.licence.none'))];
  }
  return [
    ...found.flatMap(({ holder, facts }) => [h('p', {}, h('strong', {}, isolated(holder))), h('dl', {}, ...facts.map(fact))]),
    h('p', {}, h('small', {}, words.say('card.licence.how'))),
  ];
}

function list(texts: readonly string[]): HTMLElement {
  return h('ul', { class: 'dots' }, ...texts.map((text) => h('li', {}, text)));
}
