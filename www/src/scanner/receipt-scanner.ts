import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ArrivalEvent, BundleEvent, FoundEvent, ScannerStateEvent, WishEvent, type ScannerState, type Wish } from '../elements/events';
import { base, buttons, wheel } from '../elements/styles';
import { WaysIn } from '../elements/ways-in';
import type { Words } from '../i18n';
import type { Params } from '../report';
import { cameraIsElsewhere } from './camera-view';
import { inAppBrowser } from './in-app';
import { arrivalOf, type Arrival, type Source } from './input';
import { PasteBox } from './paste-box';
import { CodeReader } from './reader';
import { Signals } from './signals';
import { StillFailure, readFile, type Accept } from './stills';

/** What one receipt among several is called. */
export type Describe = (text: string) => string | null | Promise<string | null>;

type View =
  | { readonly kind: Exclude<ScannerState, 'choice' | 'trouble'> }
  | { readonly kind: 'choice'; readonly options: readonly Option[]; readonly others: number; readonly source: Source }
  | { readonly kind: 'trouble'; readonly code: string; readonly params: Params };

interface Option {
  readonly text: string;
  readonly name: string | null;
}

const WAYS: View = { kind: 'ways' };

/**
 * The scanner of the page and of the widget: camera, picture, paste and drop, each beside the others in every state.
 *
 * Nothing is fetched, opened or listened to outside this element before somebody uses it, but for `wide`. It takes its
 * colours from the custom properties of page.css, which whoever holds it sets on itself.
 *
 * @fires found - `FoundEvent`: texts to check. One that `accept` takes or, where a picture or a paste held none such,
 *   all that it held, so that the core can say why.
 * @fires wish - `WishEvent` with `close`: the camera or the box was closed.
 * @fires scanner-state - `ScannerStateEvent`: what is shown has changed.
 */
