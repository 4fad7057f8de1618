import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base, buttons } from '../../elements/styles';
import type { Words } from '../../i18n';
import { PassphraseEvent } from '../events';
import type { KeepCode } from './failure';
import { fields } from './fields';
import { CHOICES, DEFAULT_MONTHS, type Months } from './retention';
import { acceptable, strengthOf, type Strength } from './strength';

/** `create`: a first one; `unlock`: the one in use; `file`: a file's; `change`: the one in use and another. */
export type PassphraseTask = 'create' | 'unlock' | 'file' | 'change';

/** Asks for a passphrase. Whether it is the right one, only the vault can tell. */
@customElement('passphrase-form')
export class PassphraseForm extends LitElement {
  static override styles = [base, buttons, fields];

  @property({ attribute: false }) words!: Words;
  @property() task: PassphraseTask = 'unlock';
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) failure: KeepCode | null = null;
  @state() private shown = false;
  @state() private strength: Strength | null = null;
  @state() private complaint: 'weak' | 'differ' | 'empty' | null = null;
  @query('input:not([type=checkbox])') private readonly first!: HTMLInputElement;
  @query('[name=old]') private readonly oldField!: HTMLInputElement | null;
  @query('[name=passphrase]') private readonly field!: HTMLInputElement;
  @query('[name=again]') private readonly againField!: HTMLInputElement | null;
  @query('select') private readonly period!: HTMLSelectElement | null;

  override focus(): void {
    this.first.focus();
  }

  protected override render(): TemplateResult {
    const { words, task } = this;
    const fresh = task === 'create' || task === 'change';
    return html`
      <form @submit=${this.submitted} novalidate>
        <p>${words.say(`keep.${task}.text`)}</p>
        ${fresh ? html`<p class="small warning">${words.say('keep.forgotten')}</p>` : nothing}
        ${task === 'change' ? this.input('old', words.say('keep.change.old'), 'current-password') : nothing}
        ${this.input('passphrase', words.say(`keep.${task}.label`), fresh ? 'new-password' : 'current-password')}
        ${fresh
          ? html`
              <p class="small" id="strength" role="status" data-strength=${this.strength ?? 'none'}>
                ${words.say(this.strength === null ? 'keep.strength.hint' : `keep.strength.${this.strength}`)}
              </p>
              ${this.input('again', words.say('keep.again'), 'new-password')}
            `
          : nothing}
        <label class="check">
          <input type="checkbox" .checked=${this.shown} @change=${() => (this.shown = !this.shown)} />${words.say('keep.show')}
        </label>
        ${task === 'create' ? periodField(words, DEFAULT_MONTHS) : nothing}
        <p class="small failure" id="failure" role="alert">${this.trouble()}</p>
        <div class="buttons">
          <button class="primary" ?disabled=${this.busy}>${words.say(this.busy ? 'keep.working' : `keep.${task}.do`)}</button>
          <button type="button" class="plain" ?disabled=${this.busy} @click=${() => this.dispatchEvent(new Event('cancel'))}>
            ${words.say('keep.cancel')}
          </button>
        </div>
      </form>
    `;
  }

  private input(name: string, label: string, autocomplete: 'new-password' | 'current-password'): TemplateResult {
    return html`<label>
      ${label}
      <input
        name=${name}
        type=${this.shown ? 'text' : 'password'}
        autocomplete=${autocomplete}
        autocapitalize="off"
        spellcheck="false"
        aria-describedby=${name === 'passphrase' ? 'strength failure' : 'failure'}
        @input=${this.typed}
      />
    </label>`;
  }

  private trouble(): string {
    const { words } = this;
    if (this.complaint !== null) return words.say(`keep.complaint.${this.complaint}`);
    return this.failure === null ? '' : words.say(`keep.failure.${this.failure}`);
  }

  private typed(): void {
    this.complaint = null;
    const { value } = this.field;
    this.strength = value === '' ? null : strengthOf(value);
  }

  private submitted(event: SubmitEvent): void {
    event.preventDefault();
    const { value } = this.field;
    const asked = this.againField !== null;
    this.complaint = null;
    if (value === '' || this.oldField?.value === '') this.complaint = 'empty';
    else if (asked && !acceptable(strengthOf(value))) this.complaint = 'weak';
    else if (asked && this.againField.value !== value) this.complaint = 'differ';
    if (this.complaint !== null) return;
    this.dispatchEvent(new PassphraseEvent(value, this.oldField?.value ?? '', monthsOf(this.period?.value)));
  }
}

export function periodField(words: Words, chosen: Months, changed: ((event: Event) => void) | null = null): TemplateResult {
  return html`<label>
    ${words.say('keep.period')}
    <select @change=${changed}>
      ${CHOICES.map(
        (months) => html`<option value=${months ?? ''} ?selected=${months === chosen}>${periodText(words, months)}</option>`,
      )}
    </select>
  </label>`;
}

export function periodText(words: Words, months: Months): string {
  return months === null ? words.say('keep.period.always') : words.count('keep.period.months', months);
}

export function monthsOf(value: string | undefined): Months {
  if (value === undefined) return DEFAULT_MONTHS;
  return value === '' ? null : Number(value);
}

declare global {
  interface HTMLElementTagNameMap {
    'passphrase-form': PassphraseForm;
  }
}
