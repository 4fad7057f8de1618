import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Extras } from './app/extras';
import { styles } from './app-styles';
import { nowSeconds } from './clock';
import { BundleEvent, DropListEvent, LookedUpEvent, SampleEvent, TrustEvent, type Decision, type FoundEvent, type ScannerState, type ScannerStateEvent } from './elements/events';
import { icon } from './elements/icons';
import { VerdictView } from './elements/verdict-view';
import { takeFragment, takeShareTicket } from './fragment';
import { Words, chooseLanguage, loadWords, type Chapter } from './i18n';
import { idle } from './idle';
import type { Bench } from './judge';
import { pageFooter, pageHeader } from './page-frame';
import { answerOn, screenShown, type Screen } from './page-screens';
import { Reception } from './reception';
import { fetchSample, loadSamples, type Sample } from './samples';
import { takeShared } from './scanner/input';
import type { ReceiptScanner } from './scanner/receipt-scanner';
import { LARGEST } from './trust/bounds';
import type { OwnKeys } from './signoff/own-keys';
import type { Prospect } from './trust/registrar';
import { mayBeForRegister } from './trust/source';

/** What an answer needs, and what the ways in need besides. */
const FIRST: readonly Chapter[] = ['verdict', 'ui'];
const ALL: readonly Chapter[] = [...FIRST, 'scan', 'trust'];
const START: Screen = { kind: 'start' };
/** The reader is fetched ahead on the start screen only: whoever came by a link has an answer already. */
const IDLE = 1_500;

/** The one screen: the ways in, the answer, and nothing that has to be remembered. */
@customElement('receipt-app')
export class ReceiptApp extends LitElement {
  static override styles = styles;

  @state() private words: Words | null = null;
  @state() private screen: Screen = START;
  @state() private busy = false;
  @state() private scanning: ScannerState = 'ways';
  /** The ways in have arrived. Whoever came by a link has an answer first. */
  @state() private entered = false;
  @state() private bench: Bench | null = null;
  @state() private extras: Extras | null = null;
  /** Null where this device has none. */
  @state() private keys: OwnKeys | null = null;
  @state() private samples: readonly Sample[] = [];
  @query('verdict-view') private readonly verdictView!: VerdictView | null;
  @query('receipt-scanner') private readonly scanner!: ReceiptScanner | null;
  @query('dispute-view') private readonly disputeView!: HTMLElement | null;
  @query('signing-view') private readonly signingView!: HTMLElement | null;
  @query('kept-receipts') private readonly keptReceipts!: HTMLElement | null;
  @query('trust-offer') private readonly trustOffer!: HTMLElement | null;
  @query('bundle-view') private readonly bundleView!: HTMLElement | null;
  @query('unopened-file') private readonly unopenedFile!: HTMLElement | null;
  @query('[data-trouble] h1') private readonly troubleHeading!: HTMLElement | null;

