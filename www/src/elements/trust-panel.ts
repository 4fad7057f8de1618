import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { visible } from '../format';
import type { Words } from '../i18n';
import type { TrustLists } from '../trust';
import { TrustEvent } from './events';
import { icon } from './icons';
import { base, buttons, folds, panel } from './styles';

const NAMES_SHOWN = 8;

/** Which trust list answers, who made it, how old it is, and a way to bring another. */
@customElement('trust-panel')
export class TrustPanel extends LitElement {
  static override styles = [
    base,
    buttons,
    folds,
    panel,
    css`
      dl {
        display: grid;
        gap: 0.375rem;
        font-size: 0.9375rem;
      }

      dl > div {
        display: grid;
        grid-template-columns: minmax(4.5rem, 7rem) 1fr;
        gap: 0.75rem;
      }

      dt {
        color: var(--ink-2);
      }

      .warning {
        color: var(--amber);
        font-weight: 600;
      }

      .bad {
        color: var(--red);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) lists!: TrustLists;
  @property({ attribute: false }) now = 0;
  @property({ type: Boolean }) bad = false;
  @query('input') private readonly fileInput!: HTMLInputElement;

  protected override render(): TemplateResult {
    const { words, lists } = this;
    const { facts, provenance } = lists.first;
    const expired = facts.exp !== null && this.now > facts.exp;
    return html`
      <details class="card" data-provenance=${provenance}>
        <summary>
          ${icon('list', 22)}
          <h2>${words.say('trust.title')}</h2>
          <span class="small quiet">${words.say(`trust.${provenance}`)}</span>
        </summary>
        <div class="body">
          <p>${words.say('trust.text')}</p>
          ${facts.sample ? html`<p class="small warning">${words.say('trust.sample')}</p>` : nothing}
          ${expired ? html`<p class="small warning">${words.say('trust.expired')}</p>` : nothing}
          <dl>
            <div>
              <dt>${words.say('trust.maker')}</dt>
              <dd>
                <bdi>${facts.iss ?? words.say('trust.maker_unnamed')}</bdi>${facts.sequence === null
                  ? nothing
                  : html` · ${words.say('trust.number', { n: facts.sequence })}`}
              </dd>
            </div>
            <div>
              <dt>${words.say('trust.age')}</dt>
              <dd>${facts.iat === null ? words.say('details.none') : words.age(this.now - facts.iat)}</dd>
            </div>
            <div>
              <dt>${words.say('trust.entries')}</dt>
              <dd>${this.names(facts.names)}</dd>
            </div>
          </dl>
          ${lists.user === null ? nothing : html`<p class="small quiet">${words.say('trust.fallback')}</p>`}
          <div role="status">${this.bad ? html`<p class="small bad">${words.say('trust.bad')}</p>` : nothing}</div>
          <div class="buttons">
            <button type="button" @click=${() => this.fileInput.click()}>${words.say('trust.choose')}</button>
            ${lists.user === null
              ? nothing
              : html`<button type="button" class="plain" @click=${() => this.dispatchEvent(new TrustEvent(null))}>
                  ${words.say('trust.drop')}
                </button>`}
          </div>
          <input type="file" accept=".json,application/json" hidden @change=${this.chosen} />
        </div>
      </details>
    `;
  }

  private names(names: readonly string[]): TemplateResult {
    const rest = names.length - NAMES_SHOWN;
    return html`${names
      .slice(0, NAMES_SHOWN)
      .map((name, index) => html`${index === 0 ? nothing : ' · '}<bdi>${visible(name)}</bdi>`)}${rest > 0 ? ` … +${rest}` : nothing}`;
  }

  private chosen(): void {
    const file = this.fileInput.files?.item(0) ?? null;
    this.fileInput.value = '';
    if (file !== null) this.dispatchEvent(new TrustEvent(file));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'trust-panel': TrustPanel;
  }
}
