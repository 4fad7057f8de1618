import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FoundEvent } from '../elements/events';
import { icon } from '../elements/icons';
import { parts } from '../settle/styles';
import type { Words } from '../words';
import type { Signing } from './signing';

/** What the other phone shows is read here: by camera, picture or paste. */
@customElement('taken-in')
export class TakenIn extends LitElement {
  static override styles = [
    parts,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
      }

      .result {
        padding: 0.625rem 0.875rem;
        border-radius: var(--radius-small);
        background: var(--slate-soft);
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) signing!: Signing;
  /** What is waited for: `answer` or `half`. */
  @property() what = 'answer';
  @state() private open = false;

  protected override render(): TemplateResult {
    const { words, signing } = this;
    const { taken } = signing;
    return html`
      ${this.open
        ? html`<receipt-scanner compact .words=${words} .accept=${(text: string) => signing.desk.accept(text)} @found=${this.found}></receipt-scanner>`
        : html`<div class="buttons">
            <button type="button" data-act="scan" @click=${() => void this.#open()}>${icon('scan', 20)} ${words.say(`signoff.take.${this.what}`)}</button>
          </div>`}
      <div role="status">
        ${taken === null
          ? nothing
          : html`<p class="result small" data-taken=${taken.kind} data-code=${taken.kind === 'refused' ? taken.code : ''}>
              ${words.say(`signoff.taken.${taken.kind}`)} ${taken.kind === 'refused' ? this.#reason(taken.code) : nothing}
            </p>`}
      </div>
    `;
  }

  #reason(code: string): string {
    const { words } = this;
    return words.find(`part.${code}`) ?? words.find(`error.${code}`) ?? words.find(`verdict.${code}.text`) ?? code;
  }

  async #open(): Promise<void> {
    await import('../entry');
    this.open = true;
    await this.updateComplete;
    const scanner = this.renderRoot.querySelector('receipt-scanner');
    await scanner?.updateComplete;
    scanner?.renderRoot.querySelector('ways-in')?.focusOn('scan');
  }

  private async found({ texts }: FoundEvent): Promise<void> {
    this.open = false;
    this.signing.take(texts);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[data-act=scan]')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'taken-in': TakenIn;
  }
}