  readonly #reception = new Reception();
  /** The first words have come, or never will. */
  #spoken: Promise<void> = Promise.resolve();
  /** Only the language asked for last may come. */
  #speaking = '';
  /** Only the newest thing brought in may answer. */
  #turn = 0;
  #leaving = new AbortController();
  #extending: Promise<Extras> | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    window.addEventListener('hashchange', () => this.#answerFragment(), { signal });
    this.addEventListener(TrustEvent.type, ({ file }) => void this.#openList(file), { signal });
    this.addEventListener(DropListEvent.type, ({ iss }) => void this.#dropList(iss), { signal });
    this.addEventListener(LookedUpEvent.type, () => this.#judgeAgain(), { signal });
    this.addEventListener(SampleEvent.type, ({ address }) => void this.#trySample(address), { signal });
    this.addEventListener(BundleEvent.type, ({ file }) => void this.#unpack(file), { signal });
    this.addEventListener('show-kept', () => this.#show({ kind: 'kept' }), { signal });
    this.addEventListener('open-kept', ({ dossier }) => void this.#answer([dossier]), { signal });
    this.#spoken = this.#speak(chooseLanguage(navigator.languages));
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
    document.querySelector('link[rel=manifest]')?.setAttribute('href', `./app.${this.words.language}.webmanifest`);
  }

  protected override render(): TemplateResult {
    const { words, screen } = this;
    // What the document itself says stands until there are words for more.
    if (words === null) return html`<slot></slot>`;
    return html`
      ${pageHeader({
        words,
        vault: this.extras?.vault ?? null,
        leave: () => this.#startOver(),
        speak: (language) => void this.#speak(language),
      })}
      <main id="main">
        ${this.shown(words, screen)}
        <p class="busy ${this.busy ? '' : 'idle'}" role="status">
          ${this.busy ? html`<span class="wheel"></span>${words.say('busy.core')}` : nothing}
        </p>
        ${this.entry(words)}
        ${this.entered && screen.kind === 'start' && this.scanning !== 'camera'
          ? html`<sample-shelf class="no-print" .words=${words} .samples=${this.samples}></sample-shelf>`
          : nothing}
        ${this.bench === null || !this.entered || screen.kind === 'offer' || screen.kind === 'dispute' || screen.kind === 'signing'
          ? nothing
          : html`<trust-panel
              class="no-print"
              .words=${words}
              .registrar=${this.bench.registrar}
              .courier=${this.extras?.courier ?? null}
              .now=${nowSeconds()}
            ></trust-panel>`}
        ${this.keys === null || screen.kind !== 'start' ? nothing : html`<own-keys class="no-print" .language=${words.language} .keys=${this.keys}></own-keys>`}
        ${this.extras === null || this.bench === null || screen.kind === 'dispute' || screen.kind === 'signing'
          ? nothing
          : html`<about-build class="no-print" .language=${words.language} .core=${this.bench.core}></about-build>`}
      </main>
      ${pageFooter({
        words,
        vault: this.extras?.vault ?? null,
        made: this.bench?.registrar.lists.roots[0]?.iat ?? null,
        answer: answerOn(screen),
      })}
      ${this.extras === null
        ? nothing
        : html`<update-bar
            .language=${words.language}
            .link=${this.extras.link}
            ?answered=${screen.kind === 'verdict' || screen.kind === 'dispute' || screen.kind === 'signing' || screen.kind === 'kept'}
          ></update-bar>`}
    `;
  }

  private shown(words: Words, screen: Screen): TemplateResult | typeof nothing {
    const { bench, extras, entered } = this;
    return screenShown(screen, {
      words,
      bench,
      extras,
      entered,
      reception: this.#reception,
      show: (next) => this.#show(next),
      again: () => this.#judgeAgain(),
      disagree: (answer) => void this.#lead(this.#reception.disagreed(answer)),
      sign: (answer, dispute) => void this.#lead(this.#reception.signed(answer, dispute, null)),
      reread: (answer) => void this.#lead(this.#reception.reread(answer)),
      signed: (signing, dispute) => void this.#lead(this.#reception.afterSigning(signing, dispute)),
      decide: (decision, prospect, before) => void this.#decide(decision, prospect, before),
      startOver: () => this.#startOver(),
      open: (dossier) => void this.#answer([dossier]),
      resume: (bundle) => void this.#lead(this.#reception.resumed(bundle)),
    });
  }

  /** One scanner for as long as the page lives: under the title at first, under the answer later. */
  private entry(words: Words): TemplateResult | typeof nothing {
    const start = this.screen.kind === 'start';
    // Two people who are at their answer drop statement files and bring further receipts there.
    if ((!start && !this.entered) || this.screen.kind === 'dispute' || this.screen.kind === 'signing') return nothing;
    return html`
      <section class=${start ? 'hero' : 'again no-print'} ?data-open=${this.scanning !== 'ways'} aria-labelledby="entry">
        ${start
          ? html`<div class="pitch">
              <h1 id="entry">${words.say('page.title')}</h1>
              <p class="lead">${words.say('page.lead')}</p>
            </div>`
          : html`<div class="again-head">
              <h2 id="entry">${words.say('ways.again')}</h2>
              <button type="button" class="plain" @click=${() => this.#startOver()}>
                ${icon('back', 20)} ${words.say('ways.start')}
              </button>
            </div>`}
        <div class="entry">
          ${this.entered
            ? html`<receipt-scanner
                wide
                ?compact=${!start}
                .words=${words}
                .accept=${this.#reception.accept}
                .describe=${this.nameOf}
                @found=${this.found}
                @scanner-state=${this.scannerState}
              ></receipt-scanner>`
            : nothing}
          ${start && this.scanning === 'ways' ? html`<p class="small quiet drop-hint">${words.say('ways.drop')}</p>` : nothing}
        </div>
      </section>
    `;
  }

  async #speak(language: string): Promise<void> {
    this.#speaking = language;
    try {
      const words = await loadWords(language, this.entered ? ALL : FIRST);
      if (language === this.#speaking) this.words = words;
    } catch {
      // Said in every language, by the document itself: the words that would say it are what is missing.
      this.querySelector('[data-broken]')?.toggleAttribute('hidden', this.words !== null);
    }
  }

  async #open(): Promise<void> {
    const linked = takeFragment();
    const ticket = takeShareTicket();
    const answered = linked === null ? null : this.#takeTexts([linked]);
    if (ticket !== null) void this.#takeShare(ticket);
    try {
      await this.#ready();
    } catch {
      this.#show({ kind: 'trouble', code: 'core_failed' });
    }
    await answered;
    try {
      await this.#enter();
    } catch {
      if (this.screen.kind === 'start') this.#show({ kind: 'trouble', code: 'core_failed' });
      return;
    }
    if (linked === null) setTimeout(() => this.scanner?.warm(), IDLE);
    this.samples = await loadSamples();
    await idle(IDLE);
    await this.#extend();
    this.keys = await this.#reception.ownKeys();
  }

  /** The rest of the app; without it the page still checks receipts. */
  async #extend(): Promise<Extras | null> {
    this.#extending ??= import('./app/extras').then(async ({ Extras }) => {
      const extras = new Extras(await this.#ready());
      await extras.start(this.#leaving.signal);
      this.extras = extras;
      this.#reception.extras = extras;
      return extras;
    });
    return this.#extending.catch(() => (this.#extending = null));
  }

  async #takeShare(ticket: string): Promise<void> {
    const turn = ++this.#turn;
    const extras = await this.#extend();
    const shared = await extras?.link.collect(ticket);
    await this.#enter();
    await this.updateComplete;
    if (turn !== this.#turn) return;
    const arrival = shared === undefined || shared === null ? null : await takeShared(shared.files, shared.text);
    if (arrival === null) this.#show({ kind: 'trouble', code: 'share_lost' });
    else await this.scanner?.take(arrival, 'share');
  }

  /** Brings in the ways in, and their sentences. */
  async #enter(): Promise<void> {
    await this.#spoken;
    if (this.entered) return;
    const language = this.#speaking;
    const [, words] = await Promise.all([import('./entry'), loadWords(language, ALL)]);
    this.entered = true;
    if (language === this.#speaking) this.words = words;
    else await this.#speak(this.#speaking);
  }

  async #ready(): Promise<Bench> {
    const bench = await this.#reception.ready();
    if (this.bench === null) {
      this.bench = bench;
      bench.registrar.addEventListener('change', () => this.requestUpdate(), { signal: this.#leaving.signal });
    }
    return bench;
  }

  #answerFragment(): void {
    const linked = takeFragment();
    if (linked !== null) void this.#takeTexts([linked]);
  }

  private readonly nameOf = (text: string): Promise<string> => this.#reception.nameOf(text, this.words);

  private found({ texts }: FoundEvent): void {
    void this.#takeTexts(texts);
  }

  /** A list or a registry's key is asked about; everything else is checked as a receipt. */
  async #takeTexts(texts: readonly string[]): Promise<void> {
    const text = texts.find(mayBeForRegister);
    if (text === undefined || !(await this.#offered(text))) await this.#answer(texts);
  }

  async #offered(text: string): Promise<boolean> {
    const turn = ++this.#turn;
    const prospect = await this.#reception.examined(text);
    if (prospect === null) return false;
    await this.#enter();
    if (turn === this.#turn) this.#offer(prospect, this.screen);
    return true;
  }

  /** What the scanner opens takes the place of an answer. */
  private scannerState({ state }: ScannerStateEvent): void {
    this.scanning = state;
    if (state === 'ways' || state === 'reading' || this.screen.kind === 'start') return;
    this.#turn += 1;
    this.busy = false;
    this.screen = START;
    window.scrollTo({ top: 0 });
  }

  async #answer(texts: readonly string[]): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    const ready = this.#ready().catch(() => undefined);
    const [screen] = await Promise.all([this.#reception.judged(texts, this.screen), this.#spoken, ready]);
    if (turn !== this.#turn) return;
    this.busy = false;
    this.#show(screen);
  }

  #show(screen: Screen): void {
    this.screen = screen;
    if (screen.kind === 'start') return;
    if (screen.kind === 'verdict') void this.#reception.door.warm();
    window.scrollTo({ top: 0 });
    // The answer is read out and the keyboard goes on from there.
    void this.updateComplete.then(async () => {
      await this.verdictView?.updateComplete;
      this.verdictView?.focus();
      this.disputeView?.focus();
      this.signingView?.focus();
      this.keptReceipts?.focus();
      this.trustOffer?.focus();
      this.bundleView?.focus();
      this.unopenedFile?.focus();
      this.troubleHeading?.focus({ preventScroll: true });
    });
  }

  async #unpack(file: File): Promise<void> {
    await this.#enter();
    await this.#lead(this.#reception.unpacked(file, this.#speaking));
  }

  /** To a screen that has to be fetched first. */
  async #lead(coming: Promise<Screen>): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    const screen = await coming;
    if (turn !== this.#turn) return;
    this.busy = false;
    this.#show(screen);
  }

  #startOver(): void {
    this.#turn += 1;
    this.#reception.leave();
    this.busy = false;
    this.scanner?.reset();
    this.screen = START;
    window.scrollTo({ top: 0 });
    void this.#reception.ownKeys().then((keys) => (this.keys = keys));
  }

  async #openList(file: File): Promise<void> {
    const refused = (code: string): void => this.#offer({ kind: 'refused', code }, this.screen);
    if (file.size > LARGEST) refused('too_large');
    else if (!(await this.#offered(await file.text()))) refused('not_for_lists');
  }

  #offer(prospect: Prospect, screen: Screen): void {
    this.#show({ kind: 'offer', prospect, before: screen.kind === 'offer' ? screen.before : screen });
  }

  async #decide(decision: Decision, prospect: Prospect, before: Screen): Promise<void> {
    const { registrar } = await this.#ready();
    const next = decision === 'decline' ? null : await registrar.take(prospect, decision === 'keep');
    if (next !== null) {
      this.#show({ kind: 'offer', prospect: next, before });
      return;
    }
    this.#show(before);
    if (decision !== 'decline') this.#judgeAgain();
  }

  async #dropList(iss: string): Promise<void> {
    const { registrar } = await this.#ready();
    await registrar.drop(iss);
    this.#judgeAgain();
  }

  /** The answer on the screen was that of other lists. */
  #judgeAgain(): void {
    if (this.screen.kind !== 'verdict' || this.bench === null) return;
    this.#show({ kind: 'verdict', answer: this.#reception.again(this.screen.answer) });
  }

  async #trySample(address: string): Promise<void> {
    const turn = ++this.#turn;
    try {
      const picture = await fetchSample(address);
      if (turn !== this.#turn) return;
      await this.scanner?.take({ kind: 'picture', file: new File([picture], address, { type: picture.type }) }, 'file');
    } catch {
      if (turn === this.#turn) this.#show({ kind: 'trouble', code: 'sample_failed' });
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'receipt-app': ReceiptApp;
  }
}
