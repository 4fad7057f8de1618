import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { nowSeconds } from '../clock';
import { icon } from '../elements/icons';
import { chooseLanguage, knownLanguages, loadWords, type Chapter, type Words } from '../i18n';
import { judgePlan, type Reports } from './bench';
import { styles } from './drill-styles';
import { PLANS, exists, loadPlan, viewAfter, type PlanId } from './plan';
import { record } from './record';
import { Run } from './run';
import { says } from './says';

const CHAPTERS: readonly Chapter[] = ['verdict', 'ui', 'drill'];

/** What was said about the last press. */
interface Reply {
  readonly right: boolean;
  readonly step: string;
}

/** The bad day for people at a counter: a situation, steps to press in order, a clock, and what verifiers say meanwhile. */
@customElement('receipt-drill')
export class ReceiptDrill extends LitElement {
  static override styles = styles;

  @state() private words: Words | null = null;
  @state() private run: Run | null = null;
  @state() private reports: Reports = new Map();
  @state() private reply: Reply | null = null;
  @state() private team = '';
  @state() private broken = false;
  /** Read once a second, so that the clock moves. */
  @state() private tick = 0;
  @query('[data-heading]') private readonly heading!: HTMLElement | null;
  @query('#record') private readonly recordHeading!: HTMLElement | null;
  #speaking = '';
  #clock = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#speak(chooseLanguage(navigator.languages));
  }

  override disconnectedCallback(): void {
    window.clearInterval(this.#clock);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('words') || this.words === null) return;
    document.documentElement.lang = this.words.language;
    document.title = this.words.say('drill.page.title');
  }

  protected override render(): TemplateResult {
    const { words, run } = this;
    if (words === null) return html`<slot></slot>`;
    return html`
      <aside class="ribbon" aria-label=${words.say('drill.page.tag')}>${words.say('drill.record.sample')}</aside>
      ${this.header(words)}
      <main>
        ${this.broken ? html`<p class="card" role="alert">${words.say('drill.page.missing')}</p>` : nothing}
        ${run === null ? this.choice(words) : run.next === null ? this.end(words, run) : this.walk(words, run)}
      </main>
    `;
  }

  private header(words: Words): TemplateResult {
    return html`
      <header class="no-print">
        <a class="button plain brand" href="../">${icon('back', 20)}${words.say('drill.page.home')}</a>
        <div role="group" aria-label=${words.say('language.switch')}>
          ${knownLanguages()
            .filter(({ language }) => language !== words.language)
            .map(
              ({ language, name }) =>
                html`<button type="button" class="plain" lang=${language} @click=${() => void this.#speak(language)}>${name}</button>`,
            )}
        </div>
      </header>
    `;
  }

  private choice(words: Words): TemplateResult {
    return html`
      <div class="hero">
        <h1 tabindex="-1" data-heading>${words.say('drill.page.title')}</h1>
        <p class="lead">${words.say('drill.page.lead')}</p>
      </div>
      <h2>${words.say('drill.page.choose')}</h2>
      <ul class="plans">
        ${PLANS.map(
          (id) => html`<li class="card">
            <h3 id=${id}>${words.say(`drill.${id}.name`)}</h3>
            <p>${words.say(`drill.${id}.situation`)}</p>
            <button type="button" class="primary" data-plan=${id} aria-describedby=${id} @click=${() => void this.#begin(id)}>
              ${words.say('drill.page.begin')}
            </button>
          </li>`,
        )}
      </ul>
    `;
  }

  private walk(words: Words, run: Run): TemplateResult {
    const own = (key: string): string => words.say(`drill.${run.plan.drill}.${key}`);
    const count = run.done.length;
    return html`
      <div class="situation-head">
        <div>
          <h1>${own('name')}</h1>
          <p>${own('situation')}</p>
        </div>
        ${this.clock(words, run)}
      </div>
      <div class="columns">
        <section class="card" aria-labelledby="ask">
          <h2 id="ask" tabindex="-1" data-heading>${words.say(count === 0 ? 'drill.page.ask_first' : 'drill.page.ask_next')}</h2>
          <div class="reply" role="status">${this.answer(words, own)}</div>
          <ul class="steps">
            ${run.left.map(
              (id) => html`<li>
                <button type="button" class="step" data-step=${id} @click=${() => this.#press(id)}>${own(`step.${id}.do`)}</button>
              </li>`,
            )}
          </ul>
          ${count === 0
            ? nothing
            : html`<h3>${words.say('drill.page.done_of', { n: count, of: run.plan.steps.length })}</h3>
                <ol class="taken">
                  ${run.done.map(({ step }) => html`<li>${own(`step.${step.id}.do`)}</li>`)}
                </ol>`}
        </section>
        ${this.now(words, run)}
      </div>
      <p class="leave"><button type="button" class="plain" @click=${() => this.#leave()}>${words.say('drill.page.leave')}</button></p>
    `;
  }

  private clock(words: Words, run: Run): TemplateResult {
    const seconds = run.elapsed(this.tick);
    const digits = [Math.floor(seconds / 60), seconds % 60].map((n) => String(n).padStart(2, '0')).join(':');
    return html`<p class="clock"><span class="small">${words.say('drill.page.clock')}</span><span role="timer" class="digits">${digits}</span></p>`;
  }

  private answer(words: Words, own: (key: string) => string): TemplateResult {
    const { reply } = this;
    if (reply === null) return html`<p class="quiet">${words.say('drill.page.hint')}</p>`;
    const lead = words.say(reply.right ? 'drill.page.right' : 'drill.page.early');
    return html`<p class=${reply.right ? 'right' : 'early'} data-reply=${reply.right ? 'right' : 'early'}>
      ${icon(reply.right ? 'pass' : 'info', 20)}<span><b>${lead}</b> ${own(`step.${reply.step}.why`)}</span>
    </p>`;
  }

  /** What customers' verifiers say about each receipt by now. */
  private now(words: Words, run: Run): TemplateResult {
    const view = viewAfter(run.plan, run.doneIds);
    const own = (key: string): string => words.say(`drill.${run.plan.drill}.${key}`);
    const receipts = run.plan.receipts.filter(({ id }) => exists(run.plan, id, run.doneIds));
    return html`
      <section class="card" aria-labelledby="now">
        <h2 id="now">${words.say('drill.page.now_says')}</h2>
        <p class="small quiet" data-now=${view}>${own(`view.${view}`)}</p>
        <dl class="verdicts">
          ${receipts.map(({ id }) => {
            const report = this.reports.get(view)?.get(id);
            return html`<div data-receipt=${id}>
              <dt>${own(`receipt.${id}`)}</dt>
              <dd>${report === undefined ? '—' : says(words, report)}</dd>
            </div>`;
          })}
        </dl>
      </section>
    `;
  }

  private end(words: Words, run: Run): TemplateResult {
    return html`
      <div class="finish no-print">
        <label
          >${words.say('drill.page.team')}
          <input
            type="text"
            maxlength="120"
            autocomplete="off"
            .value=${this.team}
            @input=${(event: Event) => (this.team = (event.target as HTMLInputElement).value)}
          />
        </label>
        <div class="buttons">
          <button type="button" class="primary" @click=${() => window.print()}>${icon('print', 20)}${words.say('drill.page.print')}</button>
          <button type="button" @click=${() => this.#leave()}>${words.say('drill.page.again')}</button>
        </div>
      </div>
      ${record(words, run, this.reports, this.team)}
    `;
  }

  async #begin(id: PlanId): Promise<void> {
    try {
      const plan = await loadPlan(id);
      this.reports = await judgePlan(plan);
      this.broken = false;
      this.reply = null;
      this.team = '';
      this.tick = performance.now();
      this.run = new Run(plan, nowSeconds(), this.tick);
    } catch {
      this.broken = true;
      return;
    }
    this.#clock = window.setInterval(() => (this.tick = performance.now()), 1_000);
    await this.#focus();
    window.scrollTo({ top: 0 });
  }

  #press(id: string): void {
    const { run } = this;
    const expected = run?.next?.id;
    if (run === null || expected === undefined) return;
    this.tick = performance.now();
    this.reply = { right: run.press(id, this.tick), step: expected };
    if (run.next === null) window.clearInterval(this.#clock);
    if (this.reply.right) void this.#focus();
  }

  #leave(): void {
    window.clearInterval(this.#clock);
    this.run = null;
    this.reply = null;
    void this.#focus();
  }

  /** What was pressed is gone; the next thing to read gets the focus. */
  async #focus(): Promise<void> {
    await this.updateComplete;
    (this.recordHeading ?? this.heading)?.focus();
  }

  async #speak(language: string): Promise<void> {
    this.#speaking = language;
    const words = await loadWords(language, CHAPTERS);
    if (language === this.#speaking) this.words = words;
  }
}
