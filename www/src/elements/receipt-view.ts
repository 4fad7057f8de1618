import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { money } from '../format';
import type { Words } from '../i18n';
import type { Receipt } from '../report';
import { amounts, mainRows, moreRows, quantity, totalRows, type Row } from './receipt-rows';
import { base, folds } from './styles';

/** The receipt, like a receipt. What stands in it is the shop's text: isolated, and never markup. */
@customElement('receipt-view')
export class ReceiptView extends LitElement {
  static override styles = [
    base,
    folds,
    css`
      .paper {
        --tooth: 0.5rem;
        padding: 1.5rem 1.375rem 2rem;
        background: var(--surface);
        border-radius: var(--radius) var(--radius) 0 0;
        --torn:
          conic-gradient(from -45deg at bottom, #0000, #000 1deg 89deg, #0000 90deg) 50% 100% /
            calc(2 * var(--tooth)) var(--tooth) repeat-x,
          linear-gradient(#000 0 0) top / 100% calc(100% - var(--tooth)) no-repeat;
        -webkit-mask: var(--torn);
        mask: var(--torn);
      }

      .lift {
        filter: drop-shadow(0 0 1px var(--line-strong)) drop-shadow(0 8px 20px rgb(24 33 43 / 8%));
      }

      .head {
        text-align: center;
      }

      .head h2 {
        color: var(--ink-2);
        font-size: 0.875rem;
        font-weight: 600;
        letter-spacing: 0.02em;
      }

      .kind {
        margin-top: 0.875rem;
        font-weight: 600;
      }

      .amount {
        margin-top: 0.125rem;
        font-size: clamp(2.25rem, 9vw, 2.875rem);
        font-weight: 700;
        line-height: 1.1;
        letter-spacing: -0.02em;
        font-variant-numeric: tabular-nums lining-nums;
      }

      .symbol {
        margin-inline-end: 0.125em;
        font-size: 0.55em;
        font-weight: 600;
        vertical-align: 0.42em;
        letter-spacing: 0;
      }

      .currency {
        margin-inline-start: 0.375rem;
        color: var(--ink-2);
        font-size: 1rem;
        font-weight: 600;
        letter-spacing: 0.02em;
      }

      hr {
        margin: 1.125rem 0;
        border: 0;
        border-top: 2px dashed var(--line);
      }

      dl {
        display: grid;
        gap: 0.5rem;
      }

      dl > div {
        display: grid;
        grid-template-columns: minmax(min(6.5rem, 45%), 2fr) minmax(0, 3fr);
        gap: 0.75rem;
        font-size: 0.9375rem;
        line-height: 1.45;
      }

      dt {
        color: var(--ink-2);
      }

      dd {
        text-align: end;
        font-variant-numeric: tabular-nums;
        font-weight: 550;
        overflow-wrap: anywhere;
      }

      dd.aside {
        color: var(--ink-2);
        font-size: 0.875rem;
        font-weight: 400;
      }

      .items {
        display: grid;
        gap: 0.5rem;
        margin-top: 0.625rem;
        font-size: 0.9375rem;
        line-height: 1.4;
      }

      .items li,
      .sum > div {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 1rem;
      }

      .items .name {
        unicode-bidi: isolate;
      }

      .items .value,
      .sum dd {
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }

      .sum {
        margin-top: 0.75rem;
        padding-top: 0.75rem;
        border-top: 1px solid var(--line);
      }

      .sum .total {
        font-size: 1.0625rem;
        font-weight: 700;
      }

      .sum .total dt {
        color: inherit;
      }

      details {
        margin-top: 1rem;
      }

      summary {
        color: var(--ink-2);
        font-size: 0.9375rem;
      }

      .foot {
        margin-top: 1.25rem;
        text-align: center;
      }

      @media print {
        .paper {
          padding: 1rem 1.25rem;
          border: 1px solid #000;
          border-radius: 0;
          -webkit-mask: none;
          mask: none;
        }

        .lift {
          filter: none;
        }

        .amount {
          font-size: 1.75rem;
        }

        hr {
          margin: 0.625rem 0;
        }

        dl > div,
        .items li {
          break-inside: avoid;
        }

        dl {
          gap: 0.125rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) receipt!: Receipt;
  @property({ attribute: false }) exponent: number | null = null;

  protected override render(): TemplateResult {
    const { words, receipt } = this;
    const more = moreRows(receipt, words);
    return html`
      <div class="lift">
        <section class="paper" aria-labelledby="title">
          ${this.head()}
          <hr />
          <dl>${mainRows(receipt, words).map((row) => this.row(row))}</dl>
          ${this.items()}
          ${more.length === 0
            ? nothing
            : html`<details data-print>
                <summary>${words.say('receipt.more')}</summary>
                <dl>${more.map((row) => this.row(row))}</dl>
              </details>`}
          <p class="foot small quiet">${words.say('receipt.said_by_shop')}</p>
        </section>
      </div>
    `;
  }

  private head(): TemplateResult {
    const { words, receipt } = this;
    const { symbol, digits, currency } = money(receipt.amount, receipt.currency, this.exponent, words.language);
    return html`
      <div class="head">
        <h2 id="title">${words.say('receipt.title')}</h2>
        <p class="kind">${words.valueLine('type', receipt.type)}</p>
        <p class="amount">
          ${symbol === currency ? nothing : html`<span class="symbol">${symbol}</span>`}<bdi>${digits}</bdi
          ><span class="currency">${currency}</span>
        </p>
      </div>
    `;
  }

  private row({ name, value, label }: Row): TemplateResult {
    return html`<div>
      <dt>${label ?? this.words.say(`receipt.row.${name}`)}</dt>
      <dd class=${name === 'card_kind' ? 'aside' : ''} data-row=${name} dir="auto"><bdi>${value}</bdi></dd>
    </div>`;
  }

  private items(): TemplateResult | typeof nothing {
    const { words, receipt } = this;
    const amount = amounts(receipt, this.exponent, words);
    const items = receipt.items ?? [];
    const totals = totalRows(receipt, words, amount);
    if (items.length === 0 && totals.length === 0) {
      return receipt.items_digest === undefined
        ? nothing
        : html`<hr />
            <p class="small quiet">${words.say('receipt.items_digest')}</p>`;
    }
    return html`
      <hr />
      ${items.length === 0 ? nothing : html`<h3>${words.count('receipt.items_count', items.length)}</h3>`}
      <ul class="items">
        ${items.map((item) => {
          const count = quantity(item, words);
          return html`<li>
            <span class="name" dir="auto">${count === null ? nothing : html`<span class="quiet">${count}</span> `}${item.name}</span>
            <span class="value"><bdi>${amount(item.total)}</bdi></span>
          </li>`;
        })}
      </ul>
      <dl class="sum">
        ${totals.map((row) => this.row(row))}
        <div class="total">
          <dt>${words.say('receipt.total')}</dt>
          <dd><bdi>${amount(receipt.amount)}</bdi></dd>
        </div>
      </dl>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'receipt-view': ReceiptView;
  }
}
