import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ChapterWords } from '../app/chapter';
import { fingerprintGroups } from '../card/key';
import { follow } from '../elements/following';
import { icon } from '../elements/icons';
import { dateText, visible } from '../format';
import { folds, panel } from '../elements/styles';
import { parts } from '../settle/styles';
import type { Words } from '../words';
import { thumbprintOf } from './fingerprint';
import { hostOf, type OwnKey, type OwnKeys } from './own-keys';

/** The keys that this device signs with: for whom, since when, how to have one listed, and away with it. */
@customElement('own-keys')
export class OwnKeysView extends LitElement {
  static override styles = [
    parts,
    folds,
    panel,
    css`
      li {
        display: grid;
        gap: 0.5rem;
        padding-block: 0.75rem;
        border-top: 1px solid var(--line);
      }

      .name {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() language = '';
  @property({ attribute: false }) keys!: OwnKeys;
  @state() private prints: Readonly<Record<string, string>> = {};
  /** The key whose removal is being asked about. */
  @state() private leaving = '';
  @state() private copied = '';

  readonly #chapter = new ChapterWords(this, ['ui', 'signoff']);

  constructor() {
    super();
    follow(this, () => [this.keys]);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this.#chapter;
    const { all } = this.keys;
    if (words === null || all.length === 0) return nothing;
    return html`<details class="card" data-fold="own-keys">
      <summary>${icon('key_whole', 22)}<h2>${words.count('signoff.keys.title', all.length)}</h2></summary>
      <div class="body">
        <p class="small quiet">${words.say('signoff.keys.text')}</p>
        <ul>
          ${all.map((key) => this.key(key, words))}
        </ul>
        <output class="small">${this.copied === '' ? nothing : words.say(`signoff.keys.${this.copied}`)}</output>
      </div>
    </details>`;
  }

  private key(key: OwnKey, words: Words): TemplateResult {
    const print = this.prints[key.id];
    if (print === undefined) void this.#print(key);
    return html`<li data-key=${key.method}>
      <p><bdi class="name">${visible(hostOf(key.shop))}</bdi> · ${words.say(`signoff.keys.side.${key.side}`)}</p>
      <p class="small">
        ${words.say(`signoff.keys.method.${key.method}`)} · ${words.say('signoff.key.made', { date: dateText(key.made, words.language) })}
        ${this.keys.isKept(key) ? nothing : words.say('signoff.key.passing')}
      </p>
      ${print === undefined ? nothing : html`<p class="mono" dir="ltr">${fingerprintGroups(print)?.join(' ')}</p>`}
      ${this.leaving === key.id
        ? html`<p class="small" role="alert">${words.say(`signoff.keys.sure.${key.method}`)}</p>
            <div class="buttons">
              <button type="button" data-act="remove-surely" @click=${() => void this.keys.remove(key)}>${icon('remove', 20)} ${words.say('signoff.keys.remove')}</button>
              <button type="button" class="plain" data-act="stay" @click=${() => (this.leaving = '')}>${words.say('signoff.keys.stay')}</button>
            </div>`
        : html`<div class="buttons">
            <button type="button" data-act="copy-key" @click=${() => void this.#copy(key)}>${icon('copy', 20)} ${words.say('signoff.keys.copy')}</button>
            <button type="button" data-act="remove-key" @click=${() => (this.leaving = key.id)}>${icon('remove', 20)} ${words.say('signoff.keys.remove')}</button>
          </div>`}
    </li>`;
  }

  async #print(key: OwnKey): Promise<void> {
    const print = await thumbprintOf(key.jwk);
    this.prints = { ...this.prints, [key.id]: print };
  }

  /** The public half, as a list takes it: whoever puts it there says whose it is. */
  async #copy({ jwk, rp_id }: OwnKey): Promise<void> {
    try {
      await navigator.clipboard.writeText(JSON.stringify({ ...jwk, rp_id }));
      this.copied = 'copied';
    } catch {
      this.copied = 'copy_failed';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'own-keys': OwnKeysView;
  }
}
