import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../elements/icons';
import { decimal } from '../format';
import type { Words } from '../words';
import { minorOf } from './amount';
import type { Dispute } from './dispute';
import { parts } from './styles';
import type { Answers } from './types';

/** What can be pressed, by question. What is not here is written. */
const CHOICES: Readonly<Record<string, readonly (string | boolean)[]>> = {
  paid_with: ['phone', 'plastic', 'code', 'cash'],
  bank_shows: ['nothing', 'pending', 'posted', 'twice'],
  card_state: ['with_me', 'lost', 'stolen', 'lent'],
  lured: [true, false],
  proof_seen: ['own_app', 'screenshot', 'nothing'],
  refund_kind: ['promised', 'slip', 'void'],
};

/** The few questions that would change the answer. Each answer counts at once and may be taken back; nothing is kept. */
@customElement('question-list')
export class QuestionList extends LitElement {
  static override styles = [
    parts,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
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
      label {
        padding: 0;
        margin-bottom: 0.5rem;
        font-weight: 600;
      }

      label {
        margin: 0;
      }

      form {
        display: grid;
        gap: 0.5rem;
      }

      .write {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }

      .write input {
        flex: 1 1 8rem;
        width: 8rem;
        max-width: 14rem;
        font-variant-numeric: tabular-nums;
      }

      div > .plain {
        margin-inline: -0.75rem;
      }

      .now {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 1rem;
        padding: 0.25rem 0 0.25rem 0.75rem;
        border-inline-start: 3px solid var(--accent);
      }

      .fault {
        color: var(--red);
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) dispute!: Dispute;
  @property({ attribute: false }) questions: readonly string[] = [];
  @property({ attribute: false }) answers: Answers = {};
  @state() private more = false;
  /** What the answer is called now. */
  @property({ attribute: false }) now = '';
  /** The question that was answered last: the answer stands above it, out of sight on a phone. */
  @state() private last = '';
  /** The question whose writing could not be read. */
  @state() private fault = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('dispute')) return;
    this.more = false;
    this.last = '';
  }

  /** The best one stands open; the others at a press, or once it is answered. */
  protected override render(): TemplateResult {
    const { words, questions, answers, more } = this;
    const open = questions.filter((code) => !(code in answers));
    const shown = more ? questions : questions.filter((code) => code in answers || code === open[0]);
    const rest = questions.length - shown.length;
    return html`
      <h2>${words.say('heading.questions')}</h2>
      ${repeat(
        shown,
        (code) => code,
        (code) => {
          const choices = CHOICES[code];
          return choices === undefined ? this.written(code) : this.pressed(code, choices);
        },
      )}
      ${rest === 0
        ? nothing
        : html`<div><button type="button" class="plain" data-act="more" @click=${this.showMore}>${words.count('settle.questions.more', rest)}</button></div>`}
    `;
  }

  private async showMore(): Promise<void> {
    const next = this.questions.filter((code) => !(code in this.answers))[1];
    this.more = true;
    await this.updateComplete;
    if (next !== undefined) this.renderRoot.querySelector<HTMLElement>(`[data-question=${next}] :is(button, input)`)?.focus();
  }

  private pressed(code: string, choices: readonly (string | boolean)[]): TemplateResult {
    const { words, answers } = this;
    return html`<fieldset data-question=${code}>
      <legend>${words.say(`question.${code}.title`)}</legend>
      ${this.hint(code)}
      <div class="choices">
        ${choices.map((choice) => {
          const on = answers[code] === choice;
          return html`<button
            type="button"
            aria-pressed=${on ? 'true' : 'false'}
            data-choice=${String(choice)}
            @click=${() => this.#reply(code, on ? null : choice)}
          >
            ${on ? icon('pass', 16) : nothing} ${this.choice(code, choice)}
          </button>`;
        })}
      </div>
      ${this.changed(code)}
    </fieldset>`;
  }

  private choice(code: string, choice: string | boolean): string {
    return this.words.say(`question.${code}.choice.${String(choice)}`);
  }

  private written(code: string): TemplateResult {
    const { words, answers } = this;
    const wrong = this.fault === code;
    return html`<form novalidate data-question=${code} @submit=${(event: Event) => this.#write(event, code)}>
      <label for=${code}>${words.say(`question.${code}.title`)}${code === 'amount' ? html` <bdi>(${this.dispute.reports[0]?.receipt?.currency})</bdi>` : nothing}</label>
      ${this.hint(code)}
      <div class="write">
        <input
          id=${code}
          inputmode=${code === 'amount' ? 'decimal' : 'numeric'}
          autocomplete="off"
          maxlength="24"
          .value=${this.#answered(code)}
          aria-invalid=${wrong ? 'true' : 'false'}
          aria-describedby=${`${code}-fault`}
        />
        <button type="submit">${words.say(code in answers ? 'settle.change' : 'settle.enter')}</button>
        ${code in answers
          ? html`<button type="button" class="plain" data-act="withdraw" @click=${() => this.#withdraw(code)}>${words.say('settle.withdraw')}</button>`
          : nothing}
      </div>
      <p id=${`${code}-fault`} class="small fault" role="alert">${wrong ? words.say(`settle.fault.${code}`) : nothing}</p>
      ${this.changed(code)}
    </form>`;
  }

  private changed(code: string): TemplateResult | typeof nothing {
    if (this.last !== code) return nothing;
    return html`<div class="now" data-now>
      <p><strong>${this.words.say('settle.renewed', { title: this.now })}</strong></p>
      <button type="button" class="plain" data-act="up" @click=${() => this.dispatchEvent(new Event('up'))}>${this.words.say('settle.up')}</button>
    </div>`;
  }

  #reply(code: string, value: string | number | boolean | null): void {
    this.last = code;
    this.dispute.reply(code, value);
  }

  private hint(code: string): TemplateResult | typeof nothing {
    const hint = this.words.find(`question.${code}.hint`);
    return hint === null ? nothing : html`<p class="small quiet">${hint}</p>`;
  }

  /** What was answered, here or on the other phone, as somebody would write it. */
  #answered(code: string): string {
    const value = this.answers[code];
    if (value === undefined) return '';
    return code === 'amount' && typeof value === 'number' ? decimal(value, this.dispute.reports[0]?.exponent ?? 2) : String(value);
  }

  #write(event: Event, code: string): void {
    event.preventDefault();
    const field = this.renderRoot.querySelector<HTMLInputElement>(`#${code}`);
    if (field === null) return;
    const value = read(code, field.value, this.dispute.reports[0]?.exponent ?? 2);
    this.fault = value === null ? code : '';
    if (value !== null) return this.#reply(code, value);
    // Nobody's whole card number stays on the screen.
    if (code === 'last4') field.value = '';
    field.focus();
  }

  #withdraw(code: string): void {
    const field = this.renderRoot.querySelector<HTMLInputElement>(`#${code}`);
    if (field !== null) {
      field.value = '';
      field.focus();
    }
    this.#reply(code, null);
  }
}

/** Null where it cannot be read as what was asked. */
function read(code: string, text: string, exponent: number): string | number | null {
  const plain = text.normalize('NFKC').trim();
  if (code === 'amount') return minorOf(plain, exponent);
  if (code === 'last4') return /^\d{4}$/.test(plain) ? plain : null;
  return /^\d{1,4}$/.test(plain) ? Number(plain) : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'question-list': QuestionList;
  }
}
