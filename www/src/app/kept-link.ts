import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../elements/icons';
import { base, buttons } from '../elements/styles';
import { ChapterWords } from './chapter';
import { ShowKeptEvent } from './events';
import type { Vault } from './keep/vault';

/** The way to "My receipts": always in the footer; in the header once something is kept. */
@customElement('kept-link')
export class KeptLink extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      @media (max-width: 30rem) {
        :host(:not([always])) span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
          white-space: nowrap;
        }
      }
    `,
  ];

  @property() language = '';
  @property({ attribute: false }) vault!: Vault;
  @property({ type: Boolean, reflect: true }) always = false;

  readonly #chapter = new ChapterWords(this);
  readonly #changed = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.vault.addEventListener('change', this.#changed);
  }

  override disconnectedCallback(): void {
    this.vault.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this.#chapter;
    const { kind } = this.vault.state;
    if (words === null || !(this.always || kind === 'locked' || kind === 'open')) return nothing;
    return html`<button type="button" class="plain" @click=${() => this.dispatchEvent(new ShowKeptEvent())}>
      ${icon('keep', 20)}<span>${words.say('kept.open')}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kept-link': KeptLink;
  }
}