@customElement('receipt-scanner')
export class ReceiptScanner extends LitElement {
  static override styles = [
    base,
    buttons,
    wheel,
    css`
      :host {
        display: grid;
        gap: 0.875rem;
      }

      .reading {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: 0.75rem;
        color: var(--ink-2);
      }

      .stop {
        justify-self: center;
      }

      .elsewhere {
        padding: 0.75rem 1rem;
        border-radius: var(--radius-small);
        background: var(--amber-soft);
        color: var(--ink);
      }

      .trouble {
        display: grid;
        gap: 0.5rem;
        border-color: transparent;
        background: var(--slate-soft);
      }

      .trouble h2:focus,
      .choice h2:focus {
        outline: none;
      }

      .trouble h2 {
        color: var(--slate);
        font-size: 1.25rem;
      }

      .choice {
        display: grid;
        gap: 0.75rem;
      }

      .choice ul {
        display: grid;
        gap: 0.5rem;
      }

      .choice li button {
        flex-direction: column;
        gap: 0;
        width: 100%;
        padding-block: 0.625rem;
        border-radius: var(--radius-small);
      }

      .choice li span {
        font-weight: 400;
      }

      .drop {
        position: fixed;
        inset: 0;
        z-index: 10;
        display: grid;
        place-items: center;
        margin: 0.75rem;
        border: 3px dashed var(--accent);
        border-radius: 1.5rem;
        background: var(--ground);
        opacity: 0.92;
        color: var(--accent);
        font-size: 1.25rem;
        font-weight: 700;
        pointer-events: none;
      }

      :host(:not([wide])) {
        position: relative;
      }

      :host(:not([wide])) .drop {
        position: absolute;
        margin: 0;
        font-size: 1rem;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) accept: Accept = () => true;
  /** Tells several receipts in one picture apart: in words that a verdict allows, or null. */
  @property({ attribute: false }) describe: Describe = () => null;
  /** What stands open at first: the ways in, or the camera at once. */
  @property() start: 'ways' | 'camera' = 'ways';
  /** Small buttons, for under an answer. */
  @property({ type: Boolean, reflect: true }) compact = false;
  /** Takes what is dropped or pasted anywhere in the window, and not on this element alone. */
  @property({ type: Boolean, reflect: true }) wide = false;
  @state() private view: View = WAYS;
  @state() private dropping = false;
  @query('paste-box') private readonly pasteBox!: PasteBox | null;
  @query('ways-in') private readonly waysIn!: WaysIn | null;
  @query('[data-trouble] h2, .choice h2') private readonly heading!: HTMLElement | null;

  readonly #reader = new CodeReader();
  readonly #signals = new Signals();
  /** Only the newest thing brought in may answer. */
  #turn = 0;
  #leaving = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    const reach: EventTarget = this.wide ? window : this;
    this.addEventListener('keydown', (event) => this.key(event), { signal });
    reach.addEventListener('dragover', (event) => this.#dragOver(event as DragEvent), { signal });
    reach.addEventListener('dragleave', (event) => this.#dragLeave(event as DragEvent), { signal });
    reach.addEventListener('drop', (event) => void this.#drop(event as DragEvent), { signal });
    reach.addEventListener('paste', (event) => void this.#paste(event as ClipboardEvent), { signal });
    if (this.start === 'camera') this.#show({ kind: 'camera' });
  }

  override disconnectedCallback(): void {
    this.#leaving.abort();
    this.reset();
    super.disconnectedCallback();
  }

  /** Fetches the decoder ahead of its first use. */
  warm(): void {
    this.#reader.warm();
  }

  /** Reads what came in by a way of the holder's: a sample, or what the share sheet handed over. */
  async take(arrival: Arrival, source: Source): Promise<void> {
    const turn = ++this.#turn;
    if (this.view.kind === 'reading') this.#reader.abandon();
    if (arrival.kind === 'text') {
      this.#found([arrival.text], source);
      return;
    }
    if (arrival.kind === 'bundle') {
      this.#show(WAYS);
      this.dispatchEvent(new BundleEvent(arrival.file));
      return;
    }
    this.#show({ kind: 'reading' });
    const next = await this.#read(arrival.file, source);
    if (turn !== this.#turn) return;
    if ('kind' in next) this.#show(next);
    else this.#found(next, source);
  }

  /** Back to the ways in; whatever was under way is given up. */
  reset(): void {
    this.#turn += 1;
    if (this.view.kind === 'reading') this.#reader.abandon();
    this.#show(WAYS);
  }

  protected override render(): TemplateResult {
    const { words, view } = this;
    return html`
      ${view.kind === 'trouble' ? this.trouble(view.code, view.params) : nothing}
      ${view.kind === 'choice' ? this.choice(view) : nothing}
      <ways-in
        .words=${words}
        ?compact=${this.compact || view.kind !== 'ways'}
        @arrival=${this.arrived}
        @wish=${this.wished}
      ></ways-in>
      <p class="reading" role="status" ?hidden=${view.kind !== 'reading'}>
        ${view.kind === 'reading' ? html`<span class="wheel"></span>${words.say('busy.picture')}` : nothing}
      </p>
      ${view.kind === 'reading'
        ? html`<button type="button" class="plain stop" @click=${this.reset}>${words.say('busy.stop')}</button>`
        : nothing}
      ${view.kind === 'ways' ? this.elsewhere() : nothing}
      ${view.kind === 'paste'
        ? html`<paste-box .words=${words} @arrival=${this.arrived} @wish=${this.wished}></paste-box>`
        : nothing}
      ${view.kind === 'camera'
        ? html`<camera-view
            .words=${words}
            .reader=${this.#reader}
            .accept=${this.accept}
            .signals=${this.#signals}
            @found=${this.seen}
            @wish=${this.wished}
          ></camera-view>`
        : nothing}
      ${this.dropping ? html`<div class="drop" aria-hidden="true"><p>${words.say('ways.drop_now')}</p></div>` : nothing}
    `;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('view' as keyof this)) return;
    // The keyboard and the screen reader go on where something has opened.
    this.heading?.focus({ preventScroll: true });
    if (this.view.kind === 'paste') void this.pasteBox?.updateComplete.then(() => this.pasteBox?.focus());
  }

  /** Said before anybody has tried where it is known that there is no camera. */
  private elsewhere(): TemplateResult | typeof nothing {
    const { words } = this;
    const inside = inAppBrowser(navigator.userAgent);
    if (inside === null || !cameraIsElsewhere()) return nothing;
    return html`<p class="small elsewhere" data-inapp=${inside}>
      ${words.say('inapp.hint', { app: words.say(`inapp.${inside}`) })}
    </p>`;
  }

  private trouble(code: string, params: Params): TemplateResult {
    const { words } = this;
    return html`
      <section class="card trouble" data-trouble=${code}>
        <h2 tabindex="-1">${words.say(`trouble.${code}.title`)}</h2>
        <p>${words.say(`trouble.${code}.text`, params)}</p>
      </section>
    `;
  }

  private choice({ options, others, source }: View & { kind: 'choice' }): TemplateResult {
    const { words } = this;
    return html`
      <section class="card choice" data-choice>
        <h2 tabindex="-1">${words.say('choice.title')}</h2>
        <p>${words.say('choice.text')}</p>
        <ul>
          ${options.map(
            ({ text, name }, index) =>
              html`<li>
                <button type="button" @click=${() => this.#found([text], source)}>
                  ${words.say('choice.one', { n: index + 1 })}${name === null ? nothing : html` <span>${name}</span>`}
                </button>
              </li>`,
          )}
        </ul>
        ${others === 0 ? nothing : html`<p class="small quiet">${words.count('choice.others', others)}</p>`}
      </section>
    `;
  }

  private arrived({ arrival, source }: ArrivalEvent): void {
    void this.take(arrival, source);
  }

  private wished(event: WishEvent): void {
    event.stopPropagation();
    this.#turn += 1;
    const left = this.view.kind;
    const views: Readonly<Record<Wish, View>> = { scan: { kind: 'camera' }, paste: { kind: 'paste' }, close: WAYS };
    this.#show(views[event.wish]);
    if (event.wish === 'close') this.#closed(left);
  }

  private seen(event: FoundEvent): void {
    event.stopPropagation();
    this.#found(event.texts, event.source);
  }

  private key(event: KeyboardEvent): void {
    const left = this.view.kind;
    if (event.key !== 'Escape' || event.isComposing || (left !== 'camera' && left !== 'paste')) return;
    this.reset();
    this.#closed(left);
  }

  #closed(left: ScannerState): void {
    this.waysIn?.focusOn(left === 'paste' ? 'paste' : 'scan');
    this.dispatchEvent(new WishEvent('close'));
  }

  #found(texts: readonly string[], source: Source): void {
    this.#turn += 1;
    this.#show(WAYS);
    this.dispatchEvent(new FoundEvent(texts, source));
  }

  async #read(file: File, source: Source): Promise<View | readonly string[]> {
    try {
      const { receipts, others } = await readFile(file, this.#reader, this.accept);
      if (receipts.length > 1) return { kind: 'choice', options: await this.#options(receipts), others: others.length, source };
      return receipts.length === 1 ? receipts : others;
    } catch (error) {
      if (error instanceof StillFailure) return { kind: 'trouble', code: error.code, params: error.params };
      return { kind: 'trouble', code: 'scan_failed', params: {} };
    }
  }

  #options(texts: readonly string[]): Promise<readonly Option[]> {
    return Promise.all(texts.map(async (text) => ({ text, name: await this.describe(text) })));
  }

  #show(view: View): void {
    if (view === this.view) return;
    this.view = view;
    this.dispatchEvent(new ScannerStateEvent(view.kind));
  }

  #dragOver(event: DragEvent): void {
    if (event.defaultPrevented) return;
    event.preventDefault();
    this.dropping = true;
  }

  #dragLeave(event: DragEvent): void {
    // Without a related target the pointer has left the window.
    const { relatedTarget } = event;
    if (relatedTarget === null || !(this.wide || this.contains(relatedTarget as Node))) this.dropping = false;
  }

  async #drop(event: DragEvent): Promise<void> {
    // Another scanner within this one's reach has it.
    if (event.defaultPrevented) return;
    event.preventDefault();
    this.dropping = false;
    const arrival = await arrivalOf(event.dataTransfer);
    if (arrival !== null) await this.take(arrival, 'drop');
  }

  async #paste(event: ClipboardEvent): Promise<void> {
    if (event.defaultPrevented) return;
    const typing = event.composedPath().some((target) => target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement);
    const picture = (event.clipboardData?.files.length ?? 0) > 0;
    // Text pasted into a field is the field's.
    if (typing && !picture) return;
    event.preventDefault();
    const arrival = await arrivalOf(event.clipboardData);
    if (arrival !== null) await this.take(arrival, 'paste');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'receipt-scanner': ReceiptScanner;
  }
}
