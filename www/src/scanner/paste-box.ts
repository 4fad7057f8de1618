import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Words } from '../i18n';
import { canReadClipboard, readClipboard } from './input';
import { ArrivalEvent, WishEvent } from '../elements/events';
import { icon } from '../elements/icons';
import { base, buttons } from '../elements/styles';

/** A box for a link, digits or text. Pictures pasted into it are the scanner's. */
@customElement('paste-box')
export class PasteBox extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      form {
        display: grid;
        gap: 0.75rem;
      }

      label {
        font-weight: 600;
      }

      textarea {
        width: 100%;
        min-height: 6.5rem;
        padding: 0.75rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        background: var(--surface-2);
        color: var(--ink);
        font: 0.875rem/1.5 var(--mono);
        resize: vertical;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @state() private empty = false;
  @query('textarea') private readonly box!: HTMLTextAreaElement;

  override focus(): void {
    this.box.focus();
  }

  protected override render(): TemplateResult {
    const { words } = this;
    return html`
      <form class="card" @submit=${this.submit}>
        <label for="box">${words.say('paste.label')}</label>
        <textarea
          id="box"
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          aria-describedby="hint"
          @keydown=${this.key}
          @paste=${this.pasted}
        ></textarea>
        <p id="hint" class="small quiet">${words.say('paste.hint')}</p>
        <p class="small" role="status">${this.empty ? words.say('paste.clipboard_empty') : nothing}</p>
        <div class="buttons">
          <button type="submit" class="primary">${words.say('paste.check')}</button>
          ${canReadClipboard()
            ? html`<button type="button" @click=${this.fromClipboard}>
                ${icon('paste', 20)} ${words.say('paste.from_clipboard')}
              </button>`
            : nothing}
          <button type="button" class="plain" @click=${() => this.dispatchEvent(new WishEvent('close'))}>
            ${words.say('paste.close')}
          </button>
        </div>
      </form>
    `;
  }

  private submit(event: Event): void {
    event.preventDefault();
    this.deliver();
  }

  /** Enter checks; the text never needs a line of its own. */
  private key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.deliver();
  }

  /** A pasted text is checked at once: nobody pastes it here for another reason. */
  private pasted(event: ClipboardEvent): void {
    if ((event.clipboardData?.files.length ?? 0) > 0) return;
    // The text arrives in the box after this event.
    setTimeout(() => this.deliver());
  }

  private deliver(): void {
    const text = this.box.value;
    if (text.trim() === '') return this.box.focus();
    this.dispatchEvent(new ArrivalEvent({ kind: 'text', text }, 'paste'));
  }

  private async fromClipboard(): Promise<void> {
    const arrival = await readClipboard().catch(() => null);
    this.empty = arrival === null;
    if (arrival === null) this.box.focus();
    else this.dispatchEvent(new ArrivalEvent(arrival, 'clipboard'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'paste-box': PasteBox;
  }
}
