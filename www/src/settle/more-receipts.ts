import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FoundEvent } from '../elements/events';
import { follow } from '../elements/following';
import { icon } from '../elements/icons';
import type { Report } from '../report';
import type { Words } from '../words';
import type { Brought, Counter, Dispute } from './dispute';
import { amountText, clockText } from './figures';
import { parts, sheet } from './styles';

/** Other receipts of the case: the refund slip, the second charge. Laid beside the first for as long as the answer stands. */
@customElement('more-receipts')
export class MoreReceipts extends LitElement {
  static override styles = [
    parts,
    sheet,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1rem;
        padding: 0.5rem 0.75rem;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
        font-size: 0.9375rem;
      }

      .brought {
        padding: 0.625rem 0.875rem;
        border-radius: var(--radius-small);
        background: var(--slate-soft);
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) dispute!: Dispute;
  @property({ attribute: false }) counter!: Counter;
  /** What the answer is called now: it stands far above. */
  @property({ attribute: false }) now = '';
  @state() private open = false;
  @state() private brought: Brought | null = null;

  constructor() {
    super();
    follow(this, () => [this.dispute]);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('dispute')) return;
    this.open = false;
    this.brought = null;
  }

  protected override render(): TemplateResult {
    const { words, dispute } = this;
    const [, ...others] = dispute.reports;
    return html`
      <div class="head">${icon('receipt', 22)}<h2>${words.say('settle.more.title')}</h2></div>
      <p class="small quiet">${words.say('settle.more.text')}</p>
      ${others.length === 0 ? nothing : html`<ul class="stack">${others.map((report) => this.other(report))}</ul>`}
      <div role="status">${this.brought === null ? nothing : this.result(this.brought)}</div>
      ${this.open
        ? html`<receipt-scanner compact .words=${words} .accept=${this.counter.accept} @found=${this.found}></receipt-scanner>`
        : html`<div class="buttons">
            <button type="button" data-more="bring" @click=${() => void this.#open()}>${icon('scan', 20)} ${words.say('settle.more.bring')}</button>
          </div>`}
    `;
  }

  private other({ receipt, exponent, digest }: Report): TemplateResult | typeof nothing {
    const { words } = this;
    if (receipt === null) return nothing;
    return html`<li data-receipt=${digest}>
      <span>${words.valueLine('type', receipt.type)} · <bdi>${receipt.number}</bdi></span>
      <span>${amountText(receipt.amount, receipt.currency, exponent)}</span>
      <span class="small quiet">${clockText(receipt.iat, receipt.utc_offset)}</span>
    </li>`;
  }

  private result(brought: Brought): TemplateResult {
    const { words } = this;
    const said =
      brought.kind === 'refused'
        ? `${words.say(`verdict.${brought.report.code}.title`, brought.report.params)}: ${words.say('settle.more.refused')}`
        : words.say(`settle.more.${brought.kind}`);
    return html`<p class="brought small" data-brought=${brought.kind}>${said}</p>
      ${brought.kind === 'taken'
        ? html`<p data-now><strong>${words.say('settle.renewed', { title: this.now })}</strong></p>
            <button type="button" class="plain" data-act="up" @click=${() => this.dispatchEvent(new Event('up'))}>${words.say('settle.up')}</button>`
        : nothing}`;
  }

  async #open(): Promise<void> {
    await import('../entry');
    this.open = true;
    await this.updateComplete;
    const scanner = this.renderRoot.querySelector('receipt-scanner');
    await scanner?.updateComplete;
    scanner?.renderRoot.querySelector('ways-in')?.focusOn('scan');
  }

  private async found({ texts }: FoundEvent): Promise<void> {
    this.open = false;
    this.brought = await this.dispute.bring(texts);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[data-more=bring]')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'more-receipts': MoreReceipts;
  }
}
