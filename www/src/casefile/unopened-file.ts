import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { ChapterWords } from '../app/chapter';
import { base } from '../elements/styles';

/** A case file or a bundle that cannot be used: why, and nothing of what is in it. */
@customElement('unopened-file')
export class UnopenedFile extends LitElement {
  static override styles = [
    base,
    css`
      .card {
        display: grid;
        gap: 0.5rem;
        border-color: transparent;
        background: var(--slate-soft);
      }

      h1 {
        color: var(--slate);
        font-size: clamp(1.375rem, 4.6vw, 1.75rem);
        line-height: 1.25;
      }

      h1:focus {
        outline: none;
      }
    `,
  ];

  @property() language = '';
  @property() kind: 'casefile' | 'evidence' = 'casefile';
  @property() code = 'other';
  /** What is to blame, where one part is. */
  @property() member = '—';
  @query('h1') private readonly heading!: HTMLElement | null;
  readonly #chapter = new ChapterWords(this, ['casefile', 'bundle', 'evidence']);
  #wanted = false;

  override focus(): void {
    this.#wanted = true;
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this.#chapter;
    if (words === null) return nothing;
    const { kind, code } = this;
    return html`<section class="card" data-unopened=${code}>
      <h1 tabindex="-1">${words.say(`${kind}.unopened`)}</h1>
      <p>${words.find(`${kind === 'evidence' ? 'bundle' : kind}.error.${code}`, { member: this.member }) ?? words.say(`${kind}.error.other`)}</p>
    </section>`;
  }

  protected override updated(): void {
    if (!this.#wanted || this.heading === null) return;
    this.#wanted = false;
    this.heading.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'unopened-file': UnopenedFile;
  }
}
