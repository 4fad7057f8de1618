import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ChapterWords } from '../app/chapter';
import { icon, type IconName } from '../elements/icons';
import { toneOf } from '../elements/tone';
import type { Report } from '../report';
import { clockText } from '../settle/figures';
import type { Words } from '../words';
import { isRecordingKind, spanText } from './attachments';
import { opened, styles } from './bundle-styles';
import { hashOf } from './hashing';
import type { OpenedBundle } from './opened-bundle';
import type { BundleFinding } from './types';

const SIGN: Readonly<Record<BundleFinding['outcome'], IconName>> = { pass: 'pass', info: 'info', warn: 'warn', conflict: 'conflict' };

/** One of the bundle's receipts is to be shown by itself. */
export class OpenDossierEvent extends Event {
  static readonly type = 'open-dossier';
  readonly dossier: string;

  constructor(dossier: string) {
    super(OpenDossierEvent.type);
    this.dossier = dossier;
  }
}

/**
 * A bundle that somebody brought: what was found about it and in it, on this device. Nothing that it says about itself stands here as an answer.
 *
 * @fires open-dossier - one of its receipts.
 * @fires go-on - the dispute that it tells of.
 * @fires leave
 */
@customElement('bundle-view')
export class BundleView extends LitElement {
  static override styles = [styles, opened];

  @property() language = '';
  @property({ attribute: false }) bundle!: OpenedBundle;
  @state() private checked: { readonly text: string; readonly same: boolean | null } | null = null;
  @state() private copied: string | null = null;
  @query('h1') private readonly heading!: HTMLElement | null;
  @query('input[type=file]') private readonly picker!: HTMLInputElement | null;
  readonly #chapter = new ChapterWords(this, ['verdict', 'ui', 'claim', 'bill', 'settle', 'casefile', 'bundle', 'evidence']);
  #wanted = false;

