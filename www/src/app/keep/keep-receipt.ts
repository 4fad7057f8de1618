import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../../elements/icons';
import { base, buttons } from '../../elements/styles';
import { ChapterWords } from '../chapter';
import { ShowKeptEvent, type PassphraseEvent } from '../events';
import type { Label } from './entry';
import { keepCode, type KeepCode } from './failure';
import { dayText } from './months';
import './passphrase-form';
import type { PassphraseForm } from './passphrase-form';
import { endOf } from './retention';
import type { KeptEntry, Vault } from './vault';

/** Under a verified answer: keep it, print it. Nothing is stored before the button is pressed. */
@customElement('keep-receipt')
export class KeepReceipt extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .card {
        display: grid;
        gap: 0.875rem;
      }
    `,
  ];

  @property() language = '';
  @property({ attribute: false }) vault: Vault | null = null;
  @property({ attribute: false }) dossier = '';
  @property({ attribute: false }) label: Label | null = null;
  @state() private asking = false;
  @state() private busy = false;
  @state() private failure: KeepCode | null = null;
  @state() private kept: KeptEntry | null = null;
  @query('passphrase-form') private readonly form!: PassphraseForm | null;

  readonly #chapter = new ChapterWords(this);
  /** Kept already, perhaps; or no longer. */
  readonly #changed = (): void => {
    this.kept = this.vault?.holds(this.dossier) ?? null;
    this.requestUpdate();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.vault?.addEventListener('change', this.#changed);
  }

  override disconnectedCallback(): void {
    this.vault?.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('vault')) {
      (changed.get('vault') as Vault | null | undefined)?.removeEventListener('change', this.#changed);
      this.vault?.addEventListener('change', this.#changed);
    }
    if (!changed.has('dossier')) return;
    this.kept = this.vault?.holds(this.dossier) ?? null;
    this.failure = null;
    this.asking = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this.#chapter;
    const state = this.vault?.state;
    if (words === null || state === undefined || this.label === null) return nothing;
    const task = state.kind === 'absent' ? 'create' : 'unlock';
    return html`
      <section class="card no-print" aria-labelledby="title">
        <h2 id="title">${words.say('keep.title')}</h2>
        <div role="status">
          ${this.kept === null
            ? html`<p class="small quiet">
                ${words.say(state.kind === 'unavailable' ? `keep.failure.${state.code}` : 'keep.offer')}
              </p>`
            : html`<p data-kept>${this.done(this.kept)}</p>`}
          ${this.failure !== null && !this.asking ? html`<p data-failure=${this.failure}>${words.say(`keep.failure.${this.failure}`)}</p>` : nothing}
        </div>
        ${this.asking
          ? html`<passphrase-form
              .words=${words}
              task=${task}
              ?busy=${this.busy}
              .failure=${this.failure}
              @passphrase=${this.given}
              @cancel=${() => (this.asking = false)}
            ></passphrase-form>`
          : html`<div class="buttons">
              ${state.kind === 'unavailable' || this.kept !== null
                ? nothing
                : html`<button type="button" data-do="keep" ?disabled=${this.busy} @click=${this.pressed}>
                    ${icon('keep', 20)} ${words.say('keep.do')}
                  </button>`}
              ${this.kept === null
                ? nothing
                : html`<button type="button" data-do="show" @click=${() => this.dispatchEvent(new ShowKeptEvent())}>
                    ${icon('keep', 20)} ${words.say('kept.open')}
                  </button>`}
              <button type="button" data-do="print" @click=${() => window.print()}>${icon('print', 20)} ${words.say('print.do')}</button>
            </div>`}
      </section>
    `;
  }

  private done({ kept }: KeptEntry): string {
    const { words } = this.#chapter;
    const state = this.vault?.state;
    if (words === null || state?.kind !== 'open') return '';
    const end = endOf(kept, state.months);
    return end === null ? words.say('keep.done_always') : words.say('keep.done', { date: dayText(end, words.language) });
  }

  private async pressed(): Promise<void> {
    this.failure = null;
    if (this.vault?.state.kind === 'open') {
      await this.#work(() => Promise.resolve());
      return;
    }
    this.asking = true;
    await this.updateComplete;
    await this.form?.updateComplete;
    this.form?.focus();
  }

  private given({ passphrase, months }: PassphraseEvent): void {
    void this.#work(async (vault) => {
      if (vault.state.kind === 'absent') await vault.create(passphrase, months);
      else await vault.unlock(passphrase);
    });
  }

  async #work(open: (vault: Vault) => Promise<unknown>): Promise<void> {
    const { vault, label, dossier } = this;
    if (vault === null || label === null) return;
    this.busy = true;
    this.failure = null;
    try {
      await open(vault);
      this.kept = await vault.keep(dossier, label);
      this.asking = false;
    } catch (error) {
      this.failure = keepCode(error);
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'keep-receipt': KeepReceipt;
  }
}
