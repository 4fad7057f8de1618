import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { moneyText, timeText } from '../../format';
import { icon } from '../../elements/icons';
import { base, buttons } from '../../elements/styles';
import type { Words } from '../../i18n';
import { ChapterWords } from '../chapter';
import { OpenKeptEvent, type PassphraseEvent } from '../events';
import type { Label } from './entry';
import { keepCode, type KeepCode } from './failure';
import { fields } from './fields';
import './kept-tools';
import { dayText, monthOf, monthText } from './months';
import './passphrase-form';
import { periodText } from './passphrase-form';
import { found } from './search';
import type { KeptEntry, Vault, VaultState } from './vault';
import './wipe-button';

type OpenState = Extract<VaultState, { kind: 'open' }>;

/** "My receipts": locked, or the list. What is opened is checked anew; the list itself promises nothing. */
@customElement('kept-receipts')
export class KeptReceipts extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host,
      .list {
        display: grid;
        gap: 1rem;
      }

      h1 {
        font-size: clamp(1.5rem, 5vw, 2rem);
        line-height: 1.25;
      }

      h1:focus {
        outline: none;
      }

      .card {
        display: grid;
        gap: 0.875rem;
      }

      .filters {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
        gap: 0.75rem;
      }

      .rows {
        display: grid;
        gap: 0.5rem;
      }

      .rows > li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem;
      }

      .rows > li > .buttons {
        flex: 0 0 100%;
      }

      .open {
        flex: 1 1 10em;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1rem;
        padding: 0.625rem 1rem;
        border-color: var(--line);
        border-radius: var(--radius-small);
        text-align: start;
      }

      /* A short name leaves the amount beside it; in large text the amount goes below. */
      .open > :first-child {
        flex: 1 1 5em;
      }

      .open .quiet {
        flex: 0 0 100%;
        font-weight: 400;
      }

      .amount {
        font-variant-numeric: tabular-nums;
        text-align: end;
      }

      .sample {
        padding: 0 0.375rem;
        border-radius: 0.25rem;
        background: #ffd24d;
        color: #2b2100;
        font-size: 0.75rem;
        font-weight: 600;
        white-space: nowrap;
      }

      @media (max-width: 30rem) {
        .card {
          padding: 1rem 0.75rem;
        }

        .open {
          padding: 0.625rem 0.75rem;
        }
      }
    `,
  ];

  @property() language = '';
  @property({ attribute: false }) vault!: Vault;
  /** What the list may show of a dossier: null unless it verifies now. */
  @property({ attribute: false }) describe: (dossier: string) => Label | null = () => null;
  @state() private busy = false;
  @state() private failure: KeepCode | null = null;
  @state() private dropped = 0;
  @state() private sought = '';
  @state() private month = '';
  @state() private doomed: string | null = null;
  @query('h1') private readonly heading!: HTMLElement | null;

  readonly #chapter = new ChapterWords(this);
  #wanted = false;
  readonly #changed = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.vault.addEventListener('change', this.#changed);
    void this.vault.look();
  }

  override disconnectedCallback(): void {
    this.vault.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  /** Before the words have come there is nothing to focus yet. */
  override focus(): void {
    this.#wanted = this.heading === null;
    this.heading?.focus({ preventScroll: true });
  }

  protected override updated(): void {
    if (this.#wanted) this.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this.#chapter;
    if (words === null) return nothing;
    const { state } = this.vault;
    return html`
      <h1 tabindex="-1">${words.say('kept.title')}</h1>
      ${state.kind === 'unavailable' ? html`<p class="card" data-failure=${state.code}>${words.say(`keep.failure.${state.code}`)}</p>` : nothing}
      ${state.kind === 'absent' ? html`<section class="card"><p>${words.say('kept.none')}</p></section>` : nothing}
      ${state.kind === 'locked' ? this.locked(words) : nothing} ${state.kind === 'open' ? this.list(words, state) : nothing}
      ${state.kind === 'absent' || state.kind === 'open'
        ? html`<kept-tools .words=${words} .vault=${this.vault} .kept=${state} .describe=${this.describe}></kept-tools>`
        : nothing}
    `;
  }

  private locked(words: Words): TemplateResult {
    return html`
      <section class="card">
        <passphrase-form
          .words=${words}
          task="unlock"
          ?busy=${this.busy}
          .failure=${this.failure}
          @passphrase=${this.given}
          @cancel=${() => this.dispatchEvent(new Event('leave'))}
        ></passphrase-form>
      </section>
      <section class="card">
        <h2>${words.say('kept.forgot')}</h2>
        <p class="small">${words.say('keep.forgotten')}</p>
        <wipe-button .words=${words} .vault=${this.vault}></wipe-button>
      </section>
    `;
  }

  private list(words: Words, { entries, months, damaged }: OpenState): TemplateResult {
    const all = [...new Set(entries.map(monthOf))].sort().reverse();
    const month = all.includes(this.month) ? this.month : '';
    const shown = entries.filter((entry) => (month === '' || monthOf(entry) === month) && found(entry, this.sought, words));
    return html`
      <div role="status">
        ${this.dropped === 0
          ? nothing
          : html`<p class="small warning" data-dropped>
              ${words.count('kept.dropped', this.dropped)} ${words.say('kept.dropped_why', { period: periodText(words, months) })}
            </p>`}
        ${damaged.length === 0 ? nothing : this.damaged(words, damaged)}
      </div>
      ${entries.length === 0 ? html`<p class="card">${words.say('kept.empty')}</p>` : this.filters(words, all, month)}
      <p class="visually-hidden" role="status">${entries.length === 0 ? nothing : words.count('kept.shown', shown.length)}</p>
      ${entries.length > 0 && shown.length === 0 ? html`<p class="card">${words.say('kept.nothing')}</p>` : nothing}
      <div class="list">
        ${all
          .map((name) => ({ name, rows: shown.filter((entry) => monthOf(entry) === name) }))
          .filter(({ rows }) => rows.length > 0)
          .map(
            ({ name, rows }) =>
              html`<section class="card" data-month=${name}>
                <h2>${monthText(name, words.language)} <span class="small quiet">${words.count('kept.count', rows.length)}</span></h2>
                <ul class="rows">
                  ${rows.map((entry) => this.row(words, entry))}
                </ul>
              </section>`,
          )}
      </div>
      ${entries.length === 0 ? nothing : html`<p class="small quiet">${words.say('kept.anew')}</p>`}
    `;
  }

  private filters(words: Words, months: readonly string[], month: string): TemplateResult {
    return html`<div class="filters">
      <label>
        ${words.say('kept.search')}
        <input
          type="search"
          autocomplete="off"
          .value=${this.sought}
          @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)}
        />
      </label>
      <label>
        ${words.say('kept.month')}
        <select @change=${(event: Event) => (this.month = (event.target as HTMLSelectElement).value)}>
          <option value="" ?selected=${month === ''}>${words.say('kept.all_months')}</option>
          ${months.map((name) => html`<option value=${name} ?selected=${name === month}>${monthText(name, words.language)}</option>`)}
        </select>
      </label>
    </div>`;
  }

  private row(words: Words, entry: KeptEntry): TemplateResult {
    const { id, dossier, label, kept } = entry;
    const said = words.say('kept.kept_on', { date: dayText(kept, words.language) });
    return html`<li data-entry>
      <button type="button" class="open" @click=${() => this.dispatchEvent(new OpenKeptEvent(dossier))}>
        ${label === null
          ? html`<span>${words.say('kept.unchecked')}</span><span></span>`
          : html`<span dir="auto">${label.shop} ${label.sample ? html`<span class="sample">${words.say('sample.ribbon')}</span>` : nothing}</span>
              <span class="amount"><bdi>${moneyText(label.amount, label.currency, label.exponent, words.language)}</bdi></span>
              <span class="small quiet"
                >${words.valueLine('type', label.type)} · <bdi>${timeText(label.issued, label.utc_offset, words.language)}</bdi></span
              >`}
        <span class="small quiet">${label === null ? nothing : html`<bdi>${label.number}</bdi> · `}${said}</span>
      </button>
      ${this.doomed === id
        ? html`<span class="buttons">
            <button type="button" data-do="remove" @click=${() => void this.#remove([id])}>${words.say('kept.remove_yes')}</button>
            <button type="button" class="plain" @click=${() => void this.#doom(null, id)}>${words.say('keep.cancel')}</button>
          </span>`
        : html`<button
            type="button"
            class="plain"
            data-remove=${id}
            aria-label=${words.say('kept.remove', { shop: label?.shop ?? words.say('kept.unchecked') })}
            @click=${() => void this.#doom(id, id)}
          >
            ${icon('remove', 20)}
          </button>`}
    </li>`;
  }

  private damaged(words: Words, ids: readonly string[]): TemplateResult {
    return html`<div class="stack" data-damaged>
      <p class="small warning">${words.count('kept.damaged', ids.length)}</p>
      <div class="buttons">
        <button type="button" @click=${() => void this.#remove(ids)}>${words.say('kept.damaged_remove')}</button>
      </div>
    </div>`;
  }

  private given({ passphrase }: PassphraseEvent): void {
    void this.#unlock(passphrase);
  }

  async #unlock(passphrase: string): Promise<void> {
    this.busy = true;
    this.failure = null;
    try {
      this.dropped = await this.vault.unlock(passphrase);
      await this.updateComplete;
      this.focus();
    } catch (error) {
      this.failure = keepCode(error);
    } finally {
      this.busy = false;
    }
  }

  /** What was pressed gives way to another button: the keyboard goes along. */
  async #doom(doomed: string | null, id: string): Promise<void> {
    this.doomed = doomed;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(doomed === null ? `[data-remove="${id}"]` : '[data-do=remove]')?.focus();
  }

  async #remove(ids: readonly string[]): Promise<void> {
    this.doomed = null;
    await this.vault.remove(ids).catch(() => this.vault.look());
    this.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kept-receipts': KeptReceipts;
  }
}
