import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isoTime } from '../format';
import type { Words } from '../i18n';
import { loadPaper } from '../paper';
import type { Check, CheckOutcome, Report } from '../report';
import { icon } from './icons';
import { base, folds } from './styles';

const URGENCY: readonly CheckOutcome[] = ['conflict', 'warn', 'info', 'pass'];

/** Checks, ignored parts and details: everything that was found, folded away. */
@customElement('fold-view')
export class FoldView extends LitElement {
  static override styles = [
    base,
    folds,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
      }

      .card {
        padding-block: 0.875rem;
      }

      summary .quiet {
        font-size: 0.875rem;
      }

      .rows {
        display: grid;
        gap: 0.75rem;
      }

      .rows li {
        display: grid;
        grid-template-columns: minmax(5.75rem, auto) 1fr;
        gap: 0.75rem;
        align-items: start;
        font-size: 0.9375rem;
      }

      .mark {
        display: inline-flex;
        align-items: center;
        justify-self: start;
        gap: 0.25rem;
        padding: 0.125rem 0.5rem 0.125rem 0.375rem;
        border-radius: 999px;
        background: var(--slate-soft);
        color: var(--slate);
        font-size: 0.8125rem;
        font-weight: 600;
        white-space: nowrap;
      }

      .mark[data-outcome='warn'] {
        background: var(--amber-soft);
        color: var(--amber);
      }

      .mark[data-outcome='conflict'] {
        background: var(--red-soft);
        color: var(--red);
      }

      h3 {
        margin: 1.25rem 0 0.375rem;
        color: var(--ink-2);
      }

      dl {
        display: grid;
        gap: 0.375rem;
        font-size: 0.9375rem;
      }

      dl > div {
        display: grid;
        grid-template-columns: minmax(5rem, 8rem) 1fr;
        gap: 0.75rem;
      }

      dt {
        color: var(--ink-2);
      }

      pre {
        max-height: 28rem;
        margin: 0.5rem 0 0;
        padding: 0.75rem;
        overflow: auto;
        border-radius: var(--radius-small);
        background: var(--surface-2);
        white-space: pre-wrap;
      }

      .inner {
        margin-top: 1rem;
      }

      .entry + .entry {
        margin-top: 0.75rem;
      }

