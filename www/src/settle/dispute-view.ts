import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ChapterWords } from '../app/chapter';
import { follow } from '../elements/following';
import { icon } from '../elements/icons';
import { wheel } from '../elements/styles';
import type { Words } from '../words';
import './answer-view';
import type { AnswerView } from './answer-view';
import type { Counter, Dispute } from './dispute';
import { amountText } from './figures';
import './sentence-list';
import type { SentenceEvent, SentenceList } from './sentence-list';
import { Steps } from './steps';
import { parts } from './styles';

/**
 * From the sentence in dispute to its answer, on one screen each.
 *
 * @fires leave - back to the receipt's own answer.
 * @fires sign - one of them is to sign.
 */
@customElement('dispute-view')
export class DisputeView extends LitElement {
  static override styles = [
    parts,
    wheel,
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

      .bar button {
        flex: none;
      }

      /* The nine sentences need the room of its second line. */
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

      .busy {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 0.75rem;
        min-height: 8rem;
        color: var(--ink-2);
      }

      .trouble {
        border-color: transparent;
        background: var(--slate-soft);
      }

      .trouble h1 {
        color: var(--slate);
        font-size: clamp(1.375rem, 4.6vw, 1.75rem);
        line-height: 1.25;
      }
    `,
  ];

  @property() language = '';
  @property({ attribute: false }) dispute!: Dispute;
  @property({ attribute: false }) counter!: Counter;
  /** Another sentence is being chosen; the answer to the last one waits. */
  @state() private choosing = false;
  /** What a screen reader is told when the answer has changed under its reader. */
  @state() private news = '';
  @query('sentence-list') private readonly list!: SentenceList | null;
  @query('answer-view') private readonly view!: AnswerView | null;
  @query('.trouble h1') private readonly troubleHeading!: HTMLElement | null;

  readonly #chapter = new ChapterWords(this, ['verdict', 'ui', 'scan', 'claim', 'bill', 'settle', 'casefile', 'bundle', 'evidence']);
  readonly #steps = new Steps(this, ['sentences', 'answer'], (step) => {
    if (step === null) this.dispatchEvent(new Event(this.#wish));
    else this.choosing = step === 'sentences';
  });
  /** What the keyboard was put on last: each screen gets it once, and no re-drawing takes it away again. */
  #focused = '';
  #said = '';
  /** Where to, once the history is behind. */
  #wish: 'leave' | 'sign' = 'leave';

  constructor() {
    super();
    follow(this, () => [this.dispute]);
  }

  /** The page calls when it shows this; what is not there yet takes the focus as it comes. */
  override focus(): void {
    this.#focused = '';
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('dispute')) {
      this.choosing = false;
      this.news = '';
      this.#said = '';
      this.#wish = 'leave';
      this.#steps.enter(this.dispute.claim === null ? 'sentences' : 'answer');
      if (this.dispute.claim !== null && this.dispute.answer === null) void this.dispute.settle();
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this.#chapter;
    if (words === null) return nothing;
    return html`
      <div class="bar no-print">
        <button type="button" class="plain" data-act="leave" @click=${() => this.#steps.leave()}>
          ${icon('back', 20)} ${words.say('settle.back')}
        </button>
        ${this.gist()}
      </div>
      ${this.shown(words)}
      <div class="visually-hidden" role="status">${this.news}</div>
    `;
  }

  private shown(words: Words): TemplateResult {
    const { dispute } = this;
    if (this.choosing || dispute.claim === null) {
      return html`<sentence-list .words=${words} .chosen=${dispute.claim} @sentence=${this.chosen}></sentence-list>`;
    }
    if (dispute.trouble !== null) return this.troubled(words, dispute.trouble);
    if (dispute.answer === null) {
      return html`<p class="busy" role="status"><span class="wheel"></span>${words.say('settle.busy')}</p>`;
    }
    return html`<answer-view
      .words=${words}
      .dispute=${dispute}
      .counter=${this.counter}
      .answer=${dispute.answer}
      @choose-again=${() => this.#steps.back()}
      @sign=${this.sign}
    ></answer-view>`;
  }

  private sign(): void {
    this.#wish = 'sign';
    this.#steps.leave();
  }

  private troubled(words: Words, code: string): TemplateResult {
    return html`<section class="card trouble" data-trouble=${code}>
      <h1 tabindex="-1">${words.say(`settle.trouble.${code}.title`)}</h1>
      <p>${words.say(`settle.trouble.${code}.text`)}</p>
      <div class="buttons">
        <button type="button" class="primary" data-act="retry" @click=${() => void this.dispute.settle()}>
          ${icon('refresh', 20)} ${words.say('settle.retry')}
        </button>
      </div>
    </section>`;
  }

  /** Which receipt it is about, in a line; nothing of one that doesn't verify. */
  private gist(): TemplateResult | typeof nothing {
    const { receipt, exponent } = this.dispute.reports[0] ?? this.dispute.verdict.report;
    if (receipt === null) return nothing;
    return html`<p class="small quiet">
      <bdi class="shop">${receipt.merchant.trading_name}</bdi><bdi>${amountText(receipt.amount, receipt.currency, exponent)}</bdi>
    </p>`;
  }

  protected override updated(): void {
    const shown = this.list ?? this.view ?? this.troubleHeading;
    const { answer } = this.dispute;
    if (shown === null) return;
    // What ends an argument, or lets it go on, takes the place of all that was there.
    const now = `${shown.localName} ${this.choosing ? '' : (this.dispute.claim ?? '')} ${answer?.stop ?? ''}`;
    if (now !== this.#focused) {
      this.#focused = now;
      this.#said = answer === null ? '' : said(answer);
      window.scrollTo({ top: 0 });
      void this.#focusOn(shown);
    } else if (answer !== null && said(answer) !== this.#said) {
      this.#said = said(answer);
      this.news = this.#chapter.words?.say('settle.renewed', { title: this.#chapter.words.say(`answer.${answer.sentence}.title`, answer.params) }) ?? '';
    }
  }

  async #focusOn(shown: HTMLElement): Promise<void> {
    if (shown instanceof LitElement) await shown.updateComplete;
    shown.focus({ preventScroll: true });
  }

  private chosen({ claim }: SentenceEvent): void {
    this.choosing = false;
    this.news = '';
    this.#steps.enter('answer');
    this.dispute.choose(claim);
  }
}

/** What makes an answer another one to its reader. */
function said({ code, answer, level }: NonNullable<Dispute['answer']>): string {
  return `${code} ${answer} ${level}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'dispute-view': DisputeView;
  }
}
