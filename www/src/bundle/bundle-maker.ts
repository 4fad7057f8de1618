import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { canShareFile, codeOf, save, shareFile, today } from '../casefile/save';
import { follow } from '../elements/following';
import { icon } from '../elements/icons';
import type { Counter, Dispute } from '../settle/dispute';
import { ownSide } from '../settle/next-steps';
import type { Words } from '../words';
import './attach-view';
import type { Attached } from './attachments';
import { styles } from './bundle-styles';
import { evidenceOf, type Wish } from './evidence';
import { hashOf } from './hashing';
import { loadPacker, sentencesOf } from './packer';
import { sheetView } from './sheet-view';
import { storedText } from './stored';
import { PROFILES, type BundleFacts, type BundleProfile, type BundleSide, type Sheet } from './types';

const TYPE = 'application/zip';
const SIDES: readonly BundleSide[] = ['customer', 'merchant', 'other'];

interface Draft {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly files: BundleFacts['manifest']['files'];
  readonly sheet: Sheet | null;
}

/** From a dispute to one file that somebody else can check again: who makes it, what for, what goes along, and a look at what goes in. */
@customElement('bundle-maker')
export class BundleMaker extends LitElement {
  static override styles = styles;

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) dispute!: Dispute;
  @property({ attribute: false }) counter!: Counter;
  @state() private maker = '';
  @state() private side: BundleSide | null = null;
  @state() private profile: BundleProfile | null = null;
  @state() private attached: readonly Attached[] = [];
  @state() private timeline = true;
  @state() private lists = true;
  @state() private draft: Draft | null = null;
  @state() private busy = false;
  @state() private said: { readonly text: string; readonly bad: boolean } | null = null;
  @query('#maker') private readonly makerField!: HTMLInputElement | null;
  #words: Readonly<Record<string, string>> = {};
  #open = false;
  /** Only the newest draft may come. */
  #turn = 0;
  #drawn: unknown = null;

  constructor() {
    super();
    follow(this, () => [this.dispute]);
  }

  protected override willUpdate(): void {
    // Another answer, another receipt, another language: what goes in is another.
    const drawn = JSON.stringify([this.dispute.input, this.dispute.claim, this.dispute.answers, this.dispute.bill?.name, this.words.language]);
    if (this.#open && drawn !== this.#drawn) void this.#prepare();
    this.#drawn = drawn;
  }

  protected override render(): TemplateResult {
    const { words, dispute, draft } = this;
    return html`<details class="no-print" data-part="evidence" @toggle=${this.toggled}>
      <summary>
        ${icon('keep', 22)}
        <h2>${words.say('evidence.make.title')}</h2>
      </summary>
      <div class="body">
        <p class="small">${words.say('evidence.make.text')}</p>
        <label class="row">${words.say('evidence.make.name')}
          <input id="maker" type="text" maxlength="64" autocomplete="off" .value=${this.maker} @input=${(event: Event) => (this.maker = (event.target as HTMLInputElement).value)} /></label>
        ${this.sides()} ${this.purpose()}
        ${draft?.sheet === null || draft === null
          ? nothing
          : sheetView(words, draft.sheet, { of: (element) => this.#words[element] ?? '', say: (element, text) => this.#say(element, text) })}
        <attach-view .words=${words} .attached=${this.attached} @attached=${this.attachedChanged}></attach-view>
        <div>
          ${this.tick('timeline', this.timeline, (on) => (this.timeline = on))} ${this.tick('lists', this.lists, (on) => (this.lists = on))}
        </div>
        ${dispute.bill === null ? nothing : html`<p class="told" data-line>${icon('info', 18)}<span>${words.say('evidence.make.line')}</span></p>`}
        ${draft === null ? nothing : this.preview(draft)}
        <div class="buttons">
          <button type="button" class="primary" data-bundle="make" ?disabled=${this.busy} @click=${() => void this.#make('save')}>${icon('download', 20)} ${words.say('evidence.make.do')}</button>
          ${canShareFile('evidence.zip', TYPE)
            ? html`<button type="button" data-bundle="share" ?disabled=${this.busy} @click=${() => void this.#make('share')}>${icon('share', 20)} ${words.say('evidence.make.share')}</button>`
            : nothing}
        </div>
        <p class="small ${this.said?.bad === true ? 'bad' : ''}" role="status" data-made=${this.said === null ? '' : this.said.bad ? 'no' : 'yes'}>${this.busy ? words.say('evidence.make.busy') : (this.said?.text ?? nothing)}</p>
      </div>
    </details>`;
  }

  private sides(): TemplateResult {
    const { words, side } = this;
    return html`<fieldset>
      <legend>${words.say('evidence.make.side')}</legend>
      <div class="choices">
        ${SIDES.map(
          (each) => html`<button type="button" data-side=${each} aria-pressed=${each === this.#side(side) ? 'true' : 'false'} @click=${() => this.#choose(() => (this.side = each))}>
            ${each === this.#side(side) ? icon('pass', 16) : nothing} ${words.value('side', each)}
          </button>`,
        )}
      </div>
    </fieldset>`;
  }

  private purpose(): TemplateResult {
    const { words, profile } = this;
    return html`<label class="row">${words.say('evidence.make.profile')}
      <select data-bundle="profile" @change=${(event: Event) => this.#for(PROFILES.find((name) => name === (event.target as HTMLSelectElement).value) ?? null)}>
        <option value="" ?selected=${profile === null}>${words.say('evidence.make.profile.none')}</option>
        ${PROFILES.map((name) => html`<option value=${name} ?selected=${name === profile}>${words.say(`bundle.profile.${name}.title`)}</option>`)}
      </select></label>`;
  }

  private tick(name: 'timeline' | 'lists', on: boolean, set: (on: boolean) => void): TemplateResult {
    return html`<label class="tick"
      ><input type="checkbox" data-tick=${name} .checked=${on} @change=${(event: Event) => this.#choose(() => set((event.target as HTMLInputElement).checked))} />${this.words.say(`evidence.make.${name}`)}</label
    >`;
  }

  private preview({ files, bytes }: Draft): TemplateResult {
    const { words } = this;
    return html`<details data-preview>
      <summary class="small">${words.count('evidence.make.preview', files.length + 1)} · ${words.say('evidence.make.bytes', { n: bytes.length })}</summary>
      <ul class="paths">
        ${files.map(({ path, kind, size }) => html`<li data-path=${path}><span>${words.say(`bundle.kind.${kind}`)} <span class="mono">${path}</span></span><span class="quiet">${words.say('evidence.make.bytes', { n: size })}</span></li>`)}
      </ul>
    </details>`;
  }

  private toggled(event: Event): void {
    const details = event.target as HTMLDetailsElement;
    if (details.dataset.part !== 'evidence') return;
    this.#open = details.open;
    if (details.open && this.draft === null) void this.#prepare();
  }

  private attachedChanged(event: Event): void {
    this.attached = [...(event.target as HTMLElementTagNameMap['attach-view']).attached];
    if (this.attached.every(({ sha256 }) => sha256 !== null)) void this.#prepare();
  }

  #side(side: BundleSide | null): BundleSide {
    return side ?? ownSide(this.dispute) ?? 'merchant';
  }

  #say(element: string, text: string): void {
    this.#words = { ...this.#words, [element]: text };
    void this.#prepare();
  }

  /** What was written for one purpose is no answer to another's questions. */
  #for(profile: BundleProfile | null): void {
    this.profile = profile;
    this.#words = {};
    void this.#prepare();
  }

  #choose(choice: () => void): void {
    choice();
    void this.#prepare();
  }

  #wish(maker: string): Wish {
    const { side, profile, attached, timeline, lists } = this;
    return { maker, side: this.#side(side), profile, said: profile === null ? {} : this.#words, attached, timeline, lists };
  }

  /** What would go in, made as it would be made. */
  async #prepare(): Promise<void> {
    const turn = ++this.#turn;
    const ready = this.attached.filter(({ sha256 }) => sha256 !== null);
    const draft = await this.#written({ ...this.#wish(this.maker.trim() === '' ? '—' : this.maker), attached: ready }).catch((error: unknown) => {
      if (turn === this.#turn) this.#refuse(error);
      return null;
    });
    if (turn !== this.#turn || draft === null) return;
    this.draft = draft;
    this.said = null;
  }

  async #written(wish: Wish): Promise<Draft> {
    const { words, dispute, counter } = this;
    const packer = await loadPacker();
    const input = await evidenceOf(dispute, counter.evidence(), words, wish);
    const sheetOf = (bytes: Uint8Array): Sheet | null => JSON.parse(storedText(bytes, 'profile.json') ?? 'null') as Sheet | null;
    const bytes = packer.make(input, await sentencesOf(input.language));
    const opened = packer.open(bytes);
    const { manifest } = opened.facts();
    opened.free();
    return { bytes, files: manifest.files, sheet: sheetOf(bytes) };
  }

  async #make(way: 'save' | 'share'): Promise<void> {
    const { words } = this;
    if (this.maker.trim() === '') {
      this.said = { text: words.say('evidence.make.name_missing'), bad: true };
      this.makerField?.focus();
      return;
    }
    if (this.attached.some(({ sha256 }) => sha256 === null)) {
      this.said = { text: words.say('evidence.make.wait'), bad: true };
      return;
    }
    this.busy = true;
    this.#turn += 1;
    try {
      const draft = await this.#written(this.#wish(this.maker));
      const hash = await hashOf(new Blob([draft.bytes]));
      const name = `${today()}-evidence.zip`;
      if (way === 'save') save(name, TYPE, draft.bytes);
      else if (!(await shareFile(name, TYPE, draft.bytes))) return;
      this.draft = draft;
      this.said = { text: words.say('evidence.make.done', { hash }), bad: false };
    } catch (error) {
      this.#refuse(error);
    } finally {
      this.busy = false;
    }
  }

  #refuse(error: unknown): void {
    const { words } = this;
    const member = (error as { readonly member?: unknown }).member;
    const text = words.find(`bundle.error.${codeOf(error)}`, { member: typeof member === 'string' ? member : '—' });
    this.said = { text: text ?? words.say('evidence.make.failed'), bad: true };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bundle-maker': BundleMaker;
  }
}
