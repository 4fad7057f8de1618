import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../elements/icons';
import { base, buttons } from '../elements/styles';
import { ChapterWords } from './chapter';
import type { WorkerLink } from './worker-link';

/** Says quietly that a new version is there. It never comes by itself: an answer may be on the screen. */
@customElement('update-bar')
export class UpdateBar extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        position: sticky;
        bottom: 0;
        z-index: 5;
      }

      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: 0.375rem 1rem;
        padding: 0.5rem max(1rem, env(safe-area-inset-right)) max(0.5rem, env(safe-area-inset-bottom))
          max(1rem, env(safe-area-inset-left));
        border-top: 1px solid var(--line-strong);
        background: var(--surface);
      }

      p {
        display: flex;
        align-items: center;
        gap: 0.625rem;
        font-size: 0.9375rem;
        line-height: 1.4;
      }

      p svg {
        color: var(--accent);
      }
    `,
  ];

  @property() language = '';
  @property({ attribute: false }) link: WorkerLink | null = null;
  /** Whether an answer is on the screen, which the new version would not show. */
  @property({ type: Boolean }) answered = false;
  @state() private later = false;

  readonly #chapter = new ChapterWords(this);
  readonly #changed = (): void => {
    this.later = false;
    this.requestUpdate();
  };

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('link')) return;
    (changed.get('link') as WorkerLink | null | undefined)?.removeEventListener('change', this.#changed);
    this.link?.addEventListener('change', this.#changed);
  }

  protected override updated(): void {
    document.documentElement.toggleAttribute('data-bar', this.renderRoot.querySelector('.bar') !== null);
  }

  protected override render(): TemplateResult {
    const { words } = this.#chapter;
    const state = this.link?.state ?? 'none';
    // The region stands there before it speaks, or screen readers miss it.
    return html`<div class="no-print" role="status">
      ${words === null || state === 'none' || this.later
        ? nothing
        : html`<div class="bar" data-update=${state}>
            <p>${icon('refresh', 20)}<span>${words.say(`update.${state}`)}${this.answered ? ` ${words.say('update.answer')}` : nothing}</span></p>
            <span class="buttons">
              <button type="button" data-do="update" @click=${() => this.link?.update()}>${words.say('update.now')}</button>
              <button type="button" class="plain" @click=${() => (this.later = true)}>${words.say('update.later')}</button>
            </span>
          </div>`}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'update-bar': UpdateBar;
  }
}
