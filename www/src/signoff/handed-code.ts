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
  /** Of the code: how dense it is. */
  readonly version: number;
}

/** Codes up to this version are read at once off a screen (docs/BENCHMARKS.md). */
const EASY = 17;

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
  /** What does where the other phone has the receipt open: a statement alone, whose code is far smaller. Empty where there is no such thing. */
  @property({ attribute: false }) less = '';
  @state() private small = false;
  @state() private handed: Handed | 'failed' | null = null;
  @state() private copied: 'copied' | 'copy_failed' | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text') || changed.has('less')) this.small = false;
    else if (!changed.has('errand')) return;
    this.copied = null;
    void this.#make();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, handed } = this;
    if (handed === null) return nothing;
    if (handed === 'failed') return html`<p class="small" role="status">${words.say('signoff.code.failed')}</p>`;
    return html`
      ${handed.picture === null
        ? html`<p class="small">${words.say('signoff.code.too_long')}</p>`
        : html`<figure><img src=${handed.picture} alt=${this.alt} width="288" height="288" /></figure>`}
      ${this.less === '' || (handed.version <= EASY && !this.small)
        ? nothing
        : html`<button type="button" class="plain no-print" data-act="shrink" @click=${() => this.#shrink()}>${icon('switch', 18)} ${words.say(this.small ? 'signoff.code.whole' : 'signoff.code.less')}</button>`}
      <div class="buttons no-print">
        <button type="button" data-act="copy" data-link=${handed.link} @click=${() => void this.#copy(handed.link)}>${icon('copy', 20)} ${words.say('signoff.code.copy')}</button>
        ${canShare() ? html`<button type="button" data-act="share" @click=${() => void this.#share(handed.link)}>${icon('share', 20)} ${words.say('signoff.code.share')}</button>` : nothing}
      </div>
      <output class="small no-print"
        >${this.copied === null ? nothing : words.say(`signoff.code.${this.copied}`)}${this.copied === 'copy_failed' ? html` <span class="mono">${handed.link}</span>` : nothing}</output
      >
    `;
  }

  async #make(): Promise<void> {
    const { small } = this;
    const [text, errand] = small ? [this.less, ''] : [this.text, this.errand];
    const paper = await loadPaper().catch(() => null);
    if (small !== this.small || text !== (small ? this.less : this.text)) return;
    this.handed = paper === null ? 'failed' : handOn(paper, text, errand);
  }

  #shrink(): void {
    this.small = !this.small;
    this.copied = null;
    void this.#make();
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
  const symbol = attempt(() => paper.qrSvg(link));
  // As an image it can hold no script, whatever it holds.
  return { link, picture: symbol === null ? null : `data:image/svg+xml,${encodeURIComponent(symbol.svg)}`, version: symbol?.version ?? Infinity };
}

function attempt<T>(make: () => T): T | null {
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
