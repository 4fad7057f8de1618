import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { follow } from '../elements/following';
import { icon } from '../elements/icons';
import { dateText } from '../format';
import { parts } from '../settle/styles';
import type { Words } from '../words';
import type { OwnKey } from './own-keys';
import { canPasskey } from './passkey';
import type { Signing } from './signing';
import type { Method } from './types';

const METHODS: readonly Method[] = ['passkey', 'device_key'];

/** With which key to sign. A key is made and kept at the press that says so, and only then. */
@customElement('key-choice')
export class KeyChoice extends LitElement {
  static override styles = [
    parts,
    css`
      :host,
      .keys {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.875rem;
      }

      .key {
        display: grid;
        gap: 0.375rem;
      }

      .key button {
        width: 100%;
        min-height: 3.25rem;
        font-size: 1.0625rem;
      }

      .fault {
        padding: 0.625rem 0.875rem;
        border-radius: var(--radius-small);
        background: var(--amber-soft);
        color: var(--amber);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) signing!: Signing;

  constructor() {
    super();
    follow(this, () => [this.signing]);
  }

  protected override render(): TemplateResult {
    const { signing } = this;
    const keys = signing.keys;
    const missing = METHODS.filter((method) => !keys.some((key) => key.method === method));
    return html`
      <div role="alert">${this.fault()}</div>
      <div class="keys">
        ${keys.map((key, index) => this.held(key, index === 0))} ${missing.map((method, index) => this.fresh(method, keys.length === 0 && index === 0))}
      </div>
    `;
  }

  private fault(): TemplateResult | typeof nothing {
    const { words, signing } = this;
    const { fault } = signing;
    if (fault === null) return nothing;
    const said = words.find(`signoff.fault.${fault}`) ?? words.find(`error.${fault}`) ?? words.say('signoff.fault.failed');
    return html`<p class="fault" data-fault=${fault}>${said} ${words.say('signoff.fault.nothing_lost')}</p>`;
  }

  private held(key: OwnKey, first: boolean): TemplateResult {
    const { words, signing } = this;
    const made = words.say('signoff.key.made', { date: dateText(key.made, words.language) });
    const kept = signing.desk.keys.isKept(key) ? '' : ` ${words.say('signoff.key.passing')}`;
    return html`<div class="key" data-held=${key.method}>
      <button type="button" class=${first ? 'primary' : ''} data-sign=${key.method} ?disabled=${signing.busy} @click=${() => this.#sign(key)}>
        ${icon('key_whole', 22)} ${words.say(`signoff.key.sign.${key.method}`)}
      </button>
      <p class="small quiet">${made}${kept}</p>
    </div>`;
  }

  private fresh(method: Method, first: boolean): TemplateResult | typeof nothing {
    const { words, signing } = this;
    if (method === 'passkey' && !canPasskey()) {
      return html`<p class="small quiet" data-missing="passkey">${words.say(`signoff.key.no_passkey.${window.isSecureContext ? 'browser' : 'insecure'}`)}</p>`;
    }
    return html`<div class="key" data-fresh=${method}>
      <button type="button" class=${first ? 'primary' : ''} data-make=${method} ?disabled=${signing.busy} @click=${() => this.#sign(method)}>
        ${icon('key_whole', 22)} ${words.say(`signoff.key.make.${method}`)}
      </button>
      <p class="small quiet">${words.say(`signoff.key.what.${method}`)}</p>
    </div>`;
  }

  #sign(by: OwnKey | Method): void {
    void this.signing.sign(by, this.words.say('page.name'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'key-choice': KeyChoice;
  }
}
