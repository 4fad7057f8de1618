import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../../elements/icons';
import { base, buttons } from '../../elements/styles';
import type { Words } from '../../i18n';
import { keepCode, type KeepCode } from './failure';
import { fields } from './fields';
import type { Vault } from './vault';

/** Deletes everything that was kept, after asking once more. */
@customElement('wipe-button')
export class WipeButton extends LitElement {
  static override styles = [base, buttons, fields];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) vault!: Vault;
  @query('[data-do=cancel], [data-do=wipe]') private readonly way!: HTMLElement;
  @state() private asked = false;
  @state() private failure: KeepCode | null = null;

  protected override render(): TemplateResult {
    const { words } = this;
    if (!this.asked) {
      return html`<button type="button" data-do="wipe" @click=${() => void this.#ask(true)}>
        ${icon('remove', 20)} ${words.say('kept.wipe')}
      </button>`;
    }
    return html`<div class="stack" role="alert">
      <p class="warning">${words.say('kept.wipe_sure')}</p>
      <div class="buttons">
        <button type="button" data-do="wipe-yes" @click=${() => void this.#wipe()}>${words.say('kept.wipe_yes')}</button>
        <button type="button" class="plain" data-do="cancel" @click=${() => void this.#ask(false)}>${words.say('keep.cancel')}</button>
      </div>
      ${this.failure === null ? nothing : html`<p class="failure">${words.say(`keep.failure.${this.failure}`)}</p>`}
    </div>`;
  }

  /** What was pressed gives way to another button: the keyboard goes along, to the harmless one. */
  async #ask(asked: boolean): Promise<void> {
    this.asked = asked;
    await this.updateComplete;
    this.way.focus();
  }

  async #wipe(): Promise<void> {
    try {
      await this.vault.wipe();
      this.asked = false;
    } catch (error) {
      this.failure = keepCode(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wipe-button': WipeButton;
  }
}
