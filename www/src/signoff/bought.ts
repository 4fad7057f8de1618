/** By what a person knows a purchase: who the list says it was, and what was in the bag. */

import { html, nothing, type TemplateResult } from 'lit';
import { quantity } from '../elements/receipt-rows';
import type { Report } from '../report';
import { amountText } from '../settle/figures';
import type { Words } from '../words';

const MOST = 6;

export interface ShopNames {
  /** By the list; the receipt's own is what anybody could print. */
  readonly name: string;
  /** What the receipt prints, where that is another name. */
  readonly printed: string | null;
}

export function shopNames({ receipt, signers }: Report): ShopNames {
  const printed = receipt?.merchant.trading_name ?? '';
  const name = signers.find(({ role }) => role === 'terminal' || role === 'merchant')?.name ?? printed;
  return { name, printed: printed === name ? null : printed };
}

export function itemList({ receipt, exponent }: Report, words: Words): TemplateResult | typeof nothing {
  const items = receipt?.items ?? [];
  if (receipt === null || items.length === 0) {
    return receipt?.items_digest === undefined ? nothing : html`<p class="small quiet">${words.say('receipt.items_digest')}</p>`;
  }
  const rest = items.length - MOST;
  return html`<ul class="items small" aria-label=${words.count('receipt.items_count', items.length)}>
    ${items.slice(0, rest > 1 ? MOST : items.length).map(
      (item) => html`<li><span dir="auto">${quantity(item, words) ?? nothing} ${item.name}</span><span>${amountText(item.total, receipt.currency, exponent)}</span></li>`,
    )}
    ${rest > 1 ? html`<li>${words.say('signoff.items.more', { n: rest })}</li>` : nothing}
  </ul>`;
}
