import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../elements/icons';
import type { Words } from '../words';
import { KINDS, attach, hash, isRecordingKind, secondsOf, spanText, type Attached } from './attachments';
import { styles } from './bundle-styles';
import type { AttachmentKind } from './types';

/** As many as a bundle takes. */
const MOST = 32;

/**
 * Files that go along as hashes, read here and left where they are.
 *
 * @fires attached - one was added, read, described or taken away.
 */
@customElement('attach-view')
export class AttachView extends LitElement {
  static override styles = styles;

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) attached: readonly Attached[] = [];
  @state() private fault: { readonly key: string; readonly params: Readonly<Record<string, number>> } | null = null;
  @query('input[type=file]') private readonly picker!: HTMLInputElement;

  protected override render(): TemplateResult {
    const { words, attached } = this;
    return html`<section class="stack" aria-labelledby="attach">
      <h3 id="attach">${words.say('evidence.make.attach')}</h3>
      <p class="small">${words.say('evidence.make.attach_text')}</p>
      ${attached.map((one) => this.one(one))}
      <p class="small bad" role="alert">${this.fault === null ? nothing : words.say(this.fault.key, this.fault.params)}</p>
      <div class="buttons">
        <button type="button" data-bundle="attach" @click=${() => this.picker.click()}>${icon('file', 20)} ${words.say('evidence.make.attach_add')}</button>
        <input type="file" multiple hidden @change=${this.picked} />
      </div>
    </section>`;
  }

  private one(one: Attached): TemplateResult {
    const { words } = this;
    return html`<div class="attached" data-attached=${one.sha256 === null ? 'reading' : 'read'}>
      <p class="name" dir="auto">${one.file.name}</p>
      <p class="mono" role="status">${one.sha256 ?? words.say('evidence.make.attach_reading', { n: Math.floor(one.share * 100) })}</p>
      <label class="row">${words.say('evidence.make.attach_kind')}
        <select data-attach="kind" @change=${(event: Event) => this.#change(() => (one.kind = (event.target as HTMLSelectElement).value as AttachmentKind))}>
          ${KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === one.kind}>${words.say(`bundle.attachment.${kind}`)}</option>`)}
        </select></label>
      ${isRecordingKind(one.kind) ? html`<div class="spans">${this.moment(one, 'from')} ${this.moment(one, 'to')}</div>` : nothing}
      <label class="row">${words.say('evidence.make.attach_note')}
        <input type="text" maxlength="500" data-attach="note" .value=${one.note} @change=${(event: Event) => this.#change(() => (one.note = (event.target as HTMLInputElement).value))} /></label>
      <div class="buttons">
        <button type="button" class="plain" data-attach="remove" aria-label=${words.say('evidence.make.attach_remove', { name: one.file.name })} @click=${() => this.#put(this.attached.filter((other) => other !== one))}>
          ${icon('remove', 20)}
        </button>
      </div>
    </div>`;
  }

  private moment(one: Attached, which: 'from' | 'to'): TemplateResult {
    const seconds = one[which];
    return html`<label class="row">${this.words.say(`evidence.make.attach_${which}`)}
      <input type="text" inputmode="numeric" maxlength="8" placeholder="0:00:00" data-attach=${which} .value=${seconds === null ? '' : spanText(seconds)} @change=${(event: Event) => this.#moment(one, which, event.target as HTMLInputElement)} /></label>`;
  }

  #moment(one: Attached, which: 'from' | 'to', field: HTMLInputElement): void {
    const seconds = field.value.trim() === '' ? null : secondsOf(field.value);
    const tried = { from: one.from, to: one.to, [which]: seconds };
    const wrong = (field.value.trim() !== '' && seconds === null) || (tried.from !== null && tried.to !== null && tried.to < tried.from);
    this.fault = wrong ? { key: 'evidence.make.attach_span', params: {} } : null;
    if (wrong) {
      field.value = '';
      one[which] = null;
      field.focus();
    } else one[which] = seconds;
    this.#tell();
  }

  private picked(): void {
    const files = [...(this.picker.files ?? [])];
    this.picker.value = '';
    this.fault = this.attached.length + files.length > MOST ? { key: 'evidence.make.attach_too_many', params: { n: MOST } } : null;
    const added = files.slice(0, MOST - this.attached.length).map(attach);
    this.#put([...this.attached, ...added]);
    void added.reduce<Promise<void>>((before, one) => before.then(() => hash(one, () => this.#read(one))), Promise.resolve());
  }

  #read(one: Attached): void {
    this.requestUpdate();
    if (one.sha256 !== null) this.#tell();
  }

  #change(change: () => void): void {
    change();
    this.requestUpdate();
    this.#tell();
  }

  #put(attached: readonly Attached[]): void {
    this.attached = attached;
    this.#tell();
  }

  #tell(): void {
    this.dispatchEvent(new Event('attached'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'attach-view': AttachView;
  }
}