  override focus(): void {
    this.#wanted = true;
    this.requestUpdate();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('bundle')) this.checked = null;
  }

  protected override updated(): void {
    if (!this.#wanted || this.heading === null) return;
    this.#wanted = false;
    this.heading.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this.#chapter;
    if (words === null) return nothing;
    return html`
      ${this.head(words)}
      <div class="stack">${this.answer(words)} ${this.receipts(words)} ${this.findings(words)}</div>
      <div class="stack">${this.attachments(words)} ${this.line(words)} ${this.timeline(words)} ${this.files(words)}</div>
    `;
  }

  private head(words: Words): TemplateResult {
    const { facts, contradicted, reports } = this.bundle;
    const { maker, made_at, utc_offset } = facts.manifest;
    return html`<section class="card head-card" ?data-contradicted=${contradicted} data-bundle-opened aria-labelledby="title">
      <p class="small">
        ${words.say('evidence.open.title')} · <bdi>${words.say('evidence.open.by', { maker: maker.name })}</bdi> (${words.value('side', maker.side)}) · ${clockText(made_at, utc_offset)}
      </p>
      ${reports.some(({ trust }) => trust.sample) ? html`<p class="ribbon"><strong>${words.say('sample.ribbon')}</strong><span>${words.say('sample.text')}</span></p>` : nothing}
      <h1 id="title" tabindex="-1">${icon(contradicted ? 'conflict' : 'info', 26)}<span>${words.say(`evidence.open.${standing(this.bundle)}`)}</span></h1>
      <p>${words.say('evidence.open.unread')}</p>
    </section>`;
  }

  private findings(words: Words): TemplateResult {
    return html`<section class="card" aria-labelledby="findings">
      <h2 id="findings">${words.say('evidence.open.findings')}</h2>
      <ul class="stack">
        ${this.bundle.findings.map(
          ({ code, outcome, params }) => html`<li class="told" data-finding=${code} data-outcome=${outcome}>
            ${icon(SIGN[outcome], 20)}<span dir="auto">${words.say(`bundle.finding.${code}`, params)}</span>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  private answer(words: Words): TemplateResult | typeof nothing {
    const { answer } = this.bundle;
    if (answer === null) return nothing;
    const stop = answer.stop;
    return html`<section class="card" aria-labelledby="answer" data-answered=${answer.answer} data-code=${answer.code} data-level=${answer.level}>
      <h2 id="answer">${words.say('evidence.open.answer')}: ${words.say(`claim.${answer.claim}.title`)}</h2>
      <h3>${words.say(stop === null ? `answer.${answer.sentence}.title` : `stop.${stop}.title`, answer.params)}</h3>
      <p dir="auto">${words.say(stop === null ? `answer.${answer.sentence}.text` : `stop.${stop}.text`, answer.params)}</p>
      <p class="small"><span class="level">${answer.level}</span>${words.value('level', answer.level)}</p>
      <div class="buttons no-print">
        <button type="button" class="primary" data-bundle="go-on" @click=${() => this.dispatchEvent(new Event('go-on'))}>${icon('talk', 20)} ${words.say('evidence.open.go_on')}</button>
      </div>
    </section>`;
  }

  private receipts(words: Words): TemplateResult {
    const { reports, facts } = this.bundle;
    return html`<section class="card" aria-labelledby="receipts">
      <h2 id="receipts">${words.say('evidence.open.receipts')}</h2>
      <ul class="receipts">
        ${reports.map((report) => html`<li data-report=${report.code} data-outcome=${report.outcome} data-level=${report.level}>${this.receipt(words, report)}</li>`)}
      </ul>
      <div class="buttons no-print">
        ${facts.dossiers.map(
          ({ path, text }) =>
            html`<button type="button" data-dossier=${path} @click=${() => this.dispatchEvent(new OpenDossierEvent(text))}>${icon('receipt', 20)} ${words.say('evidence.open.receipt')} <span class="mono">${path}</span></button>`,
        )}
      </div>
    </section>`;
  }

  private receipt(words: Words, report: Report): TemplateResult {
    const { receipt } = report;
    return html`${icon(toneOf(report).icon, 20)}<p>
      <strong>${words.say(`verdict.${report.code}.title`, report.params)}</strong>
      ${receipt === null ? nothing : html`<span class="small quiet"><bdi>${receipt.merchant.trading_name}</bdi> · ${receipt.number}</span>`}
    </p>
    <span class="level">${report.level}</span>`;
  }

  private attachments(words: Words): TemplateResult | typeof nothing {
    const { attachments } = this.bundle.facts.manifest;
    if (attachments.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="attachments">
      <h2 id="attachments">${words.say('evidence.open.attachments')}</h2>
      <ul class="stack">
        ${attachments.map(
          (one) => html`<li data-attachment=${one.sha256}>
            <p><strong dir="auto">${one.name}</strong> <span class="small quiet">${words.say(`bundle.attachment.${one.kind}`)}${isRecordingKind(one.kind) && typeof one.from === 'number' ? html` · ${spanText(one.from)}${typeof one.to === 'number' ? html`–${spanText(one.to)}` : nothing}` : nothing}</span></p>
            ${one.note === null || one.note === undefined ? nothing : html`<p class="small" dir="auto">${one.note}</p>`}
            <p class="mono">${one.sha256}</p>
          </li>`,
        )}
      </ul>
      <p class="small no-print">${words.say('evidence.open.attachments_text')}</p>
      <div class="buttons no-print">
        <button type="button" data-bundle="check" @click=${() => this.picker?.click()}>${icon('file', 20)} ${words.say('evidence.open.check')}</button>
        <input type="file" hidden @change=${this.picked} />
      </div>
      <p class="small" role="status" data-same=${this.checked?.same === null || this.checked === null ? '' : String(this.checked.same)}>${this.checked?.text ?? nothing}</p>
    </section>`;
  }

  private line(words: Words): TemplateResult | typeof nothing {
    const { line } = this.bundle.facts;
    if (line === null) return nothing;
    return html`<section class="card" aria-labelledby="line" data-statement-line>
      <h2 id="line">${words.say('evidence.open.line')}</h2>
      <p class="small"><bdi>${line.name}</bdi> · ${words.say(`settle.bill.from.${line.supplied_by}`)}</p>
      <p class="mono">${line.sha256}</p>
    </section>`;
  }

  private timeline(words: Words): TemplateResult | typeof nothing {
    const { entries, manifest } = this.bundle.facts;
    if (entries.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="entries">
      <h2 id="entries">${words.say('evidence.open.timeline')}</h2>
      <ol class="timeline">
        ${entries.map(
          ({ at, kind, by, text }) => html`<li data-line=${kind}>
            <p><strong>${words.say(`casefile.kind.${kind}`)}</strong> <span class="small quiet">${words.say(`casefile.by.${by ?? 'page'}`)} · ${clockText(at, manifest.utc_offset)}</span></p>
            ${text === null || text === undefined ? nothing : html`<p dir="auto">${text}</p>`}
          </li>`,
        )}
      </ol>
    </section>`;
  }

  /** The signed texts as they came, for whoever wants to check them elsewhere. */
  private files(words: Words): TemplateResult {
    const { manifest, dossiers, neighbours, lists } = this.bundle.facts;
    const originals = new Map([...dossiers, ...neighbours].map(({ path, text }) => [path, text]));
    manifest.files.filter(({ kind }) => kind === 'trust').forEach(({ path }, index) => originals.set(path, lists[index]?.text ?? ''));
    return html`<section class="card no-print" aria-labelledby="files">
      <h2 id="files">${words.say('evidence.open.files')}</h2>
      <ul class="paths">
        ${manifest.files.map(({ path, kind, size }) => {
          const text = originals.get(path);
          return html`<li data-path=${path}>
            <span>${words.say(`bundle.kind.${kind}`)} <span class="mono">${path}</span> <span class="quiet">${words.say('evidence.make.bytes', { n: size })}</span></span>
            ${text === undefined || text === ''
              ? nothing
              : html`<button type="button" class="plain" aria-label=${words.say('evidence.open.copy', { path })} @click=${() => void this.#copy(path, text)}>${icon(this.copied === path ? 'pass' : 'copy', 20)}</button>`}
          </li>`;
        })}
      </ul>
      <p class="small" role="status">${this.copied === null ? nothing : words.say('evidence.open.copied')}</p>
      <div class="buttons"><button type="button" class="plain" @click=${() => this.dispatchEvent(new Event('leave'))}>${icon('back', 20)} ${words.say('evidence.open.start')}</button></div>
    </section>`;
  }

  private async picked(): Promise<void> {
    const { words } = this.#chapter;
    const file = this.picker?.files?.item(0) ?? null;
    if (file === null || words === null || this.picker === null) return;
    this.picker.value = '';
    this.checked = { text: words.say('evidence.open.reading'), same: null };
    const hash = await hashOf(file);
    const meant = this.bundle.facts.manifest.attachments.find(({ sha256, size }) => sha256 === hash && size === file.size);
    this.checked = meant === undefined ? { text: words.say('evidence.open.other'), same: false } : { text: words.say('evidence.open.same', { name: meant.name }), same: true };
  }

  async #copy(path: string, text: string): Promise<void> {
    this.copied = await navigator.clipboard.writeText(text).then(
      () => path,
      () => null,
    );
  }
}

/** What the headline says: of pages that nobody compared it can't say that they contradict nothing. */
function standing({ contradicted, findings }: OpenedBundle): string {
  if (contradicted) return 'contradicted';
  return findings.some(({ code }) => code === 'bundle_html_not_compared') ? 'uncompared' : 'sound';
}

declare global {
  interface HTMLElementTagNameMap {
    'bundle-view': BundleView;
  }
  interface HTMLElementEventMap {
    'open-dossier': OpenDossierEvent;
  }
}
