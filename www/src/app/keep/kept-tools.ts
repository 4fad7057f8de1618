import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base, buttons, folds } from '../../elements/styles';
import type { Words } from '../../i18n';
import type { PassphraseEvent } from '../events';
import type { Label } from './entry';
import { KeepFailure, keepCode, type KeepCode } from './failure';
import { fields } from './fields';
import './passphrase-form';
import { monthsOf, periodField } from './passphrase-form';
import { LARGEST_FILE, readFile, type ReceiptsFile } from './receipts-file';
import type { Vault, VaultState } from './vault';
import './wipe-button';

type Task =
  | { readonly kind: 'none' }
  | { readonly kind: 'change' }
  | { readonly kind: 'import'; readonly file: ReceiptsFile };

type Said = { readonly key: string; readonly params?: Readonly<Record<string, number>> } | null;

/** Export, import, period, passphrase, lock and wipe. */
@customElement('kept-tools')
export class KeptTools extends LitElement {
  static override styles = [
    base,
    buttons,
    folds,
    fields,
    css`
      .card {
        padding-block: 0.875rem;
      }

      .body {
        display: grid;
        gap: 1.25rem;
        padding-block: 0.25rem 0.5rem;
      }

      .danger {
        padding-top: 1.25rem;
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) vault!: Vault;
  @property({ attribute: false }) describe: (dossier: string) => Label | null = () => null;
  /** The vault's; it stays the same object whatever happens in it. */
  @property({ attribute: false }) kept!: VaultState;
  @state() private task: Task = { kind: 'none' };
  @state() private busy = false;
  @state() private failure: KeepCode | null = null;
  @state() private said: Said = null;
  @query('input[type=file]') private readonly fileInput!: HTMLInputElement;

  protected override render(): TemplateResult {
    const { words, vault, task, kept: state } = this;
    const open = state.kind === 'open';
    return html`
      <details class="card">
        <summary><h2>${words.say('tools.title')}</h2></summary>
        <div class="body">
          <div class="stack">
            <p class="small">${words.say('tools.file')}</p>
            <div class="buttons">
              ${open
                ? html`<button type="button" data-do="export" ?disabled=${this.busy} @click=${() => void this.#export()}>
                    ${words.say('tools.export')}
                  </button>`
                : nothing}
              <button type="button" data-do="import" ?disabled=${this.busy} @click=${() => this.fileInput.click()}>
                ${words.say('tools.import')}
              </button>
              ${open
                ? html`<button type="button" data-do="change" @click=${() => this.#begin({ kind: 'change' })}>
                      ${words.say('tools.change')}
                    </button>
                    <button type="button" data-do="lock" @click=${() => vault.lock()}>${words.say('tools.lock')}</button>`
                : nothing}
            </div>
            <input type="file" accept=".receipts,application/json" hidden aria-label=${words.say('tools.import')} @change=${this.chosen} />
            <div role="status">
              ${this.said === null ? nothing : html`<p class="small" data-said=${this.said.key}>${words.say(this.said.key, this.said.params ?? {})}</p>`}
              ${this.failure !== null && task.kind === 'none'
                ? html`<p class="small failure" data-failure=${this.failure}>${words.say(`keep.failure.${this.failure}`)}</p>`
                : nothing}
            </div>
            ${task.kind === 'none'
              ? nothing
              : html`<passphrase-form
                  .words=${words}
                  task=${task.kind === 'change' ? 'change' : 'file'}
                  ?busy=${this.busy}
                  .failure=${this.failure}
                  @passphrase=${this.given}
                  @cancel=${() => this.#begin({ kind: 'none' })}
                ></passphrase-form>`}
          </div>
          ${open
            ? html`<div class="stack">
                  ${periodField(words, state.months, (event) => void this.#retain((event.target as HTMLSelectElement).value))}
                  <p class="small quiet">${words.say('tools.period_note')}</p>
                </div>
                <div class="danger"><wipe-button .words=${words} .vault=${vault}></wipe-button></div>`
            : nothing}
        </div>
      </details>
    `;
  }

  #begin(task: Task): void {
    this.task = task;
    this.failure = null;
    this.said = null;
  }

  private chosen(): void {
    const file = this.fileInput.files?.item(0) ?? null;
    this.fileInput.value = '';
    if (file === null) return;
    void this.#work(async () => {
      this.#begin({ kind: 'none' });
      if (file.size > LARGEST_FILE) throw new KeepFailure('file_too_large');
      this.#begin({ kind: 'import', file: await readFile(await file.text()) });
      return null;
    });
  }

  private given({ passphrase, old }: PassphraseEvent): void {
    const { task, vault } = this;
    void this.#work(async () => {
      if (task.kind === 'change') {
        await vault.changePassphrase(old, passphrase);
        this.task = { kind: 'none' };
        return { key: 'tools.changed' };
      }
      if (task.kind !== 'import') return null;
      const { added, known } = await vault.importFile(task.file, passphrase, this.describe);
      this.task = { kind: 'none' };
      return { key: 'tools.imported', params: { added, known } };
    });
  }

  async #export(): Promise<void> {
    await this.#work(async () => {
      const text = await this.vault.exportFile();
      const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      const anchor = document.createElement('a');
      anchor.href = address;
      anchor.download = `${new Date().toISOString().slice(0, 10)}.receipts`;
      anchor.click();
      // Some browsers begin to read only after the click has returned.
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      return { key: 'tools.exported' };
    });
  }

  async #retain(value: string): Promise<void> {
    await this.#work(async () => {
      const dropped = await this.vault.retain(monthsOf(value));
      return { key: 'tools.retained', params: { n: dropped } };
    });
  }

  async #work(work: () => Promise<Said>): Promise<void> {
    this.busy = true;
    this.failure = null;
    try {
      this.said = await work();
    } catch (error) {
      this.failure = keepCode(error);
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kept-tools': KeptTools;
  }
}
