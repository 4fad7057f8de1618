import { toneOf } from '../elements/tone';
import { nowSeconds } from '../clock';
import { VerifierError } from '../package/failure';
import { loadCore } from '../package/module';
import { shipped, type ListInput } from '../package/trust-lists';
import { byOutcome } from '../rank';
import type { Report } from '../report';
import type { TrustLists } from '../trust/lists';
import type { Words } from '../words';
import { frozen, readable } from './answers';
import { h } from './dom';
import { chooseLanguage, languagesAround, loadWords } from './languages';
import { actions, button, failure, head, invitation, pasteBox, troubleOf } from './panels';
import {
  ATTRIBUTES,
  SCANS,
  THEMES,
  VIEWS,
  oneOf,
  type Scan,
  type State,
  type Theme,
  type View,
} from './states';
import { styleSheet } from './styles';
import { hosted, listsOf } from './trust';
import { titleOf, verdictCard } from './verdict-card';

/** On a server there is no such class, and a module that is only imported there must not fail. */
const { HTMLElement: Base = Object as unknown as typeof HTMLElement } = globalThis as { readonly HTMLElement?: typeof HTMLElement };

/** `<receipt-verifier>`: a receipt's verdict in somebody else's page. docs/EMBED.md is its reference. */
export class ReceiptVerifier extends Base {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  /** Closed: scripts of the page reach what has a part, by styles, and nothing else. */
  readonly #root = this.attachShadow({ mode: 'closed' });
  readonly #box = h('div', { class: 'box' });
  readonly #spoken = h('div', { class: 'unseen', role: 'status' });
  readonly #body = h('div');

