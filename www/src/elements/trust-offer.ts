import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { fingerprintGroups } from '../card/key';
import { visible } from '../format';
import type { Words } from '../i18n';
import type { Prospect } from '../trust/registrar';
import { refusalWords } from '../trust/words';
import { DecisionEvent, type Decision } from './events';
import { icon } from './icons';
import { listFacts } from './list-facts';
import { base, buttons } from './styles';

/**
 * A list or a registry's key that somebody brought: whose it is, what it would change, and the question whether it shall.
 *
 * @fires decision - `DecisionEvent`: what was pressed.
 */
@customElement('trust-offer')
export class TrustOffer extends LitElement {
  static override styles = [
    base,
    buttons,
    listFacts.styles,
    css`
      section {
        display: grid;
        gap: 0.875rem;
      }

      .line {
        display: flex;
        gap: 0.75rem;
        align-items: center;
        color: var(--accent);
      }

      h1 {
        color: var(--ink);
        font-size: clamp(1.375rem, 4.6vw, 1.75rem);
        line-height: 1.25;
      }

      h1:focus {
        outline: none;
      }

      .fingerprint {
        font: 0.9375rem/1.6 var(--mono);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) prospect!: Prospect;
  @property({ attribute: false }) now = 0;
  @query('h1') private readonly heading!: HTMLElement;

  override focus(): void {
    this.heading.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { prospect } = this;
    if (prospect.kind === 'keys') return this.keys(prospect);
    if (prospect.kind === 'list') return prospect.by === 'user' ? this.list(prospect) : this.newer(prospect);
    return this.closed(prospect);
  }

  private keys({ keys }: Prospect & { readonly kind: 'keys' }): TemplateResult {
    const { words } = this;
    return this.card(
      'keys',
      words.say('offer.key.title'),
      html`
        <p>${words.say('offer.key.text')}</p>
        ${keys.map(
          ({ iss, name, fingerprints }) => html`<dl>
            <div>
              <dt>${words.say('offer.maker')}</dt>
              <dd>${name === null ? nothing : html`<bdi>${visible(name)}</bdi> · `}<bdi>${visible(iss)}</bdi></dd>
            </div>
            ${fingerprints.map(
              (print) => html`<div>
                <dt>${words.say('offer.fingerprint')}</dt>
                <dd class="fingerprint" dir="ltr">${fingerprintGroups(print)?.join(' ') ?? print}</dd>
              </div>`,
            )}
          </dl>`,
        )}
      `,
      this.both(),
    );
  }

  private list({ facts, source }: Prospect & { readonly kind: 'list' }): TemplateResult {
    const { words, now } = this;
    const bare = facts.digest === null && source.pins === '';
    return this.card(
      'list',
      words.say('offer.list.title'),
      html`
        <p>${words.say('offer.list.text')}</p>
        ${bare ? html`<p class="warning">${words.say('offer.bare.text')}</p>` : nothing}
        <div>${listFacts(facts, words, now)}</div>
      `,
      this.both(),
    );
  }

  private newer({ facts }: Prospect & { readonly kind: 'list' }): TemplateResult {
    const { words, now } = this;
    return this.card(
      'newer',
      words.say('offer.newer.title'),
      html`
        <p>${words.say('offer.newer.text')}</p>
        <div>${listFacts(facts, words, now)}</div>
      `,
      html`${this.button('keep', 'offer.take', true)} ${this.button('decline', 'offer.decline')}`,
    );
  }

  private closed(prospect: Prospect & { readonly kind: 'known' | 'refused' }): TemplateResult {
    const { words } = this;
    const { kind } = prospect;
    const text = prospect.kind === 'known' ? words.say('offer.known.text') : refusalWords(words, prospect.code);
    return this.card(kind, words.say(`offer.${kind}.title`), html`<p>${text}</p>`, this.button('decline', 'offer.back', true));
  }

  private card(kind: string, title: string, body: TemplateResult, acts: TemplateResult): TemplateResult {
    const code = this.prospect.kind === 'refused' ? this.prospect.code : '';
    return html`
      <section class="card" data-offer=${kind} data-code=${code} aria-labelledby="title">
        <div class="line">${icon('list', 30)}<h1 id="title" tabindex="-1">${title}</h1></div>
        ${body}
        <div class="buttons">${acts}</div>
      </section>
    `;
  }

  private both(): TemplateResult {
    return html`${this.button('session', 'offer.session', true)} ${this.button('keep', 'offer.keep')} ${this.button('decline', 'offer.decline')}`;
  }

  private button(decision: Decision, words: string, primary = false): TemplateResult {
    return html`<button
      type="button"
      class=${primary ? 'primary' : ''}
      data-decision=${decision}
      @click=${() => this.dispatchEvent(new DecisionEvent(decision))}
    >
      ${this.words.say(words)}
    </button>`;
  }
}

/** Read out over the phone. */
declare global {
  interface HTMLElementTagNameMap {
    'trust-offer': TrustOffer;
  }
}
