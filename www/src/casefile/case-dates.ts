import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { follow } from '../elements/following';
import { icon } from '../elements/icons';
import type { Dispute } from '../settle/dispute';
import { amountText } from '../settle/figures';
import type { Settler } from '../settle/settler';
import { parts } from '../settle/styles';
import type { CaseDeadline } from '../settle/types';
import type { Words } from '../words';
import { codeOf, save, today } from './save';

const TELLERS = ['acquirer', 'bank', 'wallet'] as const;

/** By when: days with their sources, those that contradict each other side by side; and all of them as a calendar file. */
@customElement('case-dates')
export class CaseDates extends LitElement {
  static override styles = [
    parts,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
      }

      .dates {
        display: grid;
        gap: 0.75rem;
      }

      .dates h4 {
        margin: 0;
        font-size: 0.9375rem;
        line-height: 1.4;
      }

      .dates dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 0.125rem 0.75rem;
        margin: 0.125rem 0 0;
        align-items: baseline;
        font-size: 0.875rem;
      }

      dt {
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }

      dd {
        color: var(--ink-2);
      }

      .passed {
        color: var(--amber);
        font-weight: 600;
      }

      .differ {
        color: var(--amber);
        font-size: 0.875rem;
        font-weight: 600;
      }

      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.5rem;
      }

      form label {
        display: grid;
        flex: 1 1 9rem;
        gap: 0.125rem;
        font-size: 0.875rem;
        font-weight: 600;
      }

      .remove {
        padding-inline: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) dispute!: Dispute;
  @property({ attribute: false }) settler!: Settler;
  @state() private fault: string | null = null;
  @query('input[type=date]') private readonly dateField!: HTMLInputElement;
  @query('form select') private readonly tellerField!: HTMLSelectElement;

  constructor() {
    super();
    follow(this, () => [this.dispute, this.dispute.log]);
  }

  /** Worked out anew whenever it is shown: what a file brought about them is not read. */
  get worked(): readonly CaseDeadline[] {
    const [report] = this.dispute.reports;
    return report === undefined ? [] : this.settler.deadlines(this.dispute.claim, report);
  }

  protected override render(): TemplateResult {
    const { words, dispute, worked } = this;
    const all = [...worked, ...dispute.log.told];
    const codes = [...new Set(all.map(({ code }) => code))];
    return html`
      <h3>${words.say('casefile.dates.title')}</h3>
      <p class="small"><strong>${words.say('casefile.dates.caution')}.</strong> ${words.say(worked.length === 0 ? 'casefile.dates.none' : 'casefile.dates.text')}</p>
      <ul class="dates">
        ${codes.map((code) => this.group(code, all.filter((other) => other.code === code)))}
      </ul>
      <p class="small quiet">${words.say('casefile.dates.answer')}</p>
      <form class="no-print" @submit=${this.entered}>
        <label>${words.say('casefile.dates.told')} <input type="date" required min="2020-01-01" max="2199-12-31" /></label>
        <label>${words.say('casefile.dates.whose')}
          <select>${TELLERS.map((teller) => html`<option value=${teller}>${words.say(`casefile.source.${teller}`)}</option>`)}</select></label>
        <button type="submit" data-case="tell">${words.say('casefile.dates.enter')}</button>
      </form>
      <p class="small" role="alert">${this.fault === null ? nothing : words.say(this.fault)}</p>
      ${all.length === 0
        ? nothing
        : html`<div class="buttons no-print">
            <button type="button" data-case="ics" @click=${() => this.#calendar(all)}>${icon('download', 20)} ${words.say('casefile.dates.ics')}</button>
          </div>`}
    `;
  }

  private group(code: string, dates: readonly CaseDeadline[]): TemplateResult {
    const { words } = this;
    const differ = code !== 'told' && dates.length > 1;
    return html`<li data-deadline=${code}>
      <h4>${words.say(`casefile.deadline.${code}`)}</h4>
      <dl>${dates.map((deadline) => this.row(deadline))}</dl>
      ${differ ? html`<p class="differ" data-differ>${words.say('casefile.dates.differ')}</p>` : nothing}
    </li>`;
  }

  private row(deadline: CaseDeadline): TemplateResult {
    const { words, dispute } = this;
    const { date, source, code } = deadline;
    return html`<dt><time datetime=${date}>${date}</time></dt>
      <dd>${words.say(`casefile.source.${source}`)} ${date < today() ? html`<span class="passed">(${words.say('casefile.dates.passed')})</span>` : nothing}</dd>
      <dd>
        ${code === 'told'
          ? html`<button type="button" class="plain remove no-print" data-case="untell" aria-label=${words.say('casefile.dates.remove', { date })} @click=${() => dispute.log.untell(deadline)}>
              ${icon('remove', 20)}
            </button>`
          : nothing}
      </dd>`;
  }

  private entered(event: SubmitEvent): void {
    event.preventDefault();
    const date = this.dateField.value;
    if (!/^\d{4}-\d\d-\d\d$/.test(date)) {
      this.fault = 'casefile.dates.invalid';
      return;
    }
    this.fault = null;
    this.dispute.log.tell({ code: 'told', date, source: this.tellerField.value });
    this.dateField.value = '';
  }

  #calendar(dates: readonly CaseDeadline[]): void {
    const { words, dispute } = this;
    try {
      const text = this.settler.calendar({
        stamp: dispute.log.since,
        case: dispute.reports[0]?.digest ?? 'no receipt',
        caution: words.say('casefile.dates.caution'),
        events: dates.map(({ code, source, date }) => ({ code, source, date, title: this.#title(code), text: words.say(`casefile.source.${source}`) })),
      });
      this.fault = null;
      save(`${today()}-dates.ics`, 'text/calendar', text);
    } catch (error) {
      this.fault = `casefile.error.${codeOf(error)}`;
    }
  }

  /** A receipt that did not verify lends its words to nothing. */
  #title(code: string): string {
    const { words, dispute } = this;
    const what = words.say(`casefile.deadline.${code}`);
    const [report] = dispute.reports;
    if (report?.receipt === null || report === undefined) return words.say('casefile.dates.event_bare', { what });
    const { merchant, amount, currency } = report.receipt;
    return words.say('casefile.dates.event', { what, shop: merchant.trading_name, amount: amountText(amount, currency, report.exponent) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'case-dates': CaseDates;
  }
}
