import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { follow } from '../elements/following';
import { icon } from '../elements/icons';
import { timeText } from '../format';
import { amountText } from '../settle/figures';
import { parts } from '../settle/styles';
import type { Words } from '../words';
import { itemList, shopNames } from './bought';
import './key-choice';
import type { Sheet, Signing } from './signing';
import { proposedBy, remedyRows, type Agreed, type Row } from './terms-text';

/** What a signature here shows and doesn't, in the order in which people ask. */
const ANSWER_NOTES = ['what', 'screen', 'person', 'free'] as const;
const TERMS_NOTES = ['rights', 'both', 'screen', 'person', 'free'] as const;

/** Read back in full before anybody signs: what, about which payment, and what a signature is not. */
@customElement('sign-sheet')
export class SignSheet extends LitElement {
  static override styles = [
    parts,
    css`
      section {
        gap: 1rem;
      }

      h1 {
        font-size: clamp(1.25rem, 4.6vw, 1.75rem);
        line-height: 1.25;
      }

      .says {
        padding: 0.875rem 1rem;
        border: 2px solid var(--accent);
        border-radius: var(--radius-small);
      }

      .says > p {
        font-size: 1.125rem;
        font-weight: 600;
      }

      .says ul {
        display: grid;
        gap: 0.375rem;
        margin-bottom: 0.75rem;
        padding-inline-start: 1.25rem;
        list-style: disc;
      }

      dl {
        display: grid;
        gap: 0.375rem;
        font-size: 0.9375rem;
      }

      dl > div {
        display: grid;
        grid-template-columns: minmax(5rem, 8rem) minmax(0, 1fr);
        gap: 0.75rem;
      }

      dt {
        color: var(--ink-2);
      }

      .items {
        display: grid;
        gap: 0.25rem;
        padding-top: 0.5rem;
        border-top: 1px dashed var(--line-strong);
      }

      .items li {
        display: flex;
        justify-content: space-between;
        gap: 1rem;
      }

      .items li > :last-child {
        white-space: nowrap;
      }

      /* As large as a signature. */
      .refuse {
        width: 100%;
        min-height: 3.25rem;
        font-size: 1.0625rem;
      }

      dd {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) signing!: Signing;
  @property({ attribute: false }) sheet!: Sheet;
  @query('h1') private readonly heading!: HTMLElement;

  constructor() {
    super();
    follow(this, () => [this.signing]);
  }

  override focus(): void {
    this.heading.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { words, signing, sheet } = this;
    const notes = sheet.kind === 'answer' ? ANSWER_NOTES : TERMS_NOTES;
    return html`
      <section class="card" data-sheet=${sheet.kind} aria-labelledby="title">
        <h1 id="title" tabindex="-1">${words.say(`signoff.sheet.${sheet.kind}`)}</h1>
        ${sheet.kind === 'answer' ? this.answer(sheet) : this.terms(sheet)}
        ${sheet.kind === 'acceptance' ? html`<p class="told" data-proposer data-outcome="warn">${icon(sheet.settlement.first.bound === 'shop' ? 'shop' : 'warn', 18)}<span>${words.say(proposedBy(sheet.settlement))}</span></p>` : nothing}
        <div class="stack">
          <h2>${words.say('signoff.sheet.about')}</h2>
          ${rows(this.receipt())} ${itemList(signing.report, words)}
        </div>
        <ul class="stack" aria-label=${words.say('signoff.sheet.notes')}>
          ${notes.map((code) => html`<li class="told" data-note=${code}>${icon(code === 'rights' ? 'list' : 'info', 18)}<span>${words.say(`signoff.note.${code}`)}</span></li>`)}
        </ul>
        <key-choice .words=${words} .signing=${signing}></key-choice>
        <button type="button" class="refuse" data-act="refuse" ?disabled=${signing.busy} @click=${() => this.dispatchEvent(new Event('refuse'))}>
          ${icon(sheet.kind === 'proposal' ? 'back' : 'close', 20)} ${words.say(sheet.kind === 'proposal' ? 'signoff.sheet.change' : 'signoff.sheet.refuse')}
        </button>
      </section>
    `;
  }

  private answer({ said, amount }: Sheet & { readonly kind: 'answer' }): TemplateResult {
    const { words, signing } = this;
    const { receipt, exponent } = signing.report;
    const remembered = amount === null || receipt === null ? nothing : html`<p>${words.say('signoff.sheet.remembered', { amount: amountText(amount, receipt.currency, exponent) })}</p>`;
    return html`<div class="says" data-said=${said}><p>${words.say(`signoff.said.${said}`)}</p>${remembered}</div>`;
  }

  private terms(sheet: Exclude<Sheet, { readonly kind: 'answer' }>): TemplateResult {
    const agreed = this.#agreed(sheet);
    return html`<div class="says" data-terms>
      <ul>
        ${agreed.facts.map((fact) => html`<li dir="auto">${fact}</li>`)}
      </ul>
      ${rows(remedyRows(agreed, this.words, this.signing.utcOffset))}
    </div>`;
  }

  #agreed(sheet: Exclude<Sheet, { readonly kind: 'answer' }>): Agreed {
    if (sheet.kind === 'acceptance') return sheet.settlement;
    const { receipt, exponent } = this.signing.report;
    return { ...sheet.terms, currency: receipt?.currency ?? null, exponent };
  }

  private receipt(): readonly Row[] {
    const { words, signing } = this;
    const { receipt, exponent, code, params } = signing.report;
    if (receipt === null) return [];
    const { name, printed } = shopNames(signing.report);
    return [
      [words.say('receipt.row.shop'), name],
      ...(printed === null ? [] : [[words.say('signoff.sheet.printed'), printed] as const]),
      [words.say('compare.amount'), amountText(receipt.amount, receipt.currency, exponent)],
      [words.say('receipt.row.time'), timeText(receipt.iat, receipt.utc_offset, words.language)],
      [words.say('receipt.row.number'), receipt.number],
      ...(receipt.card?.last4 === undefined ? [] : [[words.say('receipt.row.card'), `••••${receipt.card.last4}`] as const]),
      [words.say('signoff.sheet.checked'), words.say(`verdict.${code}.title`, params)],
    ];
  }
}

function rows(list: readonly Row[]): TemplateResult {
  return html`<dl>
    ${list.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd dir="auto">${value}</dd>
        </div>`,
    )}
  </dl>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sign-sheet': SignSheet;
  }
}
