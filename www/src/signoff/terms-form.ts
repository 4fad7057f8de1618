import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { nowSeconds } from '../clock';
import { icon } from '../elements/icons';
import { decimal, timeText } from '../format';
import { minorOf } from '../settle/amount';
import { amountText } from '../settle/figures';
import { parts } from '../settle/styles';
import type { Words } from '../words';
import { shopNames } from './bought';
import type { Signing } from './signing';
import { REMEDIES, givesBack, type Remedy } from './types';

/** As many, and as long, as a settlement takes. */
const FACTS = 8;
const LONGEST = 200;
const DAY = 86_400;
const USUAL_DAYS = 7;

/** What the two have agreed, in their own words, before anybody signs it. Nothing is kept. */
@customElement('terms-form')
export class TermsForm extends LitElement {
  static override styles = [
    parts,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
      }

      h1 {
        font-size: clamp(1.25rem, 4.6vw, 1.75rem);
        line-height: 1.25;
      }

      fieldset {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.5rem;
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }

      legend,
      .label {
        padding: 0;
        margin-bottom: 0.375rem;
        font-weight: 600;
      }

      .check {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.75rem;
        align-items: center;
        min-height: 2.75rem;
        font-weight: 400;
      }

      .check input {
        width: 1.375rem;
        min-height: 1.375rem;
        accent-color: var(--accent);
      }

      textarea {
        width: 100%;
        min-height: 5.5rem;
        padding: 0.5rem 0.75rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        background: var(--surface-2);
        color: var(--ink);
        font: inherit;
      }

      .pair {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem 1.25rem;
      }

      .pair label {
        display: grid;
        gap: 0.375rem;
        font-weight: 600;
      }

      .fault {
        color: var(--red);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) signing!: Signing;
  @state() private remedy: Remedy | null = null;
  @state() private fault = '';
  @query('h1') private readonly heading!: HTMLElement;
  #filled = false;

  override focus(): void {
    this.heading.focus({ preventScroll: true });
  }

  protected override willUpdate(): void {
    if (this.#filled) return;
    this.#filled = true;
    this.remedy = this.signing.terms?.remedy ?? null;
  }

  protected override render(): TemplateResult {
    const { words, remedy } = this;
    const suggestions = this.#suggestions();
    const before = this.signing.terms?.facts;
    const own = before?.filter((fact) => !suggestions.includes(fact)) ?? [];
    return html`
      <form class="card" novalidate @submit=${this.submit}>
        <h1 tabindex="-1">${words.say('signoff.terms.title')}</h1>
        <p class="small quiet">${words.say('signoff.terms.text')}</p>
        <fieldset>
          <legend>${words.say('signoff.terms.facts')}</legend>
          ${suggestions.map(
            (fact, index) =>
              html`<label class="check"><input type="checkbox" name="fact" value=${index} ?checked=${before?.includes(fact) ?? index === 0} /><span dir="auto">${fact}</span></label>`,
          )}
          <label class="label" for="own">${words.say('signoff.terms.own')}</label>
          <textarea id="own" name="own" aria-describedby="own-note" .defaultValue=${own.join('\n')}></textarea>
          <p id="own-note" class="small quiet">${words.say('signoff.terms.own_note', { n: LONGEST })}</p>
        </fieldset>
        <fieldset>
          <legend>${words.say('signoff.terms.remedy')}</legend>
          <div class="choices">
            ${REMEDIES.map(
              (each) => html`<button type="button" data-remedy=${each} aria-pressed=${remedy === each ? 'true' : 'false'} @click=${() => (this.remedy = each)}>
                ${remedy === each ? icon('pass', 16) : nothing} ${words.say(`signoff.remedy.${each}`)}
              </button>`,
            )}
          </div>
        </fieldset>
        ${remedy === null || remedy === 'none' ? nothing : this.when(remedy)}
        <p class="fault" role="alert">${this.fault === '' ? nothing : (words.find(`signoff.terms.fault.${this.fault}`) ?? words.find(`signoff.fault.${this.fault}`) ?? words.say('signoff.fault.member_invalid'))}</p>
        <div class="buttons">
          <button type="submit" class="primary" data-act="read">${icon('eye_open', 20)} ${words.say('signoff.terms.read')}</button>
        </div>
      </form>
    `;
  }

  private when(remedy: Remedy): TemplateResult {
    const { words, signing } = this;
    const { receipt, exponent } = signing.report;
    const { amount, due } = signing.terms ?? { amount: null, due: null };
    const money = givesBack(remedy);
    const whole = receipt === null ? '' : decimal(receipt.amount, exponent ?? 0).replaceAll(',', '');
    const shown = amount === null ? (remedy === 'refund' ? whole : '') : decimal(amount, exponent ?? 0).replaceAll(',', '');
    const day = due ?? (money ? nowSeconds() + USUAL_DAYS * DAY : null);
    return html`<div class="pair">
      ${money
        ? html`<label
            >${words.say('signoff.terms.amount')}${receipt === null ? nothing : html` (${receipt.currency})`}
            <input name="amount" inputmode="decimal" autocomplete="off" .defaultValue=${shown}
          /></label>`
        : nothing}
      <label>${words.say(money ? 'signoff.terms.due' : 'signoff.terms.due_open')} <input name="due" type="date" .defaultValue=${day === null ? '' : dayOf(day, signing.utcOffset)} /></label>
    </div>`;
  }

  /** The receipt itself, and what the sentence in dispute would be as a fact that both can sign. */
  #suggestions(): readonly string[] {
    const { words, signing } = this;
    const { receipt, exponent } = signing.report;
    if (receipt === null) return [];
    const about = words.say('signoff.fact.receipt', {
      shop: shopNames(signing.report).name,
      number: receipt.number,
      amount: amountText(receipt.amount, receipt.currency, exponent),
      time: timeText(receipt.iat, receipt.utc_offset, words.language),
    });
    const claim = signing.claim === null ? [] : [words.say(`signoff.fact.${signing.claim}`)];
    const heard = signing.report.acknowledgements.map(({ verdict }) => words.find(`signoff.fact.heard.${verdict}`)).filter((text) => text !== null);
    return [about, ...claim, ...new Set(heard)].map((text) => text.slice(0, LONGEST));
  }

