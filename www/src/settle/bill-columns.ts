import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../elements/icons';
import { visible } from '../format';
import type { Words } from '../words';
import { parts } from './styles';
import type { BillColumns as Columns, BillGuess } from './types';

/** Which column holds what; the first ones have to be said, the others help. */
const NEEDED = ['date', 'amount', 'debit', 'credit', 'name'] as const;
const ROLES = [...NEEDED, 'time', 'side', 'text', 'reference', 'status', 'currency', 'card'] as const;
type Role = (typeof ROLES)[number];

/** How it is written, where that cannot be seen. */
const WRITTEN: readonly (readonly ['date_order' | 'decimal' | 'minus_is', readonly string[]])[] = [
  ['date_order', ['ymd', 'dmy', 'mdy']],
  ['decimal', ['.', ',']],
  ['minus_is', ['debit', 'credit']],
];

const WORD: Readonly<Record<(typeof WRITTEN)[number][0], (choice: string) => string>> = {
  date_order: (choice) => `bill.order.${choice}`,
  decimal: (choice) => (choice === '.' ? 'settle.columns.point' : 'settle.columns.comma'),
  minus_is: (choice) => `bill.direction.${choice}`,
};

export class ColumnsEvent extends Event {
  static readonly type = 'columns';
  readonly guess: BillGuess;

  constructor(guess: BillGuess) {
    super(ColumnsEvent.type);
    this.guess = guess;
  }
}

/**
 * A bank's table that nobody knows: its first rows, and what was guessed of its columns, to be put right by whoever knows.
 *
 * @fires columns - they are right now.
 * @fires cancel - they are not to be said.
 */
