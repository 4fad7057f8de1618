import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { icon } from '../elements/icons';
import type { Words } from '../words';
import { parts } from './styles';
import type { Claim } from './types';

/** By what they are about; the commonest first. All nine fit a phone. */
const GROUPS: readonly (readonly [string, readonly Claim[]])[] = [
  ['paying', ['never_paid', 'thought_it_failed', 'paid_not_received']],
  ['money', ['wrong_amount', 'charged_twice', 'no_refund']],
  ['other', ['not_my_card', 'unknown_shop', 'complaint']],
];

export class SentenceEvent extends Event {
  static readonly type = 'sentence';
  readonly claim: Claim;

  constructor(claim: Claim) {
    super(SentenceEvent.type);
    this.claim = claim;
  }
}

/** The sentences that people disagree on, in the words of whoever says them. */
@customElement('sentence-list')
export class SentenceList extends LitElement {
  static override styles = [
    parts,
    css`
      h1 {
        font-size: clamp(1.125rem, 4.6vw, 1.75rem);
        line-height: 1.25;
      }

      .groups {
        display: grid;
        gap: 0.5rem 1.5rem;
      }

      h2 {
        color: var(--ink-2);
        font-size: 0.875rem;
        font-weight: 600;
      }

      .group {
        gap: 0.25rem;
        align-content: start;
      }

      ul {
        display: grid;
        gap: 0.3125rem;
      }

      li button {
        justify-content: start;
        width: 100%;
        padding-inline: 0.875rem;
        border-radius: var(--radius-small);
        font-size: 1rem;
        text-align: start;
      }

      li button svg {
        margin-inline-start: auto;
        color: var(--accent);
      }

      .words {
        display: grid;
      }

      .hint {
        display: none;
        color: var(--ink-2);
        font-size: 0.8125rem;
        font-weight: 400;
      }

      [data-claim='never_paid'] {
        border-color: var(--accent);
        border-width: 2px;
      }

      @media (min-width: 60rem) {
        .groups {
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }

        .hint {
          display: block;
        }

        li button {
          min-height: 4.25rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  /** The one that was chosen last. */
  @property({ attribute: false }) chosen: Claim | null = null;
  @query('h1') private readonly heading!: HTMLElement;

  override focus(options?: FocusOptions): void {
    this.heading.focus(options);
  }

  protected override render(): TemplateResult {
    const { words } = this;
    return html`
      <section aria-labelledby="title">
        <h1 id="title" tabindex="-1">${words.say('settle.which')}</h1>
        <div class="groups">
          ${GROUPS.map(
            ([name, claims]) => html`<section class="group" aria-labelledby=${name}>
              <h2 id=${name}>${words.say(`settle.group.${name}`)}</h2>
              <ul>
                ${claims.map((claim) => html`<li>${this.sentence(claim)}</li>`)}
              </ul>
            </section>`,
          )}
        </div>
      </section>
    `;
  }

  private sentence(claim: Claim): TemplateResult {
    const { words } = this;
    const hint = words.find(`claim.${claim}.question`);
    return html`<button
      type="button"
      data-claim=${claim}
      aria-current=${this.chosen === claim ? 'true' : nothing}
      @click=${() => this.dispatchEvent(new SentenceEvent(claim))}
    >
      <span class="words">
        <span>${words.say(`claim.${claim}.title`)}</span>
        ${hint === null ? nothing : html`<span class="hint">${hint}</span>`}
      </span>
      ${icon('next', 18)}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sentence-list': SentenceList;
  }
  interface HTMLElementEventMap {
    sentence: SentenceEvent;
  }
}
