/** The money's way as far as it was signed: each event with its signer, and what may still be refunded. */

import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../elements/icons';
import { localOffset } from '../format';
import type { Words } from '../words';
import type { Dispute } from './dispute';
import { amountText, clockText } from './figures';
import type { ClaimAnswer, Trail, TrailEntry } from './types';

export function trailCard(words: Words, { trail }: ClaimAnswer, dispute: Dispute): TemplateResult | typeof nothing {
  if (trail === null || trail.entries.length === 0) return nothing;
  const offset = dispute.reports[0]?.receipt?.utc_offset;
  return html`<section class="card trail" aria-labelledby="trail" data-part="trail">
    <h2 id="trail">${words.say('heading.trail')}</h2>
    <ol>
      ${trail.entries.map((step) => entry(words, trail, step, offset))}
    </ol>
    <dl>${sums(words, trail)}</dl>
  </section>`;
}

function entry(words: Words, trail: Trail, step: TrailEntry, offset: number | undefined): TemplateResult {
  const what = step.event === null ? words.valueLine('type', step.kind) : words.valueLine('event', step.event);
  return html`<li data-counts=${step.counts} data-kind=${step.kind}>
    <span>${what}</span>
    <span class="amount"><bdi>${amount(trail, step.amount)}</bdi></span>
    <span class="small quiet"
      ><bdi>${step.by.name}</bdi> · ${words.value('role', step.by.role)} · ${clockText(step.at, offset ?? localOffset(step.at))}</span
    >
    ${step.counts ? nothing : html`<span class="small">${icon('info', 16)} ${words.say('settle.trail.not_counted')}${step.code === null ? nothing : html`: ${words.find(`trail.code.${step.code}`) ?? step.code}`}</span>`}
  </li>`;
}

function sums(words: Words, trail: Trail): readonly TemplateResult[] {
  const { shop, acquirer } = trail.refunds;
  const all = [sum(words, trail, 'refunded', Math.max(shop, acquirer)), sum(words, trail, 'refundable', trail.refundable)];
  return all.filter((one) => one !== null);
}

function sum(words: Words, trail: Trail, name: string, minor: number | null): TemplateResult | null {
  if (minor === null || (name === 'refunded' && minor === 0)) return null;
  return html`<div data-sum=${name}>
    <dt>${words.say(`settle.trail.${name}`)}</dt>
    <dd><bdi>${amount(trail, minor)}</bdi></dd>
  </div>`;
}

function amount({ currency, exponent }: Trail, minor: number): string {
  return amountText(minor, currency, exponent);
}