@customElement('bill-columns')
export class BillColumns extends LitElement {
  static override styles = [
    parts,
    css`
      .table {
        overflow-x: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
      }

      table {
        border-collapse: collapse;
        font-size: 0.8125rem;
        white-space: nowrap;
      }

      th,
      td {
        padding: 0.375rem 0.625rem;
        border-bottom: 1px solid var(--line);
        text-align: start;
      }

      th .role {
        display: block;
        width: max-content;
        padding: 0 0.4375rem;
        border-radius: 0.375rem;
        background: var(--accent);
        color: var(--accent-ink);
        font-weight: 600;
      }

      .roles {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr));
        gap: 0.625rem;
      }

      .roles label {
        display: grid;
        gap: 0.25rem;
        font-size: 0.875rem;
        align-content: start;
      }

      [data-doubt] {
        border-inline-start: 3px solid var(--amber);
        padding-inline-start: 0.5rem;
      }

      [data-doubt] svg {
        display: inline-block;
        vertical-align: -0.125em;
        color: var(--amber);
      }

      .fault {
        color: var(--red);
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  /** The file's. */
  @property({ attribute: false }) name = '';
  @property({ attribute: false }) columns!: Columns;
  @state() private guess!: BillGuess;
  @state() private fault = false;
  @query('h3') private readonly heading!: HTMLElement;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('columns')) this.guess = this.columns.guess;
  }

  protected override firstUpdated(): void {
    this.heading.focus();
  }

  protected override render(): TemplateResult {
    const { words } = this;
    return html`<section data-step="columns">
      <h3 tabindex="-1">${words.say('settle.columns.title')}</h3>
      <p class="small quiet">${words.say('settle.columns.text')}</p>
      ${this.table()}
      <div class="roles">${ROLES.filter((role) => this.#first(role)).map((role) => this.column(role))} ${this.spelling(true)}</div>
      <details class="small">
        <summary>${words.say('settle.columns.more')}</summary>
        <div class="roles">${ROLES.filter((role) => !this.#first(role)).map((role) => this.column(role))} ${this.spelling(false)}</div>
      </details>
      <p class="small fault" role="alert">${this.fault ? words.say('settle.columns.needed') : nothing}</p>
      <div class="buttons">
        <button type="button" class="primary" data-columns="confirm" @click=${this.confirm}>${words.say('settle.columns.confirm')}</button>
        <button type="button" class="plain" data-columns="cancel" @click=${() => this.dispatchEvent(new Event('cancel'))}>${words.say('settle.cancel')}</button>
      </div>
    </section>`;
  }

  private table(): TemplateResult {
    const { words, columns, guess } = this;
    const roleOf = (index: number): Role | undefined => ROLES.find((role) => guess[role] === index);
    return html`<div class="table" tabindex="0" role="group" aria-label=${words.say('settle.columns.rows', { name: visible(this.name) })}>
      <table>
        <thead>
          <tr>
            ${this.#names().map((name, index) => {
              const role = roleOf(index);
              return html`<th scope="col" data-column=${index}>
                ${role === undefined ? nothing : html`<span class="role">${words.say(`bill.column.${role}`)}</span>`}<bdi>${this.#named(name, index)}</bdi>
              </th>`;
            })}
          </tr>
        </thead>
        <tbody>
          ${columns.sample.map((row) => html`<tr>${this.#names().map((_, index) => html`<td><bdi>${row[index] ?? ''}</bdi></td>`)}</tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  private column(role: Role): TemplateResult {
    const { words, columns, guess } = this;
    return html`<label ?data-doubt=${columns.doubts.includes(role)}>
      <span>${words.say(`bill.column.${role}`)}${this.#doubt(role)}</span>
      <select data-role=${role} @change=${(event: Event) => this.#set(role, (event.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${guess[role] === null}>${words.say('settle.columns.none')}</option>
        ${this.#names().map((name, index) => html`<option value=${index} ?selected=${guess[role] === index}>${this.#named(name, index)}</option>`)}
      </select>
    </label>`;
  }

  /** What is needed, and what nobody could guess, stands open. */
  #first(name: string): boolean {
    return (NEEDED as readonly string[]).includes(name) || this.columns.doubts.includes(name);
  }

  #doubt(name: string): TemplateResult | typeof nothing {
    if (!this.columns.doubts.includes(name)) return nothing;
    return html` ${icon('question', 14)}<span class="visually-hidden">${this.words.say('settle.columns.doubt')}</span>`;
  }

  private spelling(first: boolean): readonly (TemplateResult | typeof nothing)[] {
    return [
      ...WRITTEN.filter(([name]) => this.#first(name) === first).map(([name, choices]) => this.written(name, choices)),
      this.#first('currency_code') === first ? this.currency() : nothing,
    ];
  }

  private written(name: 'date_order' | 'decimal' | 'minus_is', choices: readonly string[]): TemplateResult {
    const { words, columns, guess } = this;
    return html`<label ?data-doubt=${columns.doubts.includes(name)}>
      <span>${words.say(`bill.column.${name}`)}${this.#doubt(name)}</span>
      <select data-written=${name} @change=${(event: Event) => this.#put(name, (event.target as HTMLSelectElement).value)}>
        ${choices.map((choice) => html`<option value=${choice} ?selected=${guess[name] === choice}>${words.say(WORD[name](choice))}</option>`)}
      </select>
    </label>`;
  }

  private currency(): TemplateResult {
    const { words, columns, guess } = this;
    return html`<label ?data-doubt=${columns.doubts.includes('currency_code')}>
      <span>${words.say('bill.column.currency_code')} (CNY, EUR …)${this.#doubt('currency_code')}</span>
      <input
        data-written="currency_code"
        maxlength="3"
        size="4"
        autocapitalize="characters"
        autocomplete="off"
        .value=${guess.currency_code ?? ''}
        @change=${(event: Event) => {
          const code = (event.target as HTMLInputElement).value.trim().toUpperCase();
          this.#put('currency_code', code === '' ? null : code);
        }}
      />
    </label>`;
  }

  /** A table without a header, or with one too short, has columns all the same: as many as its widest row. */
  #names(): readonly string[] {
    const { header, sample } = this.columns;
    const width = Math.max(header.length, ...sample.map((row) => row.length));
    return Array.from({ length: width }, (_, index) => header[index] ?? '');
  }

  #named(name: string, index: number): string {
    return name.trim() === '' ? this.words.say('settle.columns.unnamed', { n: index + 1 }) : name;
  }

  #set(role: Role, value: string): void {
    this.#put(role, value === '' ? null : Number(value));
  }

  #put(name: keyof BillGuess, value: string | number | null): void {
    this.guess = { ...this.guess, [name]: value };
  }

  private confirm(): void {
    const { date, amount, debit, credit } = this.guess;
    this.fault = date === null || (amount === null && debit === null && credit === null);
    if (!this.fault) this.dispatchEvent(new ColumnsEvent(this.guess));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bill-columns': BillColumns;
  }
  interface HTMLElementEventMap {
    columns: ColumnsEvent;
  }
}
