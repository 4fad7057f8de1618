import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { follow } from '../elements/following';
import { icon } from '../elements/icons';
import { wheel } from '../elements/styles';
import { fetchSample } from '../samples';
import type { Words } from '../words';
import './bill-columns';
import type { ColumnsEvent } from './bill-columns';
import { matched } from './bill-match';
import { BillReader } from './bill-reader';
import { BillRefusal, type Phase } from './bill-task';
import type { Dispute } from './dispute';
import { parts, sheet } from './styles';
import { SIDES, type BillColumns, type BillFacts, type Supplier } from './types';

/** What the file picker offers first; anything may be chosen. */
const ACCEPT = '.csv,.txt,.xlsx,.xml,.sta,.mt940,.940,.ofx,.qfx,text/csv,text/plain,text/xml,application/xml,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const SAMPLE = 'samples/wechat_bill.csv';
const SAMPLE_NAME = 'wechat_bill.csv';

type Step =
  | { readonly kind: 'closed' }
  | { readonly kind: 'whose' }
  | { readonly kind: 'pick'; readonly whose: Supplier }
  | { readonly kind: 'reading'; readonly whose: Supplier; readonly name: string; readonly phase: Phase }
  | { readonly kind: 'columns'; readonly whose: Supplier; readonly name: string; readonly reader: BillReader; readonly columns: BillColumns }
  | { readonly kind: 'refused'; readonly whose: Supplier; readonly code: string };

const CLOSED: Step = { kind: 'closed' };

