import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ChapterWords } from '../app/chapter';
import { follow } from '../elements/following';
import { icon, type IconName } from '../elements/icons';
import { decimal } from '../format';
import { minorOf } from '../settle/amount';
import { amountText } from '../settle/figures';
import { Steps } from '../settle/steps';
import { parts } from '../settle/styles';
import type { Words } from '../words';
import { itemList, shopNames } from './bought';
import './handed-code';
import './own-keys-view';
import { errandText } from './parts';
import './sign-offs';
import './sign-sheet';
import type { SignSheet } from './sign-sheet';
import type { Signing, Stage } from './signing';
import './taken-in';
import './terms-form';
import type { TermsForm } from './terms-form';
import { proposedBy } from './terms-text';
import { ANSWERS, SIDES, type Said, type Settlement, type Side } from './types';

const SAID: Readonly<Record<Said, IconName>> = { mine: 'pass', not_recognised: 'question', amount_differs: 'conflict', returned_goods: 'refund' };

/**
 * Signing off: the customer answers on their own phone, and the two sign what they agreed, each on theirs.
 *
 * @fires leave - back to where it was entered.
 */
@customElement('signing-view')
export class SigningView extends LitElement {
  static override styles = [
    parts,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
      }

      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.25rem 1rem;
        margin-inline: -0.75rem;
      }

      .bar .small {
        display: flex;
        flex: 1 1 0;
        justify-content: end;
        gap: 0.5rem;
        min-width: 6rem;
        padding-inline: 0.75rem;
        white-space: nowrap;
      }

      .bar .shop {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .ribbon {
        display: flex;
        flex-wrap: wrap;
        gap: 0.125rem 0.75rem;
        padding: 0.375rem 1.25rem;
        border-radius: var(--radius-small);
        background: #ffd24d;
        color: #2b2100;
        font-size: 0.875rem;
      }

      h1 {
        font-size: clamp(1.25rem, 4.6vw, 1.75rem);
        line-height: 1.25;
      }

      .layout {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.875rem;
        align-items: start;
      }

      .answers {
        display: grid;
        gap: 0.5rem;
      }

      .answers button,
      .whose button {
        justify-content: start;
        width: 100%;
        min-height: 3.5rem;
        border-radius: var(--radius-small);
        font-size: 1.0625rem;
        text-align: start;
      }

      .whose {
        display: grid;
        gap: 0.5rem;
      }

      .items {
        display: grid;
        gap: 0.25rem;
      }

      .items li {
        display: flex;
        justify-content: space-between;
        gap: 1rem;
      }

      .items li > :last-child {
        white-space: nowrap;
      }

      .amount {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        align-items: end;
      }

      .amount label {
        display: grid;
        gap: 0.375rem;
        font-weight: 600;
      }

      .fault {
        color: var(--red);
        font-weight: 600;
      }

      @media (min-width: 60rem) {
        .layout {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }

        .whose {
          grid-template-columns: 1fr 1fr;
        }
      }
    `,
  ];

  @property() language = '';
  @property({ attribute: false }) signing!: Signing;
  /** The amount is being asked for: the one that the customer remembers. */
  @state() private remembering = false;
  /** Why the amount that was written is none to sign. */
  @state() private fault: string | null = null;
  @query('h1') private readonly heading!: HTMLElement | null;
  @query('sign-sheet, terms-form') private readonly sheet!: SignSheet | TermsForm | null;

  readonly #chapter = new ChapterWords(this, ['verdict', 'ui', 'scan', 'signoff']);
  readonly #steps = new Steps(this, ['signing', 'sheet'], (step) => {
    if (step === null) this.dispatchEvent(new Event('leave'));
    else if (step === 'signing' && this.signing.stage.kind !== 'choice') this.signing.back();
  });
  /** What the keyboard was put on last. */
  #focused = '';

  constructor() {
    super();
    follow(this, () => [this.signing, this.signing.desk.keys]);
  }

  /** The page calls when it shows this; what is not there yet takes the focus as it comes. */
  override focus(): void {
    this.#focused = '';
    this.requestUpdate();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('signing')) this.#steps.enter('signing');
    const { kind } = this.signing.stage;
    if (kind === 'choice') return;
    this.remembering = false;
    this.#steps.enter('sheet');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this.#chapter;
    if (words === null) return nothing;
    const { report } = this.signing;
    return html`
      <div class="bar no-print">
        <button type="button" class="plain" data-act="leave" @click=${() => this.#steps.leave()}>${icon('back', 20)} ${words.say('signoff.back')}</button>
        ${this.gist()}
      </div>
      ${report.trust.sample ? html`<p class="ribbon"><strong>${words.say('sample.ribbon')}</strong><span>${words.say('sample.text')}</span></p>` : nothing}
      ${this.shown(words)}
    `;
  }

  private shown(words: Words): TemplateResult {
    const { signing } = this;
    const { stage } = signing;
    if (signing.report.outcome !== 'verified' || signing.report.receipt === null) return this.closed(words);
    if (stage.kind === 'terms') return html`<terms-form .words=${words} .signing=${signing}></terms-form>`;
    if (stage.kind === 'sheet') return html`<sign-sheet .words=${words} .signing=${signing} .sheet=${stage.sheet} @refuse=${this.refuse}></sign-sheet>`;
    if (stage.kind === 'signed') return this.signed(words, stage);
    if (signing.side === null) return this.whose(words);
    return html`<div class="layout" data-side=${signing.side}>
      <div class="stack">${this.proposals(words)} ${signing.side === 'customer' ? this.ask(words) : this.bringOver(words)}</div>
      <div class="stack">${this.agree(words)} ${this.heard()} ${this.otherPhone(words)} ${this.ownKeys()}</div>
    </div>`;
  }

  /** Nobody is asked to sign about a receipt that doesn't verify. */
  private closed(words: Words): TemplateResult {
    return html`<section class="card" data-closed>
      <h1 tabindex="-1">${words.say('signoff.closed.title')}</h1>
      <p>${words.say('signoff.closed.text')}</p>
    </section>`;
  }

  private whose(words: Words): TemplateResult {
    return html`<section class="card" aria-labelledby="title" data-ask="side">
        <h1 id="title" tabindex="-1">${words.say('signoff.whose.title')}</h1>
        <p class="small quiet">${words.say('signoff.whose.text')}</p>
        <div class="whose">
          ${SIDES.map(
            (side) => html`<button type="button" data-whose=${side} @click=${() => this.signing.hold(side)}>
              ${icon(side === 'customer' ? 'person' : 'shop', 24)} ${words.say(`signoff.whose.${side}`)}
            </button>`,
          )}
        </div>
      </section>
      ${this.heard()}`;
  }

  /** The customer, on their own phone. */
  private ask(words: Words): TemplateResult {
    const { receipt, exponent } = this.signing.report;
    const { remembering } = this;
    return html`<section class="card" aria-labelledby="title" data-ask="answer">
      <h1 id="title" tabindex="-1">${words.say('signoff.ask.title')}</h1>
      <p>${words.say('signoff.ask.about', { shop: shopNames(this.signing.report).name, amount: amountText(receipt?.amount ?? 0, receipt?.currency ?? '', exponent) })}</p>
      ${itemList(this.signing.report, words)}
      <div class="answers">
        ${ANSWERS.map(
          (said) => html`<button type="button" data-answer-said=${said} aria-expanded=${said === 'amount_differs' ? (remembering ? 'true' : 'false') : nothing} @click=${() => this.#say(said)}>
            ${icon(SAID[said], 24)} ${words.say(`signoff.said.${said}`)}
          </button>`,
        )}
      </div>
      ${remembering ? this.amount(words) : nothing}
      <p class="small quiet">${words.say('signoff.ask.free')}</p>
    </section>`;
  }

  private amount(words: Words): TemplateResult {
    const { receipt, exponent } = this.signing.report;
    return html`<form class="amount" novalidate @submit=${this.remember}>
      <label>${words.say('signoff.ask.amount')} (${receipt?.currency})<input name="amount" inputmode="decimal" autocomplete="off" placeholder=${decimal(0, exponent ?? 0)} /></label>
      <button type="submit">${words.say('signoff.ask.next')}</button>
      <button type="button" class="plain" data-act="no-amount" @click=${() => this.signing.read({ kind: 'answer', said: 'amount_differs', amount: null })}>
        ${words.say('signoff.ask.no_amount')}
      </button>
      <p class="fault" role="alert">${this.fault === null ? nothing : words.say(this.fault)}</p>
    </form>`;
  }

  /** On the shop's phone nobody answers for the customer: the receipt moves to theirs. */
  private bringOver(words: Words): TemplateResult {
    const { signing } = this;
    return html`<section class="card" aria-labelledby="title" data-ask="bring-over">
      <h1 id="title" tabindex="-1">${words.say('signoff.over.title')}</h1>
      <p>${words.say('signoff.over.text')}</p>
      <handed-code data-code="answer" .words=${words} .text=${signing.input} .errand=${errandText('answer', 'merchant')} .alt=${words.say('signoff.over.alt')}></handed-code>
      <p class="small quiet">${words.say('signoff.over.own')}</p>
      <taken-in what="answer" .words=${words} .signing=${signing}></taken-in>
    </section>`;
  }

  private proposals(words: Words): TemplateResult | typeof nothing {
    const { proposals } = this.signing;
    if (proposals.length === 0) return nothing;
    return html`${proposals.map(
      (settlement) => html`<section class="card" data-proposal>
        <h2>${words.say(proposedBy(settlement))}</h2>
        <p class="small">${words.say('signoff.proposal.text')}</p>
        <div class="buttons">
          <button type="button" class="primary" data-act="read-proposal" @click=${() => this.signing.read({ kind: 'acceptance', settlement })}>
            ${icon('eye_open', 20)} ${words.say('signoff.proposal.read')}
          </button>
        </div>
      </section>`,
    )}`;
  }

  private agree(words: Words): TemplateResult {
    return html`<section class="card" data-ask="agree" aria-labelledby="agree">
      <h2 id="agree">${words.say('signoff.agree.title')}</h2>
      <p class="small">${words.say('signoff.agree.text')}</p>
      <div class="buttons">
        <button type="button" data-act="write-terms" @click=${() => this.signing.write()}>${icon('pen', 20)} ${words.say('signoff.agree.write')}</button>
      </div>
    </section>`;
  }

  /** Both may be holding the one phone that was handed over. */
  private otherPhone(words: Words): TemplateResult {
    const side = this.#other();
    return html`<p class="no-print">
      <button type="button" class="plain" data-act="other-side" @click=${() => this.signing.hold(side)}>${icon('switch', 18)} ${words.say(`signoff.whose.not.${side}`)}</button>
    </p>`;
  }

  private signed(words: Words, { sheet, part, digest }: Stage & { readonly kind: 'signed' }): TemplateResult {
    const { signing } = this;
    const proposed = sheet.kind === 'proposal';
    const deal = this.#deal(proposed ? digest : sheet.kind === 'acceptance' ? sheet.settlement.first.digest : '');
    const settled = proposed && deal !== null && deal.second !== null;
    const whole = deal !== null && deal.second !== null;
    // Whoever gets a proposal may not have the receipt; whoever waits for an answer has it open.
    const text = proposed ? signing.input : part;
    const errand = proposed ? errandText('settle', signing.side ?? 'customer') : '';
    return html`<div class="layout" data-signed=${sheet.kind} data-part=${part}>
      <section class="card" aria-labelledby="title">
        <h1 id="title" tabindex="-1">${words.say(whole ? `signoff.signed.${deal.state}` : `signoff.signed.${sheet.kind}`)}</h1>
        <p>${words.say(settled ? 'signoff.signed.settled.text' : `signoff.signed.${sheet.kind}.text`)}</p>
        <handed-code .words=${words} .text=${text} .errand=${errand} .less=${proposed ? part : ''} .alt=${words.say(`signoff.signed.${sheet.kind}.alt`)}></handed-code>
        ${proposed && !settled ? html`<taken-in what="half" .words=${words} .signing=${signing}></taken-in>` : nothing}
        <div class="buttons no-print">
          <button type="button" class="plain" data-act="done" @click=${() => this.#steps.back()}>${words.say('signoff.signed.done')}</button>
        </div>
      </section>
      <div class="stack">${this.heard()} ${this.ownKeys()}</div>
    </div>`;
  }

  private heard(): TemplateResult {
    return html`<sign-offs .language=${this.language} .report=${this.signing.report}></sign-offs>`;
  }

  private ownKeys(): TemplateResult {
    return html`<own-keys class="no-print" .language=${this.language} .keys=${this.signing.desk.keys}></own-keys>`;
  }

  private gist(): TemplateResult | typeof nothing {
    const { receipt, exponent } = this.signing.report;
    if (receipt === null) return nothing;
    return html`<p class="small quiet"><bdi class="shop">${shopNames(this.signing.report).name}</bdi><bdi>${amountText(receipt.amount, receipt.currency, exponent)}</bdi></p>`;
  }

  protected override updated(): void {
    const { stage, side } = this.signing;
    const at = this.sheet ?? this.heading;
    if (at === null) return;
    const settled = stage.kind === 'signed' && this.#deal(stage.digest)?.second != null;
    const now = `${stage.kind} ${side ?? ''} ${settled ? 'settled' : ''}`;
    if (now === this.#focused) return;
    this.#focused = now;
    window.scrollTo({ top: 0 });
    void (async () => {
      if (at instanceof LitElement) await at.updateComplete;
      at.focus({ preventScroll: true });
    })();
  }

  #say(said: Said): void {
    this.fault = null;
    if (said === 'amount_differs') {
      this.remembering = true;
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.amount input')?.focus());
    } else this.signing.read({ kind: 'answer', said, amount: null });
  }

  private remember(event: Event): void {
    event.preventDefault();
    const text = new FormData(event.target as HTMLFormElement).get('amount');
    const amount = typeof text === 'string' ? minorOf(text, this.signing.report.exponent ?? 0) : null;
    const sheet = { kind: 'answer', said: 'amount_differs', amount } as const;
    const code = amount === null ? null : this.signing.check(sheet);
    this.fault = amount === null ? 'signoff.ask.amount_fault' : code === null ? null : `signoff.fault.${code}`;
    if (this.fault === null) this.signing.read(sheet);
  }

  private refuse(): void {
    this.#steps.back();
  }

  #deal(digest: string): Settlement | null {
    return this.signing.report.settlements.find(({ first }) => first.digest === digest) ?? null;
  }

  #other(): Side {
    return this.signing.side === 'customer' ? 'merchant' : 'customer';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'signing-view': SigningView;
  }
}
