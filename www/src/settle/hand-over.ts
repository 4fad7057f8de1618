import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { follow } from '../elements/following';
import { icon } from '../elements/icons';
import { codeFigure } from '../elements/styles';
import { loadPaper } from '../paper';
import type { Words } from '../words';
import { answerText } from './answer-text';
import type { Dispute } from './dispute';
import { ownSide } from './next-steps';
import { parts, sheet } from './styles';
import { SIDES, type ClaimAnswer, type Side } from './types';

interface Handed {
  readonly link: string;
  /** The link as a QR code; null where it is too long for one. */
  readonly picture: string | null;
}

/** The same question on the other one's phone, in the verifier that they trust; and the answer as text or on paper. */
@customElement('hand-over')
export class HandOver extends LitElement {
  static override styles = [
    parts,
    sheet,
    codeFigure,
    css`
      .acts {
        padding-top: 0.75rem;
        border-top: 1px solid var(--line);
      }

      output {
        display: block;
        min-height: 1.3rem;
      }

      @media print {
        :host {
          break-inside: avoid;
        }

        figure {
          width: 60mm;
          border: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) dispute!: Dispute;
  @property({ attribute: false }) answer!: ClaimAnswer;
  /** Whose phone this is. */
  @state() private from: Side | null = null;
  @state() private handed: Handed | 'failed' | null = null;
  @state() private done: 'link_copied' | 'text_copied' | 'copy_failed' | null = null;

  /** Only the newest link may come. */
  #turn = 0;

  constructor() {
    super();
    follow(this, () => [this.dispute]);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('dispute')) {
      this.from = ownSide(this.dispute);
      this.handed = null;
      this.done = null;
    }
    // What was answered since belongs into the link.
    if (changed.has('answer') && this.handed !== null && this.from !== null) void this.#make(this.from);
  }

  protected override render(): TemplateResult {
    const { words, from, handed } = this;
    return html`
      <div class="head no-print">${icon('phone')}<h2>${words.say('settle.hand.title')}</h2></div>
      <p class="small no-print">${words.say('settle.hand.text')}</p>
      <div class="choices no-print" role="group" aria-label=${words.say('settle.hand.whose')}>
        ${SIDES.map(
          (side) => html`<button type="button" data-from=${side} aria-pressed=${from === side && handed !== null ? 'true' : 'false'} @click=${() => void this.#make(side)}>
            ${from === side && handed !== null ? icon('pass', 16) : nothing} ${words.say(`settle.hand.from.${side}`)}
          </button>`,
        )}
      </div>
      ${handed === null ? nothing : this.made(handed)}
      <div class="buttons acts no-print">
        ${canShare() ? html`<button type="button" data-hand="share" @click=${this.share}>${icon('share', 20)} ${words.say('settle.hand.share')}</button>` : nothing}
        <button type="button" data-hand="text" @click=${() => void this.#copy(this.#text(), 'text_copied')}>${icon('copy', 20)} ${words.say('settle.hand.copy_text')}</button>
        <button type="button" data-hand="print" @click=${() => window.print()}>${icon('print', 20)} ${words.say('settle.hand.print')}</button>
      </div>
      <output class="small no-print">${this.done === null ? nothing : words.say(`settle.hand.${this.done}`)}</output>
    `;
  }

  private made(handed: Handed | 'failed'): TemplateResult {
    const { words } = this;
    if (handed === 'failed') return html`<p class="small" role="status">${words.say('settle.hand.failed')}</p>`;
    return html`
      ${handed.picture === null
        ? html`<p class="small">${words.say('phone.failed')}</p>`
        : html`<figure><img src=${handed.picture} alt=${words.say('settle.hand.alt')} width="256" height="256" /></figure>`}
      <p class="small quiet no-print" role="status">${words.say('settle.hand.holds')}${this.dispute.bill === null ? nothing : html` ${words.say('settle.hand.no_bill')}`}</p>
      <div class="buttons no-print">
        <button type="button" data-hand="link" data-link=${handed.link} @click=${() => void this.#copy(handed.link, 'link_copied')}>${icon('copy', 20)} ${words.say('settle.hand.copy_link')}</button>
      </div>
    `;
  }

  async #make(side: Side): Promise<void> {
    const turn = ++this.#turn;
    this.from = side;
    try {
      const paper = await loadPaper();
      const bare = paper.link(this.dispute.input, location.origin + location.pathname);
      const link = await this.dispute.linkFrom(bare, side);
      if (turn === this.#turn) this.handed = { link, picture: picture(() => paper.qrSvg(link).svg) };
    } catch {
      if (turn === this.#turn) this.handed = 'failed';
    }
  }

  #text(): string {
    return answerText(this.words, this.dispute, this.dispute.handedOn() ?? this.answer);
  }

  async #copy(text: string, done: 'link_copied' | 'text_copied'): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.done = done;
    } catch {
      this.done = 'copy_failed';
    }
  }

  private async share(): Promise<void> {
    // Whoever changes their mind has not failed at anything.
    await navigator.share({ title: this.words.say('page.name'), text: this.#text() }).catch(() => undefined);
  }
}

/** As an image it can hold no script, whatever it holds. Null where the text is too long for a code. */
function picture(make: () => string): string | null {
  try {
    return `data:image/svg+xml,${encodeURIComponent(make())}`;
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
    'hand-over': HandOver;
  }
}
