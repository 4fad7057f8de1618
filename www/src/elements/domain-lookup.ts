import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Words } from '../i18n';
import { lookUp } from '../trust/lookup';
import type { Registrar } from '../trust/registrar';
import { refusalWords } from '../trust/words';
import { LookedUpEvent } from './events';
import { base, buttons } from './styles';

/** What a browser tells no page apart: a server that is down, and one that lets no other site read. */
const CLOSED = ['unreachable', 'refused'];

/**
 * Nobody here vouches for the shop. Its own web domain may, and is asked once somebody has read what that means and pressed.
 *
 * @fires looked-up - `LookedUpEvent`: the domain's keys count now.
 */
@customElement('domain-lookup')
export class DomainLookup extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      section {
        display: grid;
        gap: 0.625rem;
      }

      .trouble {
        padding: 0.75rem 1rem;
        border-radius: var(--radius-small);
        background: var(--slate-soft);
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) registrar!: Registrar;
  /** The origin that the receipt names, unchecked. */
  @property() iss = '';
  @state() private trouble: string | null = null;
  @state() private asking = false;
  #leaving = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#leaving = new AbortController();
  }

  override disconnectedCallback(): void {
    this.#leaving.abort();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('iss')) this.trouble = null;
  }

  protected override render(): TemplateResult {
    const { words, asking, trouble } = this;
    const { host } = new URL(this.iss);
    return html`
      <section class="card" aria-labelledby="title" data-lookup=${trouble ?? ''}>
        <h2 id="title">${words.say('lookup.title')}</h2>
        <p>${words.say('lookup.text', { host })}</p>
        <p class="small quiet">${words.say('lookup.privacy', { host })}</p>
        <div role="status">${asking ? html`<p>${words.say('lookup.asking', { host })}</p>` : trouble === null ? nothing : this.failure(trouble, host)}</div>
        <div class="buttons">
          <button type="button" ?disabled=${asking} @click=${() => void this.#ask()}>
            ${trouble === null ? words.say('lookup.ask', { host }) : words.say('lookup.again')}
          </button>
        </div>
      </section>
    `;
  }

  private failure(code: string, host: string): TemplateResult {
    const { words } = this;
    const own = words.find(`lookup.${CLOSED.includes(code) ? 'closed' : code}`, { host }) ?? words.find(`fetch.${code}`);
    return html`<div class="trouble">
      <p>${own ?? words.say('lookup.refused', { host, why: refusalWords(words, code) })}</p>
      <p class="small">${words.say('lookup.stands')}</p>
    </div>`;
  }

  async #ask(): Promise<void> {
    const { iss } = this;
    this.asking = true;
    this.trouble = null;
    const trouble = await lookUp(iss, this.registrar, this.#leaving.signal);
    if (iss !== this.iss) return;
    this.asking = false;
    this.trouble = trouble;
    if (trouble === null) this.dispatchEvent(new LookedUpEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'domain-lookup': DomainLookup;
  }
}