  #text: string | null = null;
  #list: ListInput | readonly ListInput[] | null = null;
  #trust: Promise<TrustLists> | null = null;
  #words: Words | null = null;
  #state: State = 'idle';
  #report: Report | null = null;
  #error: VerifierError | null = null;
  #pasting = false;
  #scanner: HTMLElement | null = null;
  /** Only the newest thing asked for may show its answer. */
  #turn = 0;
  #due = false;
  /** What is shown is not yet the answer to what is asked. */
  #stale = true;
  #left = new AbortController();
  readonly #language = new MutationObserver(() => void this.#speak());

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [styleSheet()];
    this.#box.append(this.#spoken, this.#body);
    this.#root.append(this.#box);
  }

  /** A link, digits or dossier text. */
  get receipt(): string | null {
    return this.getAttribute('receipt');
  }
  set receipt(text: string | null) {
    this.#reflect('receipt', text);
  }

  /** The address of a trust list, or `#id` of an inline one; several with spaces between them. */
  get trust(): string | null {
    return this.getAttribute('trust');
  }
  set trust(address: string | null) {
    this.#reflect('trust', address);
  }

  get theme(): Theme {
    return oneOf(THEMES, this.getAttribute('theme'));
  }
  set theme(theme: Theme) {
    this.#reflect('theme', theme);
  }

  get view(): View {
    return oneOf(VIEWS, this.getAttribute('view'));
  }
  set view(view: View) {
    this.#reflect('view', view);
  }

  get scanning(): Scan {
    return oneOf(SCANS, this.getAttribute('scan'));
  }
  set scanning(scan: Scan) {
    this.#reflect('scan', scan);
  }

  /** A trust list as object or text, or several; goes before the attribute. */
  get trustList(): ListInput | readonly ListInput[] | null {
    return this.#list;
  }
  set trustList(list: ListInput | readonly ListInput[] | null) {
    this.#list = list;
    this.#trust = null;
    this.#plan();
  }

  get state(): State {
    return this.#state;
  }

  /** The newest report; null while there is none. */
  get report(): Report | null {
    return this.#report;
  }

  connectedCallback(): void {
    this.#left = new AbortController();
    this.#language.observe(document.documentElement, { attributeFilter: ['lang'] });
    for (const name of ['receipt', 'trust', 'theme', 'view', 'scanning', 'trustList'] as const) this.#upgrade(name);
    // Moving within a page asks nothing new.
    if (this.#stale) this.#plan();
    void this.#speak();
  }

  disconnectedCallback(): void {
    this.#left.abort();
    this.#language.disconnect();
    this.#closeScanner();
    if (this.#state !== 'loading' && this.#state !== 'verifying') return;
    // An answer on its way would come to nobody; it is asked for again when the element is back.
    this.#turn += 1;
    this.#stale = true;
    // The list may have been on its way as well, and was called off.
    this.#trust = null;
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (name === 'lang') void this.#speak();
    else if (name === 'receipt') this.#text = after;
    else if (name === 'trust') this.#trust = null;
    if (name === 'receipt' || name === 'trust') this.#plan();
    else this.#render();
  }

  /**
   * Verifies a text and shows the answer, unless something newer has been asked for meanwhile.
   *
   * @throws {VerifierError} when nothing could be checked; its code is that of the `receipt-verifier:error` event.
   */
  async verify(text: string): Promise<Report> {
    this.#text = text;
    this.#stale = false;
    this.#closeScanner();
    const turn = ++this.#turn;
    try {
      this.#become('loading', turn);
      const [lists] = await Promise.all([this.#trusted(), this.#speak(), loadCore()]);
      this.#become('verifying', turn);
      const report = frozen(lists.judge(text, nowSeconds()));
      if (turn === this.#turn) this.#report = report;
      this.#become(report.outcome, turn);
      return report;
    } catch (error) {
      throw this.#fail(error, turn);
    }
  }

  /** Opens the scanner; the first receipt it reads is verified. */
  async scan(): Promise<void> {
    const turn = ++this.#turn;
    this.#become('scanning', turn);
    try {
      const { openScanner } = await import('../package/scan').catch((cause: unknown) => {
        throw new VerifierError('scan_failed', cause);
      });
      const [core] = await Promise.all([loadCore(), this.#speak()]);
      const scanner = await openScanner({
        language: this.#words?.language ?? '',
        accept: (text) => readable(core, text),
        found: (texts) => void this.#found(texts).catch(() => undefined),
      });
      if (turn !== this.#turn) return;
      this.#scanner = scanner;
      this.#render();
    } catch (error) {
      throw this.#fail(error, turn);
    }
  }

  /** Forgets receipt, report and scanner. The trust list stays. */
  reset(): void {
    this.#turn += 1;
    this.#text = null;
    this.#stale = false;
    this.#report = null;
    this.#error = null;
    this.#pasting = false;
    this.#closeScanner();
    this.#become('idle', this.#turn);
  }

  #reflect(name: string, value: string | null): void {
    if (value === null) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  /** A property that was set before this class was known hides its setter. */
  #upgrade(name: keyof this): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
    delete this[name];
    this[name] = value;
  }

  /** Attributes and properties that change together are one thing to verify. */
  #plan(): void {
    this.#stale = true;
    if (this.#due || !this.isConnected) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (!this.isConnected || !this.#stale) return;
      const text = this.#text;
      if (text !== null) this.verify(text).catch(() => undefined);
      else if (this.#state !== 'idle' && this.#state !== 'scanning') this.reset();
      else {
        this.#stale = false;
        this.#render();
      }
    });
  }

  #trusted(): Promise<TrustLists> {
    if (this.#trust === null) {
      const trust = this.#find();
      this.#trust = trust;
      trust.catch(() => {
        // The next attempt asks again.
        if (this.#trust === trust) this.#trust = null;
      });
    }
    return this.#trust;
  }

  async #find(): Promise<TrustLists> {
    if (this.#list !== null) return hosted(this.#list);
    const { trust } = this;
    return trust === null ? shipped() : listsOf(trust, this, this.#left.signal);
  }

  /** The widget's own language, or that of what it stands in, or the browser's. */
  async #speak(): Promise<void> {
    const language = chooseLanguage([...languagesAround(this), ...navigator.languages]);
    if (this.#words?.language === language) return;
    const words = await loadWords(language).catch((cause: unknown) => {
      throw new VerifierError('words_failed', cause);
    });
    this.#words = words;
    this.#render();
  }

  async #found(texts: readonly string[]): Promise<void> {
    const turn = this.#turn;
    // What goes wrong here goes wrong in verify(), too, which says so.
    const best = await this.#best(texts).catch(() => texts[0]);
    if (best !== undefined && turn === this.#turn) await this.verify(best);
  }

  async #best(texts: readonly string[]): Promise<string | undefined> {
    const lists = await this.#trusted();
    const now = nowSeconds();
    const answers = texts.map((text) => ({ text, report: lists.judge(text, now) }));
    return answers.sort((a, b) => byOutcome(a.report, b.report))[0]?.text;
  }

  #closeScanner(): void {
    this.#scanner?.remove();
    this.#scanner = null;
  }

  #become(state: State, turn: number): void {
    if (turn !== this.#turn || state === this.#state) return;
    const previous = this.#state;
    this.#state = state;
    if (state !== 'error') this.#error = null;
    if (state === 'loading' || state === 'scanning') this.#report = null;
    this.#render();
    this.#tell('state', { state, previous });
    if (state === 'verified') this.#tell('verified', this.#report);
    else if (this.#report !== null) this.#tell('rejected', this.#report);
  }

  #fail(error: unknown, turn: number): VerifierError {
    const failure = error instanceof VerifierError ? error : new VerifierError('check_failed', error);
    if (turn === this.#turn) {
      this.#error = failure;
      this.#report = null;
      this.#become('error', turn);
      this.#tell('error', { code: failure.code, ...troubleOf(this.#words, failure.code) });
    }
    return failure;
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(`receipt-verifier:${name}`, { detail, bubbles: true, composed: true }));
  }

  #render(): void {
    const words = this.#words;
    const report = this.#report;
    const box = this.#box;
    box.dataset.state = this.#state;
    box.dataset.view = this.view;
    box.dataset.theme = this.theme;
    box.dataset.tone = report === null ? 'slate' : toneOf(report).colour;
    box.lang = words?.language ?? '';
    // Both languages are written from left to right, whatever the page around them does.
    box.dir = 'ltr';
    box.ariaBusy = String(words === null || this.#state === 'loading' || this.#state === 'verifying');
    this.#body.replaceChildren(...(words === null ? this.#mute() : this.#parts(words)));
    const spoken = words === null ? '' : this.#heading(words);
    if (this.#spoken.textContent !== spoken) this.#spoken.textContent = spoken;
  }

  /** Without sentences a code is better than silence. */
  #mute(): readonly Node[] {
    return [h('div', { class: 'card' }, this.#error === null ? h('span', { class: 'wheel' }) : h('code', {}, this.#error.code))];
  }

  #heading(words: Words): string {
    if (this.#report !== null) return titleOf(this.#report, words);
    if (this.#error !== null) return words.say('widget.trouble.title');
    return this.#state === 'idle' ? '' : words.say(`widget.${this.#state}`);
  }

  #parts(words: Words): readonly Node[] {
    const { view } = this;
    const report = this.#report;
    if (report !== null) {
      const shown = verdictCard(report, words, view);
      // What the reader has opened stays open in another language or look.
      for (const fold of ['.badge', '.vouching']) {
        const open = this.#body.querySelector<HTMLDetailsElement>(fold)?.open ?? false;
        const next = shown.matches(fold) ? shown : shown.querySelector(fold);
        if (next instanceof HTMLDetailsElement) next.open = open;
      }
      return this.scanning === 'button' ? [shown, this.#actions(words)] : [shown];
    }
    if (this.#error !== null) return [failure(words, this.#error.code, () => this.#plan())];
    if (this.#state === 'idle') return [invitation(words, this.scanning === 'off' ? null : this.#actions(words))];
    const waiting = head(h('span', { class: 'wheel' }), this.#heading(words));
    if (this.#state !== 'scanning') return [h('div', { class: 'card' }, waiting)];
    return [h('div', { class: 'card' }, this.#scanner ?? waiting, button(words.say('widget.cancel'), () => this.#cancel()))];
  }

  #actions(words: Words): HTMLElement {
    if (!this.#pasting) {
      return actions(
        button(words.say('widget.scan'), () => void this.scan().catch(() => undefined), true),
        button(words.say('widget.paste'), () => this.#paste(true)),
      );
    }
    return pasteBox(words, {
      check: (text) => void this.verify(text).catch(() => undefined),
      cancel: () => this.#paste(false),
    });
  }

  #paste(open: boolean): void {
    this.#pasting = open;
    this.#render();
    this.#body.querySelector<HTMLElement>(open ? 'textarea' : 'button')?.focus();
  }

  /** Back to what stood here before the scanner was opened. */
  #cancel(): void {
    this.#closeScanner();
    const text = this.#text;
    if (text === null) this.reset();
    else void this.verify(text).catch(() => undefined);
  }
}
