import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { follow } from '../elements/following';
import { icon } from '../elements/icons';
import { localOffset } from '../format';
import type { Dispute } from '../settle/dispute';
import { clockText } from '../settle/figures';
import { loadSettler, type Settler } from '../settle/settler';
import type { Words } from '../words';
import './case-dates';
import type { CaseDates } from './case-dates';
import { ADDED, SCRIBES, caseFile, type Kind, type Line, type Scribe } from './case-log';
import { styles } from './case-styles';
import { canShareFile, codeOf, save, shareFile, today } from './save';

const TYPE = 'application/json';

/** One dispute's timeline, its dates, and the way to whoever goes on with it. */
@customElement('case-view')
export class CaseView extends LitElement {
  static override styles = styles;

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) dispute!: Dispute;
  @state() private settler: Settler | null = null;
  /** What was said about the last press. */
  @state() private said: { readonly key: string; readonly bad: boolean } | null = null;
  @state() private to: Scribe = 'finance';
  @query('textarea') private readonly field!: HTMLTextAreaElement | null;
  @query('case-dates') private readonly dates!: CaseDates | null;

  constructor() {
    super();
    follow(this, () => [this.dispute, this.dispute.log]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // An answer stands, so it is here already.
    void loadSettler().then((settler) => (this.settler = settler));
  }

  protected override render(): TemplateResult {
    const { words, dispute, settler } = this;
    const { log } = dispute;
    return html`<details data-print ?open=${log.brought} data-part="casefile">
      <summary>
        ${icon('file', 22)}
        <h2>${words.say('casefile.title')}</h2>
        <span class="small quiet">${words.count('casefile.lines', log.lines.length)}</span>
      </summary>
      <div class="body">
        <p class="small">${words.say('casefile.local')}</p>
        ${log.brought ? html`<p class="told" data-brought>${icon('info', 20)}<span>${words.say('casefile.brought')}</span></p>` : nothing}
        ${log.masked === 0 ? nothing : html`<p class="told" data-outcome="warn" data-masked>${icon('warn', 20)}<span>${words.count('casefile.masked', log.masked)}</span></p>`}
        <h3 id="timeline">${words.say('casefile.timeline')}</h3>
        <ol class="timeline" aria-labelledby="timeline">
          ${log.lines.map((line) => this.line(line))}
        </ol>
        ${this.adding()}
        ${settler === null ? nothing : html`<case-dates .words=${words} .dispute=${dispute} .settler=${settler}></case-dates>`}
        ${settler === null ? nothing : this.hand()}
        <p class="small ${this.said?.bad === true ? 'bad' : ''}" role="status" data-said=${this.said?.key ?? ''}>${this.said === null ? nothing : words.say(this.said.key)}</p>
      </div>
    </details>`;
  }

  private line({ at, kind, by, text, brought }: Line): TemplateResult {
    const { words } = this;
    const said = typeof text === 'function' ? text(words) : text;
    return html`<li data-line=${kind} ?data-from-file=${brought}>
      <p class="what">
        <strong>${words.say(`casefile.kind.${kind}`)}</strong>
        <span class="small quiet">${words.say(`casefile.by.${by ?? 'page'}`)} · <time datetime=${new Date(at * 1000).toISOString()}>${clockText(at, localOffset(at))}</time></span>
        ${brought ? html`<span class="tag">${words.say('casefile.from_file')}</span>` : nothing}
      </p>
      ${said === null ? nothing : html`<p class="text" dir="auto">${said}</p>`}
    </li>`;
  }

  private adding(): TemplateResult {
    const { words, dispute } = this;
    const { log } = dispute;
    return html`<fieldset class="no-print">
      <legend>${words.say('casefile.add.title')}</legend>
      ${this.roles('casefile.by', log.scribe, (scribe) => (log.scribe = scribe))}
      <label class="note">${words.say('casefile.add.text')} <textarea rows="3" maxlength="2000" aria-describedby="hint"></textarea></label>
      <p class="small quiet" id="hint">${words.say('casefile.add.hint')}</p>
      <div class="buttons">
        ${ADDED.map((kind) => html`<button type="button" data-add=${kind} ?disabled=${!log.open && kind === 'closed'} @click=${() => this.#add(kind)}>${words.say(`casefile.add.${kind}`)}</button>`)}
      </div>
    </fieldset>`;
  }

  private hand(): TemplateResult {
    const { words, dispute } = this;
    return html`<section class="no-print" aria-labelledby="hand">
      <h3 id="hand">${words.say('casefile.hand.title')}</h3>
      <p class="small">${words.say('casefile.hand.text')}</p>
      ${dispute.log.unsaved ? html`<p class="small quiet" data-unsaved>${words.say('casefile.hand.unsaved')}</p>` : nothing}
      ${this.roles('casefile.hand.to', this.to, (scribe) => (this.to = scribe))}
      <div class="buttons">
        <button type="button" data-case="save" @click=${() => void this.#hand('save')}>${icon('download', 20)} ${words.say('casefile.hand.save')}</button>
        ${canShareFile(this.#name(), TYPE)
          ? html`<button type="button" data-case="share" @click=${() => void this.#hand('share')}>${icon('share', 20)} ${words.say('casefile.hand.share')}</button>`
          : nothing}
      </div>
    </section>`;
  }

  private roles(label: string, chosen: Scribe, choose: (scribe: Scribe) => void): TemplateResult {
    const { words } = this;
    return html`<label class="role">${words.say(label)}
      <select data-role=${label} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as Scribe)}>
        ${SCRIBES.map((scribe) => html`<option value=${scribe} ?selected=${scribe === chosen}>${words.say(`casefile.by.${scribe}`)}</option>`)}
      </select></label>`;
  }

  #add(kind: Kind): void {
    const { dispute, field, settler } = this;
    const text = field?.value.trim() ?? '';
    if (settler === null || field === null) return;
    // What could not leave in a file is not taken in either.
    const at = dispute.log.lines.at(-1)?.at ?? 0;
    const tried = { version: 1, type: 'receipt-case', language: 'en', dossiers: [], answers: {}, deadlines: [] } as const;
    try {
      settler.writeFile({ ...tried, entries: [{ at, kind: 'opened' }, { at, kind, by: dispute.log.scribe, ...(text === '' ? {} : { text }) }] });
    } catch (error) {
      this.said = { key: `casefile.error.${codeOf(error)}`, bad: true };
      field.focus();
      return;
    }
    dispute.log.add(kind, text === '' ? null : text);
    field.value = '';
    this.said = { key: 'casefile.add.done', bad: false };
  }

  async #hand(way: 'save' | 'share'): Promise<void> {
    const { words, dispute, settler, dates, to } = this;
    const { log } = dispute;
    if (settler === null) return;
    const file = (): string => settler.writeFile(caseFile(log, words, dispute, dates?.worked ?? []));
    try {
      file();
      // That it was handed over belongs into what is handed over.
      log.add('handed_over', words.say('casefile.hand.handed', { to: words.say(`casefile.by.${to}`) }));
      const text = file();
      if (way === 'save') save(this.#name(), TYPE, text);
      else if (!(await shareFile(this.#name(), TYPE, text))) return;
      log.saved();
      this.said = { key: 'casefile.hand.saved', bad: false };
    } catch (error) {
      this.said = { key: `casefile.error.${codeOf(error)}`, bad: true };
    }
  }

  #name(): string {
    const number = this.dispute.reports[0]?.receipt?.number ?? '';
    const plain = number.replace(/[^A-Za-z0-9-]/g, '').slice(0, 32);
    return `${today()}${plain === '' ? '' : `-${plain}`}.receipt-case.json`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'case-view': CaseView;
  }
}
