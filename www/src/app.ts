import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { styles } from './app-styles';
import './elements/camera-view';
import { ArrivalEvent, FoundEvent, SampleEvent, TrustEvent, WishEvent, type Wish } from './elements/events';
import { icon } from './elements/icons';
import { PasteBox } from './elements/paste-box';
import './elements/sample-shelf';
import './elements/trust-panel';
import { VerdictView } from './elements/verdict-view';
import './elements/ways-in';
import { days } from './format';
import { Words, chooseLanguage, knownLanguages, loadWords, type Chapter } from './i18n';
import { arrivalOf, takeFragment, type Arrival } from './input';
import { judge, loadBench, nowSeconds, textsOf, type Answer, type Bench } from './judge';
import { PictureFailure } from './picture';
import { fetchSample, loadSamples, type Sample } from './samples';
import { Scanner } from './scanner';
import { readUserList, type TrustLists } from './trust';

type Screen =
  | { readonly kind: 'start'; readonly panel: 'camera' | 'paste' | null }
  | { readonly kind: 'verdict'; readonly answer: Answer }
  | { readonly kind: 'trouble'; readonly code: string };

const CHAPTERS: readonly Chapter[] = ['verdict', 'ui', 'scan', 'app'];
const START: Screen = { kind: 'start', panel: null };
/** The reader is fetched ahead on the start screen only: whoever came by a link has an answer already. */
const IDLE = 1_500;

/** The one screen: the ways in, the answer, and nothing that has to be remembered. */
@customElement('receipt-app')
export class ReceiptApp extends LitElement {
  static override styles = styles;

  @state() private words: Words | null = null;
  @state() private screen: Screen = START;
  @state() private busy: string | null = null;
  @state() private dropping = false;
  @state() private bench: Bench | null = null;
  @state() private lists: TrustLists | null = null;
  @state() private badList = false;
  @state() private samples: readonly Sample[] = [];
  @query('verdict-view') private readonly verdictView!: VerdictView | null;
  @query('paste-box') private readonly pasteBox!: PasteBox | null;
  @query('[data-trouble] h1') private readonly troubleHeading!: HTMLElement | null;