  private submit(event: Event): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const suggestions = this.#suggestions();
    const ticked = form.getAll('fact').map((index) => suggestions[Number(index)] ?? '');
    const own = text('own').split('\n').map((line) => line.trim());
    const facts = [...ticked, ...own].filter((fact) => fact !== '');
    const { remedy, signing } = this;
    const { receipt, exponent } = signing.report;
    const money = remedy !== null && givesBack(remedy);
    const amount = money ? minorOf(text('amount'), exponent ?? 0) : null;
    const due = remedy === null || remedy === 'none' ? null : endOf(text('due'), signing.utcOffset);
    this.fault = '';
    if (facts.length === 0) this.fault = 'facts_missing';
    else if (facts.length > FACTS) this.fault = 'facts_too_many';
    else if (facts.some((fact) => Array.from(fact).length > LONGEST)) this.fault = 'fact_too_long';
    else if (remedy === null) this.fault = 'remedy_missing';
    else if (money && (amount === null || amount === 0)) this.fault = 'amount';
    else if (amount !== null && receipt !== null && amount > receipt.amount) this.fault = 'amount_above';
    else if (money && due === null) this.fault = 'due_missing';
    else if (due !== null && due < nowSeconds()) this.fault = 'due_past';
    else {
      const sheet = { kind: 'proposal', terms: { facts, remedy, amount, due } } as const;
      this.fault = signing.check(sheet) ?? '';
      if (this.fault === '') signing.read(sheet);
    }
  }
}

/** `2026-11-30` by the receipt's clock. */
function dayOf(seconds: number, utc_offset: number): string {
  return new Date((seconds + utc_offset * 60) * 1000).toISOString().slice(0, 10);
}

/** The last second of that day by the receipt's clock. */
function endOf(day: string, utc_offset: number): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const end = Date.parse(`${day}T23:59:59Z`);
  return Number.isNaN(end) ? null : Math.trunc(end / 1000) - utc_offset * 60;
}

declare global {
  interface HTMLElementTagNameMap {
    'terms-form': TermsForm;
  }
}
