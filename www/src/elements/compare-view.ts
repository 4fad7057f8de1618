import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { moneyText, timeText } from '../format';
import type { Words } from '../i18n';
import type { Receipt } from '../report';
import { icon } from './icons';
import { base, buttons } from './styles';

/** A genuine code beside changed print is the cheapest forgery; only the person holding the paper can see it. */
@customElement('compare-view')
export class CompareView extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .card {
        display: grid;
        gap: 0.875rem;
      }

      .head {
        display: flex;
        align-items: center;
        gap: 0.625rem;
      }

      .head svg {
        color: var(--accent);
      }

      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 1px;
        overflow: hidden;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
        background: var(--line);
      }

      dl > div {
        flex: 1 1 auto;
        padding: 0.625rem 0.875rem;
        background: var(--surface-2);
      }

      dt {
        color: var(--ink-2);
        font-size: 0.8125rem;
      }

      dd {
        font-weight: 650;
        font-variant-numeric: tabular-nums;
      }

      .buttons button {
        flex: 1 1 8rem;
      }

      .answer {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.25rem 0.75rem;
        padding: 0.875rem 1rem;
        border-radius: var(--radius-small);
      }

      .answer svg {
        margin-top: 0.0625rem;
        grid-row: span 2;
      }

      .answer[data-answer='same'] {
        background: var(--slate-soft);
      }

      .answer[data-answer='same'] :is(svg, h3) {
        color: var(--slate);
      }

      .answer[data-answer='different'] {
        background: var(--red-soft);
      }

      .answer[data-answer='different'] :is(svg, h3) {
        color: var(--red);
      }

      .answer p {
        grid-column: 2;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) receipt!: Receipt;
  @property({ attribute: false }) exponent: number | null = null;
  @state() private answer: 'same' | 'different' | null = null;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('receipt')) this.answer = null;
  }

  protected override render(): TemplateResult {
    const { words, receipt, exponent } = this;
    const last4 = receipt.card?.last4;
    return html`
      <section class="card" aria-labelledby="title">
        <div class="head">${icon('compare')}<h2 id="title">${words.say('compare.title')}</h2></div>
        <p class="small quiet">${words.say('compare.text')}</p>
        <dl>
          ${this.figure('amount', moneyText(receipt.amount, receipt.currency, exponent, words.language))}
          ${this.figure('time', timeText(receipt.iat, receipt.utc_offset, words.language))}
          ${last4 === undefined ? nothing : this.figure('last4', `••••${last4}`)}
        </dl>
        <div role="status">${this.answer === null ? nothing : this.answered(this.answer)}</div>
        <div class="buttons no-print">
          ${this.answer === null
            ? html`
                <button type="button" data-answer="same" @click=${() => (this.answer = 'same')}>
                  ${words.say('compare.same')}
                </button>
                <button type="button" data-answer="different" @click=${() => (this.answer = 'different')}>
                  ${words.say('compare.different')}
                </button>
              `
            : html`<button type="button" class="plain" @click=${() => (this.answer = null)}>
                ${words.say('compare.change')}
              </button>`}
        </div>
      </section>
    `;
  }

  private figure(name: string, value: string): TemplateResult {
    return html`<div>
      <dt>${this.words.say(`compare.${name}`)}</dt>
      <dd><bdi>${value}</bdi></dd>
    </div>`;
  }

  private answered(answer: 'same' | 'different'): TemplateResult {
    const { words } = this;
    return html`<div class="answer" data-answer=${answer}>
      ${icon(answer === 'same' ? 'info' : 'warn', 22)}
      <h3>${words.say(`compare.${answer}.title`)}</h3>
      <p class="small">${words.say(`compare.${answer}.text`)}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'compare-view': CompareView;
  }
}