  readonly #scanner = new Scanner();
  readonly #loading = loadBench();
  /** Only the language asked for last may come. */
  #speaking = '';
  /** Only the newest thing brought in may answer. */
  #turn = 0;
  #leaving = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    window.addEventListener('hashchange', () => this.#answerFragment(), { signal });
    window.addEventListener('dragover', (event) => this.#dragOver(event), { signal });
    window.addEventListener('dragleave', (event) => this.#dragLeave(event), { signal });
    window.addEventListener('drop', (event) => void this.#drop(event), { signal });
    window.addEventListener('paste', (event) => void this.#paste(event), { signal });
    this.addEventListener(ArrivalEvent.type, ({ arrival }) => void this.#take(arrival), { signal });
    this.addEventListener(FoundEvent.type, ({ texts }) => void this.#answer(() => Promise.resolve(texts)), { signal });
    this.addEventListener(WishEvent.type, ({ wish }) => void this.#grant(wish), { signal });
    this.addEventListener(TrustEvent.type, ({ file }) => void this.#trust(file), { signal });
    this.addEventListener(SampleEvent.type, ({ address }) => void this.#trySample(address), { signal });
    void this.#speak(chooseLanguage(navigator.languages));
    void this.#open();
  }

  override disconnectedCallback(): void {
    this.#leaving.abort();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('words') || this.words === null) return;
    document.documentElement.lang = this.words.language;
    document.title = this.words.say('page.name');
  }

  protected override render(): TemplateResult {
    const { words, screen } = this;
    // What the document itself says stands until there are words for more.
    if (words === null) return html`<slot></slot>`;
    return html`
      ${this.header(words)}
      <main id="main">
        ${screen.kind === 'start' ? this.start(words, screen.panel) : nothing}
        ${screen.kind === 'trouble' ? this.trouble(words, screen.code) : nothing}
        ${screen.kind === 'verdict' ? this.verdict(words, screen.answer) : nothing}
        <p class="busy ${this.busy === null ? 'idle' : ''}" role="status">
          ${this.busy === null ? nothing : html`<span class="wheel"></span>${words.say(`busy.${this.busy}`)}`}
        </p>
        ${screen.kind === 'start' ? nothing : this.again(words)}
        ${screen.kind === 'start' && screen.panel !== 'camera'
          ? html`<sample-shelf class="no-print" .words=${words} .samples=${this.samples}></sample-shelf>`
          : nothing}
        ${this.lists === null
          ? nothing
          : html`<trust-panel
              class="no-print"
              .words=${words}
              .lists=${this.lists}
              .now=${nowSeconds()}
              ?bad=${this.badList}
            ></trust-panel>`}
      </main>
      ${this.footer(words)} ${this.dropping ? html`<div class="drop" aria-hidden="true"><p>${words.say('ways.drop_now')}</p></div>` : nothing}
    `;
  }

  private header(words: Words): TemplateResult {
    return html`
      <header>
        <button type="button" class="plain brand" @click=${() => this.#startOver()}>
          <span class="mark">${icon('receipt', 22)}</span>${words.say('page.name')}
        </button>
        <div class="languages no-print" role="group" aria-label=${words.say('language.switch')}>
          ${knownLanguages()
            .filter(({ language }) => language !== words.language)
            .map(
              ({ language, name }) =>
                html`<button type="button" class="plain" lang=${language} @click=${() => void this.#speak(language)}>
                  ${name}
                </button>`,
            )}
        </div>
      </header>
    `;
  }

  private start(words: Words, panel: 'camera' | 'paste' | null): TemplateResult {
    return html`
      <div class="hero" ?data-open=${panel !== null}>
        <div class="pitch">
          <h1>${words.say('page.title')}</h1>
          <p class="lead">${words.say('page.lead')}</p>
        </div>
        <div class="entry">
          <ways-in .words=${words} ?compact=${panel !== null}></ways-in>
          ${panel === 'paste' ? html`<paste-box .words=${words}></paste-box>` : nothing}
          ${panel === 'camera' ? html`<camera-view .words=${words} .scanner=${this.#scanner}></camera-view>` : nothing}
          ${panel === null ? html`<p class="small quiet drop-hint">${words.say('ways.drop')}</p>` : nothing}
        </div>
      </div>
    `;
  }

  private trouble(words: Words, code: string): TemplateResult {
    return html`
      <section class="card trouble" data-trouble=${code}>
        <h1 tabindex="-1">${words.say(`trouble.${code}.title`)}</h1>
        <p>${words.say(`trouble.${code}.text`)}</p>
      </section>
    `;
  }

  private verdict(words: Words, answer: Answer): TemplateResult | typeof nothing {
    if (this.bench === null) return nothing;
    return html`<verdict-view
      .words=${words}
      .core=${this.bench.core}
      .report=${answer.report}
      .input=${answer.input}
    ></verdict-view>`;
  }

  private again(words: Words): TemplateResult {
    return html`
      <section class="again no-print" aria-labelledby="again">
        <div class="again-head">
          <h2 id="again">${words.say('ways.again')}</h2>
          <button type="button" class="plain" @click=${() => this.#startOver()}>${icon('back', 20)} ${words.say('ways.start')}</button>
        </div>
        <ways-in compact .words=${words}></ways-in>
      </section>
    `;
  }

  private footer(words: Words): TemplateResult {
    const made = this.lists?.first.facts.iat ?? null;
    return html`
      <footer>
        <p>
          ${icon('lock', 18)}<span
            >${words.say('footer.local')}${made === null
              ? nothing
              : html` · ${words.count('footer.list', days(nowSeconds() - made))}`}</span
          >
        </p>
      </footer>
    `;
  }

  async #speak(language: string): Promise<void> {
    this.#speaking = language;
    try {
      const words = await loadWords(language, CHAPTERS);
      if (language === this.#speaking) this.words = words;
    } catch {
      // Said in every language, by the document itself: the words that would say it are what is missing.
      this.querySelector('[data-broken]')?.toggleAttribute('hidden', this.words !== null);
    }
  }

  async #open(): Promise<void> {
    const linked = takeFragment();
    if (linked !== null) void this.#take({ kind: 'text', text: linked });
    else setTimeout(() => this.#scanner.warm(), IDLE);
    try {
      await this.#ready();
    } catch {
      this.#show({ kind: 'trouble', code: 'core_failed' });
    }
    this.samples = await loadSamples();
  }

  async #ready(): Promise<Bench> {
    const bench = await this.#loading;
    this.bench = bench;
    this.lists ??= bench.pinned;
    return bench;
  }

  #answerFragment(): void {
    const linked = takeFragment();
    if (linked !== null) void this.#take({ kind: 'text', text: linked });
  }

  #take(arrival: Arrival): Promise<void> {
    return this.#answer(() => textsOf(arrival, this.#scanner), arrival.kind === 'picture' ? 'picture' : 'core');
  }

  async #answer(read: () => Promise<readonly string[]>, busy = 'core'): Promise<void> {
    const turn = ++this.#turn;
    this.busy = busy;
    const screen = await this.#judged(read);
    if (turn !== this.#turn) return;
    this.busy = null;
    this.#show(screen);
  }

  async #judged(read: () => Promise<readonly string[]>): Promise<Screen> {
    try {
      const [texts, { core, pinned }] = await Promise.all([read(), this.#ready()]);
      return { kind: 'verdict', answer: judge(texts, core, this.lists ?? pinned) };
    } catch (error) {
      if (error instanceof PictureFailure) return { kind: 'trouble', code: error.code };
      return { kind: 'trouble', code: this.bench === null ? 'core_failed' : 'check_failed' };
    }
  }

  #show(screen: Screen): void {
    this.screen = screen;
    if (screen.kind === 'start') return;
    window.scrollTo({ top: 0 });
    // The answer is read out and the keyboard goes on from there.
    void this.updateComplete.then(async () => {
      await this.verdictView?.updateComplete;
      this.verdictView?.focus();
      this.troubleHeading?.focus({ preventScroll: true });
    });
  }

  #startOver(): void {
    this.#turn += 1;
    this.busy = null;
    this.screen = START;
    window.scrollTo({ top: 0 });
  }

  async #grant(wish: Wish): Promise<void> {
    if (wish === 'warm') {
      this.#scanner.warm();
      return;
    }
    this.#startOver();
    if (wish === 'close') return;
    this.screen = { kind: 'start', panel: wish === 'scan' ? 'camera' : 'paste' };
    await this.updateComplete;
    await this.pasteBox?.updateComplete;
    this.pasteBox?.focus();
  }

  async #trust(file: File | null): Promise<void> {
    const { core, pinned } = await this.#ready();
    try {
      const user = file === null ? null : await readUserList(file, core, nowSeconds());
      this.lists = pinned.choose(user);
      this.badList = false;
    } catch {
      this.badList = true;
      return;
    }
    // The answer on the screen was the other list's.
    if (this.screen.kind !== 'verdict') return;
    const { input } = this.screen.answer;
    this.screen = { kind: 'verdict', answer: judge([input], core, this.lists) };
  }

  #trySample(address: string): Promise<void> {
    return this.#answer(async () => {
      const picture = await fetchSample(address).catch(() => {
        throw new PictureFailure('sample_failed');
      });
      return textsOf({ kind: 'picture', file: new File([picture], address, { type: picture.type }) }, this.#scanner);
    }, 'picture');
  }

  #dragOver(event: DragEvent): void {
    event.preventDefault();
    this.dropping = true;
    this.#scanner.warm();
  }

  #dragLeave(event: DragEvent): void {
    // Without a related target the pointer has left the window.
    if (event.relatedTarget === null) this.dropping = false;
  }

  async #drop(event: DragEvent): Promise<void> {
    event.preventDefault();
    this.dropping = false;
    const arrival = await arrivalOf(event.dataTransfer);
    if (arrival !== null) await this.#take(arrival);
  }

  async #paste(event: ClipboardEvent): Promise<void> {
    const typing = event.composedPath().some((target) => target instanceof HTMLTextAreaElement);
    const picture = (event.clipboardData?.files.length ?? 0) > 0;
    // Text pasted into the box is the box's.
    if (typing && !picture) return;
    event.preventDefault();
    const arrival = await arrivalOf(event.clipboardData);
    if (arrival !== null) await this.#take(arrival);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'receipt-app': ReceiptApp;
  }
}
