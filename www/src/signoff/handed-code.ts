import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../elements/icons';
import { codeFigure } from '../elements/styles';
import { loadPaper, type Paper } from '../paper';
import { parts } from '../settle/styles';
import type { Words } from '../words';

interface Handed {
  readonly link: string;
  /** The link as a QR code; null where it is too long for one. */
  readonly picture: string | null;
}

/** Something for the other phone: as a code to scan off this screen, and as a link. */
@customElement('handed-code')
export class HandedCode extends LitElement {
  static override styles = [
    parts,
    codeFigure,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
      }

      figure {
        max-width: 22rem;
      }

      output {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  /** A dossier, or a statement alone. */
  @property({ attribute: false }) text = '';
  /** What the other phone shall do, behind the text in the link. */
  @property({ attribute: false }) errand = '';
  /** What the code holds, for those who cannot see it. */
  @property({ attribute: false }) alt = '';
  @state() private handed: Handed | 'failed' | null = null;
  @state() private copied: 'copied' | 'copy_failed' | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('text') && !changed.has('errand')) return;
    this.copied = null;
    void this.#make(this.text, this.errand);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, handed } = this;
    if (handed === null) return nothing;
    if (handed === 'failed') return html`<p class="small" role="status">${words.say('signoff.code.failed')}</p>`;
    return html`
      ${handed.picture === null
        ? html`<p class="small">${words.say('signoff.code.too_long')}</p>`
        : html`<figure><img src=${handed.picture} alt=${this.alt} width="288" height="288" /></figure>`}
      <div class="buttons no-print">
        <button type="button" data-act="copy" data-link=${handed.link} @click=${() => void this.#copy(handed.link)}>${icon('copy', 20)} ${words.say('signoff.code.copy')}</button>
        ${canShare() ? html`<button type="button" data-act="share" @click=${() => void this.#share(handed.link)}>${icon('share', 20)} ${words.say('signoff.code.share')}</button>` : nothing}
      </div>
      <output class="small no-print"
        >${this.copied === null ? nothing : words.say(`signoff.code.${this.copied}`)}${this.copied === 'copy_failed' ? html` <span class="mono">${handed.link}</span>` : nothing}</output
      >
    `;
  }

  async #make(text: string, errand: string): Promise<void> {
    const paper = await loadPaper().catch(() => null);
    if (text !== this.text || errand !== this.errand) return;
    this.handed = paper === null ? 'failed' : handOn(paper, text, errand);
  }

  async #copy(link: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      this.copied = 'copied';
    } catch {
      this.copied = 'copy_failed';
    }
  }

  async #share(url: string): Promise<void> {
    // Whoever changes their mind has not failed at anything.
    await navigator.share({ title: this.words.say('page.name'), url }).catch(() => undefined);
  }
}

/** Digits, which make a small code; text where no digits can say it. */
function handOn(paper: Paper, text: string, errand: string): Handed {
  const base = location.origin + location.pathname;
  const digits = attempt(() => paper.link(text, base));
  const link = (digits ?? `${base}#${text}`) + errand;
  const svg = attempt(() => paper.qrSvg(link).svg);
  // As an image it can hold no script, whatever it holds.
  return { link, picture: svg === null ? null : `data:image/svg+xml,${encodeURIComponent(svg)}` };
}

function attempt(make: () => string): string | null {
  try {
    return make();
  } catch {
    return null;
  }
}

function canShare(): boolean {
  // Absent without a secure context and on many desktops, whatever the types say.
  return typeof (navigator as { share?: unknown }).share === 'function';
}

declare global {
  interface HTMLElementTagNameMap {
    'handed-code': HandedCode;
  }
}
