/** What each of the two does next: side by side and equal; on a phone that got the claim, its own side first. */

import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../elements/icons';
import type { Words } from '../words';
import type { Dispute } from './dispute';
import { SIDES, type ClaimAnswer, type Side } from './types';

export function nextSteps(words: Words, dispute: Dispute, answer: ClaimAnswer): TemplateResult {
  const own = ownSide(dispute);
  const sides = own === null ? SIDES : [own, ...SIDES.filter((side) => side !== own)];
  return html`<div class="sides">${sides.map((side) => steps(words, answer, side, side === own))}</div>`;
}

/** Whoever opened the other one's link stands on the other side. */
export function ownSide({ told }: Dispute): Side | null {
  if (told?.from === 'customer') return 'merchant';
  return told?.from === 'merchant' ? 'customer' : null;
}

function steps(words: Words, answer: ClaimAnswer, side: Side, own: boolean): TemplateResult | typeof nothing {
  const codes = answer.next[side];
  if (codes.length === 0) return nothing;
  return html`<section class="card side" data-next=${side} ?data-own=${own} aria-labelledby=${`next-${side}`}>
    <h2 id=${`next-${side}`}>
      ${icon(side === 'customer' ? 'person' : 'shop', 22)} ${words.say(`heading.next_${side}`)}
      ${own ? html`<span class="own">${words.say('settle.next.own')}</span>` : nothing}
    </h2>
    <ol>
      ${codes.map((code) => html`<li data-step=${code}>${words.say(`next.${side}.${code}`, answer.params)}</li>`)}
    </ol>
    <p class="no-print">
      <a class="button plain card-link" href="guide/${side === 'merchant' ? '#staff' : '#customer'}" target="_blank" rel="noopener">${icon('file', 20)} ${words.say('settle.next.guide')}</a>
    </p>
  </section>`;
}