      @media print {
        :host {
          display: block;
        }

        .card {
          margin-bottom: 0.75rem;
          break-inside: avoid;
        }

        h3 {
          break-after: avoid;
        }

        .rows li,
        .entry,
        dl > div {
          break-inside: avoid;
        }

        .mark {
          padding: 0;
          background: none;
          color: #000;
        }
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) report!: Report;
  @property({ attribute: false }) input = '';
  /** The statements taken apart, once somebody has asked. */
  @state() private inspected = '';

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('input')) this.inspected = '';
  }

  protected override render(): TemplateResult {
    const { report } = this;
    return html`
      ${report.checks.length === 0 ? nothing : this.checks(report.checks)}
      ${report.ignored.length === 0 ? nothing : this.ignored()} ${this.details()}
    `;
  }

  private checks(checks: readonly Check[]): TemplateResult {
    const { words } = this;
    const notable = checks.filter((check) => check.outcome === 'warn' || check.outcome === 'conflict').length;
    const summary =
      notable === 0
        ? words.count('checks.summary.clear', checks.length)
        : words.count('checks.summary.notable', notable);
    const sorted = [...checks].sort((a, b) => URGENCY.indexOf(a.outcome) - URGENCY.indexOf(b.outcome));
    return html`
      <details class="card" data-print data-fold="checks" ?open=${checks.some((check) => check.outcome === 'conflict')}>
        <summary><h2>${words.say('checks.title')}</h2><span class="quiet">${summary}</span></summary>
        <ul class="rows">
          ${sorted.map(
            (check) => html`<li data-check=${check.code}>
              <span class="mark" data-outcome=${check.outcome}
                >${icon(check.outcome, 16)} ${words.say(`checks.outcome.${check.outcome}`)}</span
              >
              <span dir="auto">${words.say(`check.${check.code}`, check.params)}</span>
            </li>`,
          )}
        </ul>
      </details>
    `;
  }

  private ignored(): TemplateResult {
    const { words, report } = this;
    return html`
      <details class="card" data-print data-fold="ignored">
        <summary><h2>${words.say('ignored.title')}</h2><span class="quiet">${report.ignored.length}</span></summary>
        <ul class="rows">
          ${report.ignored.map(
            ({ part, code }) => html`<li data-part=${code}>
              <span class="mark">${words.say('ignored.part', { n: part + 1 })}</span>
              <span>${words.say(`part.${code}`)}</span>
            </li>`,
          )}
        </ul>
      </details>
    `;
  }

  private details(): TemplateResult {
    const { words, report } = this;
    return html`
      <details class="card" data-print data-fold="details">
        <summary><h2>${words.say('details.title')}</h2></summary>
        <dl>
          ${this.row('details.outcome', report.outcome)} ${this.row('details.code', report.code)}
          ${report.digest === null ? nothing : this.row('details.digest', report.digest)}
        </dl>
        ${this.signers()} ${this.statuses()} ${this.ages()} ${report.outcome === 'verified' ? this.decoded() : nothing}
      </details>
    `;
  }

  private row(label: string, value: string): TemplateResult {
    return html`<div>
      <dt>${this.words.say(label)}</dt>
      <dd class="mono"><bdi>${value}</bdi></dd>
    </div>`;
  }

  private signers(): TemplateResult | typeof nothing {
    const { words, report } = this;
    if (report.signers.length === 0) return nothing;
    const levels = new Map(report.evidence.map((entry) => [`${entry.role} ${entry.iss}`, entry.level]));
    return html`
      <h3>${words.say('details.signers')}</h3>
      ${report.signers.map((signer) => {
        const level = levels.get(`${signer.role} ${signer.iss}`);
        return html`<div class="entry small">
          <p>
            <strong dir="auto">${signer.name}</strong> · ${words.value('role', signer.role)}${level === undefined
              ? nothing
              : html` · ${level} ${words.value('level', level)}`}
          </p>
          <p class="mono quiet">${signer.iss}</p>
          <p class="mono quiet">${words.say('details.key')}: ${signer.kid} (${signer.thumbprint})</p>
          ${signer.party === null ? nothing : html`<p class="mono quiet">${words.say('details.party')}: ${signer.party}</p>`}
        </div>`;
      })}
    `;
  }

  private statuses(): TemplateResult | typeof nothing {
    const { words, report } = this;
    if (report.statuses.length === 0) return nothing;
    return html`
      <h3>${words.say('details.statuses')}</h3>
      ${report.statuses.map(
        (status) => html`<p class="small">
          ${status.sequence}. <bdi>${status.name}</bdi>: ${words.value('event', status.event)}
          <span class="quiet">${isoTime(status.at)}${status.counts ? nothing : html` · ${words.say('details.status_ignored')}`}</span>
        </p>`,
      )}
    `;
  }

  private ages(): TemplateResult {
    const { words, report } = this;
    const age = (seconds: number | null): string =>
      seconds === null ? words.say('details.none') : words.say('age.ago', { age: words.age(seconds) });
    const { provenance, iss, sequence } = report.trust;
    return html`
      <h3>${words.say('details.ages')}</h3>
      <dl>
        ${report.outcome === 'verified'
          ? html`${this.row('details.age_receipt', age(report.ages.receipt))}
            ${this.row('details.age_status', age(report.ages.status))}`
          : nothing}
        ${this.row('details.age_list', age(report.ages.trust_list))}
      </dl>
      <h3>${words.say('details.trust')}</h3>
      <p class="small">
        ${words.say(`trust.${provenance}`)} · <bdi>${iss ?? words.say('trust.maker_unnamed')}</bdi>${sequence === null
          ? nothing
          : html` · ${words.say('trust.number', { n: sequence })}`}
      </p>
    `;
  }

  private decoded(): TemplateResult {
    const { words } = this;
    return html`
      <details class="inner no-print" data-fold="decoded" @toggle=${() => this.#inspect()}>
        <summary><h3>${words.say('details.decoded')}</h3></summary>
        <p class="small quiet">${words.say('details.decoded_note')}</p>
        <pre class="mono" tabindex="0" dir="ltr">${this.inspected}</pre>
      </details>
    `;
  }

  async #inspect(): Promise<void> {
    const { input } = this;
    try {
      const { inspect } = await loadPaper();
      if (input === this.input) this.inspected = JSON.stringify(inspect(input), null, 2);
    } catch {
      this.inspected = '';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fold-view': FoldView;
  }
}