/** A statement file, laid beside the receipt: read here, kept nowhere, sent nowhere. Whose it is comes first, because it decides what it counts for. */
@customElement('bill-view')
export class BillView extends LitElement {
  static override styles = [
    parts,
    sheet,
    wheel,
    css`
      h3:focus {
        outline: none;
      }

      .drop {
        display: grid;
        gap: 0.5rem;
        justify-items: center;
        padding: 1rem;
        border: 2px dashed var(--line-strong);
        border-radius: var(--radius-small);
        text-align: center;
      }

      .drop[data-over] {
        border-color: var(--accent);
        background: var(--accent-soft);
      }

      .reading {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.75rem;
      }

      .refused {
        display: grid;
        gap: 0.5rem;
        padding: 0.75rem 1rem;
        border-radius: var(--radius-small);
        background: var(--slate-soft);
      }

      .match {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.625rem;
        padding: 0.875rem 1rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        background: var(--surface-2);
      }

      .match .line {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0.125rem 1rem;
        padding: 0.625rem 0.75rem;
        border: 1px dashed var(--line-strong);
        border-radius: var(--radius-small);
        background: var(--surface);
      }

      .match .line > .wide {
        flex: 1 0 100%;
        min-width: 0;
      }

      .match .amount {
        font-weight: 650;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }

      .match dl {
        display: grid;
        gap: 0.375rem;
        font-size: 0.9375rem;
      }

      .match dl > div {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 0.5rem;
      }

      .match dt {
        min-width: 4.5rem;
        color: var(--ink-2);
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) dispute!: Dispute;
  @state() private step: Step = CLOSED;
  @state() private over = false;
  @query('input[type=file]') private readonly picker!: HTMLInputElement;
  @query('[data-step] h3') private readonly heading!: HTMLElement | null;

  /** Only the newest file may answer. */
  #turn = 0;
  #reading: BillReader | null = null;

  constructor() {
    super();
    follow(this, () => [this.dispute]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.step = CLOSED;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('dispute')) this.step = CLOSED;
    this.toggleAttribute('data-result', this.dispute.bill !== null);
  }

  protected override render(): TemplateResult {
    const { words, step } = this;
    return html`
      <div class="head">${icon('file', 22)}<h2>${words.say('settle.bill.title')}</h2></div>
      <p class="small quiet no-print">${words.say('settle.bill.local')}</p>
      ${step.kind === 'closed' ? this.held() : this.#at(step)}
    `;
  }

  #at(step: Step): TemplateResult | typeof nothing {
    switch (step.kind) {
      case 'closed':
        return nothing;
      case 'whose':
        return this.whose();
      case 'pick':
        return this.pick(step.whose);
      case 'reading':
        return this.reading(step.name, step.phase);
      case 'columns':
        return html`<bill-columns .words=${this.words} .name=${step.name} .columns=${step.columns} @columns=${this.confirmed} @cancel=${() => this.#close()}></bill-columns>`;
      case 'refused':
        return this.refused(step.code, step.whose);
    }
  }

  /** What came of a file, or the way to one. */
  private held(): TemplateResult {
    const { words, dispute } = this;
    const { bill } = dispute;
    if (bill === null) {
      return html`<div class="buttons no-print">
        <button type="button" data-bill="open" @click=${() => this.#go({ kind: 'whose' })}>${icon('file', 20)} ${words.say('settle.bill.open')}</button>
      </div>`;
    }
    return html`
      ${matched(words, dispute)}
      <div class="buttons no-print">
        <button type="button" data-bill="forget" @click=${() => this.#forget()}>${icon('remove', 20)} ${words.say('settle.bill.forget')}</button>
        <button type="button" data-bill="other" class="plain" @click=${() => this.#go({ kind: 'whose' })}>${words.say('settle.bill.other')}</button>
      </div>
    `;
  }

  private whose(): TemplateResult {
    const { words } = this;
    return html`<section data-step="whose">
      <h3 tabindex="-1">${words.say('settle.bill.whose')}</h3>
      <p class="small quiet">${words.say('settle.bill.whose_why')}</p>
      <div class="choices">
        ${[...SIDES, 'unknown' as const].map(
          (whose) => html`<button type="button" data-whose=${whose} @click=${() => this.#go({ kind: 'pick', whose })}>${words.say(`settle.bill.whose.${whose}`)}</button>`,
        )}
      </div>
      ${this.cancel()}
    </section>`;
  }

  private pick(whose: Supplier): TemplateResult {
    const { words, dispute } = this;
    return html`<section data-step="pick">
      <h3 tabindex="-1">${words.say(`settle.bill.pick.${whose}`)}</h3>
      <div
        class="drop"
        ?data-over=${this.over}
        @dragover=${(event: DragEvent) => this.#hover(event, true)}
        @dragleave=${(event: DragEvent) => this.#hover(event, false)}
        @drop=${(event: DragEvent) => this.#drop(event, whose)}
      >
        <button type="button" class="primary" data-bill="pick" @click=${() => this.picker.click()}>${icon('file', 20)} ${words.say('settle.bill.choose')}</button>
        <p class="small quiet">${words.say('settle.bill.formats')}</p>
        ${dispute.reports[0]?.trust.sample === true
          ? html`<button type="button" class="plain" data-bill="sample" @click=${() => void this.#sample(whose)}>${words.say('settle.bill.sample')}</button>`
          : nothing}
      </div>
      <input type="file" accept=${ACCEPT} hidden @change=${() => this.#picked(whose)} />
      <details class="small">
        <summary>${words.say('settle.bill.how')}</summary>
        <ul class="stack">
          ${['wechat', 'alipay', 'bank'].map((name) => html`<li>${words.say(`settle.bill.how.${name}`)}</li>`)}
        </ul>
      </details>
      ${this.cancel()}
    </section>`;
  }

  private reading(name: string, phase: Phase): TemplateResult {
    const { words } = this;
    return html`<section data-step="reading" data-phase=${phase}>
      <h3 tabindex="-1"><bdi>${name}</bdi></h3>
      <p class="reading" role="status"><span class="wheel"></span><span>${words.say(`settle.bill.phase.${phase}`)}</span></p>
      ${this.cancel()}
    </section>`;
  }

  private refused(code: string, whose: Supplier): TemplateResult {
    const { words } = this;
    const title = words.find(`bill.error.${code}`) ?? words.say('settle.bill.failed.title');
    const remedy = words.find(`bill.remedy.${code}`) ?? words.say('settle.bill.failed.text');
    return html`<section data-step="refused" data-refused=${code}>
      <div class="refused">
        <h3 tabindex="-1">${title}</h3>
        <p class="small">${remedy}</p>
      </div>
      <div class="buttons">
        <button type="button" data-bill="again" @click=${() => this.#go({ kind: 'pick', whose })}>${words.say('settle.bill.another')}</button>
        <button type="button" class="plain" data-bill="cancel" @click=${() => this.#close()}>${words.say('settle.cancel')}</button>
      </div>
    </section>`;
  }

  private cancel(): TemplateResult {
    return html`<div class="buttons">
      <button type="button" class="plain" data-bill="cancel" @click=${() => this.#close()}>${this.words.say('settle.cancel')}</button>
    </div>`;
  }

  #hover(event: DragEvent, over: boolean): void {
    event.preventDefault();
    this.over = over;
  }

  #drop(event: DragEvent, whose: Supplier): void {
    event.preventDefault();
    event.stopPropagation();
    this.over = false;
    const file = event.dataTransfer?.files.item(0) ?? null;
    if (file !== null) void this.#read(file, whose);
  }

  #picked(whose: Supplier): void {
    const file = this.picker.files?.item(0) ?? null;
    if (file === null) return;
    void this.#read(file, whose);
    // So that the same file, chosen again, counts as a change.
    this.picker.value = '';
  }

  /** Who tries the page with a sample slip has no file of their own that fits. */
  async #sample(whose: Supplier): Promise<void> {
    try {
      await this.#read(new File([await fetchSample(SAMPLE)], SAMPLE_NAME), whose);
    } catch {
      this.#go({ kind: 'refused', whose, code: 'bill_failed' });
    }
  }

  async #read(file: File, whose: Supplier): Promise<void> {
    const turn = ++this.#turn;
    this.#go({ kind: 'reading', whose, name: file.name, phase: 'opening' });
    try {
      const reader = await BillReader.open((phase) => {
        // A file that is laid down already is looked through again when a receipt is added: nothing shows of that.
        if (turn === this.#turn && this.step.kind === 'reading') this.step = { ...this.step, phase };
      });
      if (turn !== this.#turn) {
        reader.leave();
        return;
      }
      this.#reading = reader;
      const facts = await reader.read(file);
      if (turn !== this.#turn) return;
      if (facts.columns !== null && !facts.columns.sure) this.#go({ kind: 'columns', whose, name: file.name, reader, columns: facts.columns });
      else await this.#taken(turn, reader, file.name, facts, whose);
    } catch (error) {
      this.#refuse(turn, whose, error);
    }
  }

  private confirmed({ guess }: ColumnsEvent): void {
    if (this.step.kind === 'columns') void this.#readAs(this.step, JSON.stringify(guess));
  }

  async #readAs({ whose, name, reader }: Extract<Step, { kind: 'columns' }>, columns: string): Promise<void> {
    const turn = ++this.#turn;
    this.#go({ kind: 'reading', whose, name, phase: 'reading' });
    try {
      const facts = await reader.readAs(columns);
      if (turn === this.#turn) await this.#taken(turn, reader, name, facts, whose);
    } catch (error) {
      this.#refuse(turn, whose, error);
    }
  }

  async #taken(turn: number, reader: BillReader, name: string, facts: BillFacts, whose: Supplier): Promise<void> {
    await this.dispute.take(reader, name, facts, whose);
    if (turn !== this.#turn) return;
    // From here on it is the dispute's, until it is forgotten.
    this.#reading = null;
    this.#go(CLOSED);
  }

  #refuse(turn: number, whose: Supplier, error: unknown): void {
    if (turn !== this.#turn) return;
    this.#stop();
    this.#go({ kind: 'refused', whose, code: error instanceof BillRefusal ? error.code : 'bill_failed' });
  }

  #close(): void {
    this.#stop();
    this.#go(CLOSED);
  }

  #forget(): void {
    this.dispute.forget();
    this.#go(CLOSED);
  }

  /** Whatever is under way counts no longer. */
  #stop(): void {
    this.#turn += 1;
    this.#reading?.leave();
    this.#reading = null;
  }

  #go(step: Step): void {
    this.step = step;
    // The keyboard goes on where the next thing stands.
    void this.updateComplete.then(() => {
      if (this.heading !== null) this.heading.focus();
      else this.renderRoot.querySelector<HTMLElement>('[data-match] h3, [data-bill=open]')?.focus();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bill-view': BillView;
  }
}
