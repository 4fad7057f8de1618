import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Words } from '../i18n';
import { arrivalOfFile } from '../scanner/input';
import { ArrivalEvent, WishEvent } from './events';
import { icon, type IconName } from './icons';
import { base, buttons } from './styles';

/** The three ways in. They stand open in every state of the page. */
@customElement('ways-in')
export class WaysIn extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .ways {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 0.75rem;
      }

      button {
        flex-direction: column;
        gap: 0.375rem;
        padding: 1.125rem 0.5rem 1rem;
        border-color: var(--line);
        border-radius: var(--radius);
        box-shadow: var(--shadow);
      }

      button.primary {
        border-color: var(--accent);
      }

      .name {
        font-size: 1.0625rem;
      }

      .hint {
        font-size: 0.8125rem;
        font-weight: 400;
        opacity: 0.92;
      }

      :host([compact]) button {
        flex-direction: row;
        padding: 0.625rem 0.5rem;
        border-radius: 999px;
        box-shadow: none;
        border-color: var(--line-strong);
      }

      :host([compact]) .hint {
        display: none;
      }

      :host([compact]) .name {
        font-size: 1rem;
      }

      @media (max-width: 26rem) {
        .ways {
          gap: 0.5rem;
        }

        button {
          padding-inline: 0.25rem;
        }

        .hint {
          font-size: 0.75rem;
        }

        :host([compact]) svg {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ type: Boolean, reflect: true }) compact = false;
  @query('input') private readonly fileInput!: HTMLInputElement;

  /** Puts the keyboard back on the way that was gone. */
  focusOn(way: 'scan' | 'paste'): void {
    this.renderRoot.querySelector<HTMLElement>(`[data-way=${way}]`)?.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <div class="ways" role="group" aria-label=${this.words.say('ways.label')}>
        ${this.way('scan', () => this.wish('scan'))} ${this.way('photo', () => this.fileInput.click())}
        ${this.way('paste', () => this.wish('paste'))}
      </div>
      <input type="file" accept="image/*,application/pdf,text/plain,application/json,application/zip,.json,.zip" hidden @change=${this.chosen} />
    `;
  }

  private way(name: IconName & ('scan' | 'photo' | 'paste'), act: () => void): TemplateResult {
    return html`
      <button
        type="button"
        class=${name === 'scan' ? 'primary' : ''}
        data-way=${name}
        @click=${act}
      >
        ${icon(name, this.compact ? 20 : 28)}
        <span class="name">${this.words.say(`ways.${name}`)}</span>
        <span class="hint" aria-hidden="true">${this.words.say(`ways.${name}_hint`)}</span>
      </button>
    `;
  }

  private wish(wish: 'scan' | 'paste'): void {
    this.dispatchEvent(new WishEvent(wish));
  }

  private async chosen(): Promise<void> {
    const file = this.fileInput.files?.item(0) ?? null;
    if (file === null) return;
    const arrival = await arrivalOfFile(file);
    // So that the same file, chosen again, counts as a change.
    this.fileInput.value = '';
    this.dispatchEvent(new ArrivalEvent(arrival, 'file'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ways-in': WaysIn;
  }
}
