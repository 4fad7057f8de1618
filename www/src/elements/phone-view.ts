import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Words } from '../i18n';
import { loadPaper, type Paper } from '../paper';
import { icon } from './icons';
import { base, buttons, codeFigure } from './styles';

/** The dossier as a code, for a verifier that the other person opened: neither has to trust the other's screen. */
@customElement('phone-view')
export class PhoneView extends LitElement {
  static override styles = [
    base,
    buttons,
    codeFigure,
    css`
      .card {
        display: grid;
        grid-template-columns: 1fr;
        gap: 1rem 1.5rem;
        align-items: start;
      }

      .head {
        display: flex;
        align-items: center;
        gap: 0.625rem;
        margin-bottom: 0.5rem;
      }

      .head svg {
        color: var(--accent);
      }

      .words {
        display: grid;
        gap: 0.75rem;
      }

      output {
        display: block;
        min-height: 1.3rem;
      }

      @media (min-width: 40rem) {
        .card {
          grid-template-columns: minmax(0, 1fr) minmax(0, 17rem);
        }
      }

      @media print {
        .card {
          display: grid;
          grid-template-columns: 1fr;
          gap: 0.25rem;
          break-inside: avoid;
        }

        figure {
          width: 66mm;
          max-width: 100%;
          border: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) input = '';
  /** The items travel beside the receipt, and no code carries them. */
  @property({ attribute: false }) itemsApart = false;
  @state() private copied: 'yes' | 'no' | null = null;

  /** What can be handed on; null until it is made, and where the dossier doesn't fit into a link. */
  @state() private handed: Handed | null = null;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('input')) return;
    this.copied = null;
    this.handed = null;
    void this.#make(this.input);
  }

  async #make(input: string): Promise<void> {
    const paper = await loadPaper().catch(() => null);
    if (paper !== null && input === this.input) this.handed = handOn(paper, input);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, handed } = this;
    if (handed === null) return nothing;
    return html`
      <section class="card ${handed.picture === null ? 'no-print' : ''}" aria-labelledby="title">
        <div class="words no-print">
          <div>
            <div class="head">${icon('phone')}<h2 id="title">${words.say('phone.title')}</h2></div>
            <p>${words.say('phone.text')}</p>
          </div>
          <p class="small quiet">${words.say(this.#note(handed))}</p>
          <div class="buttons">
            <button type="button" @click=${this.copy}>${icon('copy', 20)} ${words.say('phone.copy')}</button>
          </div>
          <output class="small">
            ${this.copied === 'yes' ? words.say('phone.copied') : nothing}
            ${this.copied === 'no'
              ? html`${words.say('phone.copy_failed')} <span class="mono" data-link>${handed.link}</span>`
              : nothing}
          </output>
        </div>
        ${handed.picture === null
          ? nothing
          : html`<figure><img src=${handed.picture} alt=${words.say('phone.alt')} width="256" height="256" /></figure>
              <p class="print-only">${words.say('print.code')}</p>`}
      </section>
    `;
  }

  #note({ picture }: Handed): string {
    if (picture === null) return 'phone.failed';
    return this.itemsApart ? 'phone.items_apart' : 'phone.own_page';
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.handed?.link ?? '');
      this.copied = 'yes';
    } catch {
      this.copied = 'no';
    }
  }
}

interface Handed {
  readonly link: string;
  /** The link as a QR code; null where it is too long for one. */
  readonly picture: string | null;
}

function handOn(paper: Paper, input: string): Handed | null {
  const link = attempt(() => paper.link(input, location.origin + location.pathname));
  if (link === null) return null;
  const svg = attempt(() => paper.qrSvg(link).svg);
  // As an image it can hold no script, whatever it holds.
  return { link, picture: svg === null ? null : `data:image/svg+xml,${encodeURIComponent(svg)}` };
}

/** What doesn't fit into a link or a code is not offered. */
function attempt(make: () => string): string | null {
  try {
    return make();
  } catch {
    return null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'phone-view': PhoneView;
  }
}
