import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ChapterWords } from '../app/chapter';
import { compare, isNeighbour, type Comparison, type Desk, type Finding } from '../card/neighbours';
import { moneyText, timeText } from '../format';
import type { Report } from '../report';
import type { Words } from '../words';
import type { FoundEvent } from './events';
import { icon, type IconName } from './icons';
import { base, buttons } from './styles';

const SIGN: Readonly<Record<Finding, IconName>> = {
  number_signed_twice: 'conflict',
  chain_broken: 'conflict',
  chain_holds: 'pass',
  chain_unlinked: 'info',
  same: 'info',
  other_terminal: 'info',
  apart: 'info',
  too_large: 'info',
};

interface Kept {
  readonly dossier: string;
  readonly report: Report;
}

/** Another receipt of the same terminal, laid beside this one. For as long as the answer stands; nothing is stored. */
@customElement('neighbours-view')
export class NeighboursView extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.875rem;
      }

      .kept {
        display: grid;
        gap: 0.5rem;
      }

      .kept button {
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1rem;
        width: 100%;
        border-radius: var(--radius-small);
        font-weight: 500;
      }

      .found {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.375rem 0.75rem;
        padding: 0.875rem 1rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        background: var(--slate-soft);
      }

      .found[data-conflict] {
        border: 2px solid var(--red);
        background: var(--red-soft);
      }

      .found[data-conflict] :is(h4, svg) {
        color: var(--red);
      }

      .found > :not(svg) {
        grid-column: 2;
      }

      .found > svg {
        grid-row: span 2;
      }

      h4 {
        margin: 0;
        font-size: 1rem;
      }
    `,
  ];

  @property() language = '';
  @property({ attribute: false }) report!: Report;
  @property({ attribute: false }) input = '';
  @property({ attribute: false }) desk!: Desk;
  @state() private open = false;
  @state() private comparison: Comparison | null = null;
  @state() private kept: readonly Kept[] | null = [];

  readonly #chapter = new ChapterWords(this, ['verdict', 'ui', 'scan', 'card']);

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('report')) return;
    this.open = false;
    this.comparison = null;
    this.kept = this.#others();
  }

  /** Those of the kept receipts that are this terminal's. */
  #others(): readonly Kept[] | null {
    const { desk, report } = this;
    const dossiers = desk.kept(report.signers[0]?.name ?? '');
    if (dossiers === null) return null;
    return dossiers.map((dossier) => ({ dossier, report: desk.judge([dossier]).report })).filter((kept) => isNeighbour(report, kept.report));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this.#chapter;
    if (words === null) return nothing;
    return html`
      <p class="small">${words.say('card.near.text')}</p>
      ${this.kept === null ? html`<p class="small quiet">${words.say('card.near.locked')}</p>` : this.list(words, this.kept)}
      <div role="status">${this.comparison === null ? nothing : this.result(words, this.comparison)}</div>
      ${this.open
        ? html`<receipt-scanner compact .words=${words} .accept=${this.desk.accept} @found=${this.found}></receipt-scanner>`
        : html`<div class="buttons">
            <button type="button" data-near="bring" @click=${() => (this.open = true)}>
              ${icon('scan', 20)} ${words.say(this.comparison === null ? 'card.near.bring' : 'card.near.another')}
            </button>
          </div>`}
    `;
  }

  private list(words: Words, kept: readonly Kept[]): TemplateResult | typeof nothing {
    if (kept.length === 0) return nothing;
    return html`
      <p class="small">${words.say('card.near.kept')}</p>
      <ul class="kept">
        ${kept.map(
          ({ dossier, report }) =>
            html`<li><button type="button" data-near="kept" @click=${() => this.#compare([dossier])}>${gist(report, words)}</button></li>`,
        )}
      </ul>
    `;
  }

  private result(words: Words, comparison: Comparison): TemplateResult {
    if (comparison.kind === 'refused') {
      const { code, params } = comparison.report;
      return html`<div class="found" data-found="refused">
        ${icon('info', 22)}
        <h4>${words.say(`verdict.${code}.title`, params)}</h4>
        <p class="small" dir="auto">${words.say(`verdict.${code}.text`, params)}</p>
        <p class="small">${words.say('card.near.refused')}</p>
      </div>`;
    }
    const { finding, params, both, other } = comparison;
    const conflict = SIGN[finding] === 'conflict';
    return html`<div class="found" data-found=${finding} ?data-conflict=${conflict}>
      ${icon(SIGN[finding], 22)}
      <h4>${words.say(`card.near.${finding}.title`, params)}</h4>
      <p class="small" dir="auto">${words.say(`card.near.${finding}.text`, params)}</p>
      <p class="small quiet">${words.say('card.near.other')} ${gist(other, words)}</p>
      ${both === null
        ? nothing
        : html`<div class="buttons">
              <button type="button" data-near="save" @click=${() => save(both, params)}>${icon('download', 20)} ${words.say('card.near.save')}</button>
            </div>
            <p class="small quiet">${words.say('card.near.saved_as')}</p>`}
    </div>`;
  }

  private found({ texts }: FoundEvent): void {
    this.open = false;
    this.#compare(texts);
  }

  #compare(texts: readonly string[]): void {
    this.comparison = compare(this.desk, this.input, this.report, texts);
  }
}

/** What tells one receipt from another, in the shop's own figures. */
function gist({ receipt, exponent }: Report, words: Words): TemplateResult | typeof nothing {
  if (receipt === null) return nothing;
  const { number, iat, utc_offset, amount, currency } = receipt;
  return html`<bdi>${number}</bdi> <span>${timeText(iat, utc_offset, words.language)}</span>
    <span>${moneyText(amount, currency, exponent, words.language)}</span>`;
}

/** A text file, which the page and the command line both read. */
function save(both: string, { this: one, other }: Readonly<Record<string, string | number>>): void {
  const address = URL.createObjectURL(new Blob([`${both}\n`], { type: 'text/plain' }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = `receipts-${plain(one)}-${plain(other)}.txt`;
  anchor.click();
  // Some browsers begin to read only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function plain(number: string | number | undefined): string {
  return String(number ?? '').replace(/[^A-Za-z0-9]+/g, '-');
}

declare global {
  interface HTMLElementTagNameMap {
    'neighbours-view': NeighboursView;
  }
}
