import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ChapterWords } from '../app/chapter';
import { icon, type IconName } from '../elements/icons';
import { timeText } from '../format';
import type { Report } from '../report';
import { amountText } from '../settle/figures';
import { parts } from '../settle/styles';
import type { Words } from '../words';
import { remedyRows } from './terms-text';
import type { Acknowledgement, Half, Settlement } from './types';

const SAID: Readonly<Record<string, IconName>> = { mine: 'pass', not_recognised: 'question', amount_differs: 'conflict', returned_goods: 'refund' };
const STATE: Readonly<Record<string, IconName>> = { agreed: 'pass', agreed_here: 'info', one_side_unidentified: 'info', unidentified: 'question', proposed: 'pen' };
/** What none of these answers shows. */
const LIMITS = ['no_display', 'not_a_person', 'continuity'] as const;
/** What they are together, without promising more than each holds. */
function kindOf(deals: readonly Settlement[]): 'agreed' | 'proposed' | 'not_shown' {
  if (deals.every(({ state }) => state === 'agreed')) return 'agreed';
  return deals.every(({ state }) => state === 'proposed') ? 'proposed' : 'not_shown';
}

/** Reasons that say whose key it is, or that nobody does. */
const SAYS_WHOSE = ['ack_key_unidentified', 'ack_own_key'];
/** Reasons that a settlement's state says already. */
const SAID_BY_STATE = [...SAYS_WHOSE, 'settlement_shop_unidentified'];
/** Money that went back, as the acquirer says. */
const BACK = ['refund_issued', 'refund_posted', 'reversed'];

/** What the customer answered and what the two agreed: by whom, when, how, and what it doesn't show. A denial stands where a confirmation would. */
@customElement('sign-offs')
export class SignOffs extends LitElement {
  static override styles = [
    parts,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
      }

      .head {
        display: flex;
        align-items: center;
        gap: 0.625rem;
      }

      .head svg {
        color: var(--accent);
      }

      .said {
        font-size: 1.125rem;
        font-weight: 650;
      }

      .state {
        display: inline-flex;
        align-items: center;
        gap: 0.375rem;
        justify-self: start;
        padding: 0.0625rem 0.625rem;
        border: 1px solid var(--line-strong);
        border-radius: 999px;
        font-size: 0.875rem;
        font-weight: 650;
      }

      article {
        display: grid;
        gap: 0.5rem;
      }

      article + article {
        padding-top: 0.875rem;
        border-top: 1px solid var(--line);
      }

      .limits {
        display: grid;
        gap: 0.25rem;
        padding-inline-start: 1.125rem;
        list-style: disc;
      }

      .facts {
        display: grid;
        gap: 0.375rem;
        padding-inline-start: 1.25rem;
        list-style: disc;
      }

      dl {
        display: grid;
        gap: 0.375rem;
        font-size: 0.9375rem;
      }

      dl > div {
        display: grid;
        grid-template-columns: minmax(5rem, 8rem) minmax(0, 1fr);
        gap: 0.75rem;
      }

      dt {
        color: var(--ink-2);
      }
    `,
  ];

  @property() language = '';
  @property({ attribute: false }) report!: Report;

  readonly #chapter = new ChapterWords(this, ['verdict', 'ui', 'signoff']);

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this.#chapter;
    const { acknowledgements, settlements } = this.report;
    if (words === null || acknowledgements.length + settlements.length === 0) return nothing;
    return html`
      ${acknowledgements.length === 0
        ? nothing
        : html`<section class="card" aria-labelledby="acks" data-part="acknowledgements">
            <div class="head">${icon('person', 22)}<h2 id="acks">${words.say('signoff.acks.title')}</h2></div>
            ${acknowledgements.map((ack) => this.answer(ack, words))}
            <ul class="limits small quiet">
              ${LIMITS.map((code) => html`<li>${words.say(`ack_limit.${code}`)}</li>`)}
            </ul>
          </section>`}
      ${settlements.length === 0
        ? nothing
        : html`<section class="card" aria-labelledby="deals" data-part="settlements">
            <div class="head">${icon('pen', 22)}<h2 id="deals">${words.say(`signoff.deals.title.${kindOf(settlements)}`)}</h2></div>
            ${settlements.map((settlement) => this.settlement(settlement, words))}
            <p class="small quiet">${words.say('signoff.deals.limits')}</p>
          </section>`}
    `;
  }

  private answer(ack: Acknowledgement, words: Words): TemplateResult {
    const { verdict, amount, currency, counts, code, tied } = ack;
    const named = amount === null ? '' : words.say('ack_amount.named', { amount: amountText(amount, currency ?? '', this.report.exponent) });
    const whose = [words.say(`ack_bound.${ack.bound}`, { name: ack.by?.name ?? '' }), words.find(`ack_tied.${tied ?? ''}`) ?? ''].join(' ').trim();
    return html`<article data-ack=${verdict} data-bound=${ack.bound} data-counts=${counts ? 'yes' : 'no'} data-code=${code ?? ''}>
      <p class="told said">${icon(SAID[verdict] ?? 'info', 22)}<span>${words.say(`ack.${verdict}`)} ${named}</span></p>
      ${code !== null && SAYS_WHOSE.includes(code) ? nothing : this.line('person', whose)} ${code === null ? nothing : this.line('warn', words.find(`ack_code.${code}`) ?? code, 'warn')}
      ${this.line('key_whole', this.how(ack, words))} ${this.line('info', words.say('signoff.acks.at', { time: this.time(ack.at, words) }))}
      ${counts ? this.line('pass', words.say(`signoff.acks.counts.${tied === 'last4' ? 'last4' : 'receipt'}`)) : nothing}
    </article>`;
  }

  private settlement(deal: Settlement, words: Words): TemplateResult {
    const { state, first, second, facts, code } = deal;
    return html`<article data-settlement=${state}>
      <p class="state">${icon(STATE[state] ?? 'info', 18)} ${words.say(`signoff.state.${state}`)}</p>
      <p class="small">${words.say(`settlement.${state}`)}</p>
      ${state === 'unidentified' ? html`<p class="small quiet">${words.say('signoff.state.unidentified.text')}</p>` : nothing}
      ${state !== 'agreed_here' && [first, second].some((half) => half?.bound === 'own') ? this.line('warn', words.say('signoff.own'), 'warn') : nothing}
      <ul class="facts">
        ${facts.map((fact) => html`<li dir="auto">${fact}</li>`)}
      </ul>
      <dl>
        ${remedyRows({ ...deal, exponent: deal.exponent ?? this.report.exponent }, words, this.report.receipt?.utc_offset ?? 0).map(
          ([label, value]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${this.half(first, 'first', words)} ${second === null ? nothing : this.half(second, 'second', words)}
      ${code === null || SAID_BY_STATE.includes(code) ? nothing : this.line('warn', this.reason(code, words), 'warn')} ${this.since(deal, words)}
    </article>`;
  }

  private half(half: Half, which: 'first' | 'second', words: Words): TemplateResult {
    const said = words.say(`signoff.half.${which}.${half.side}`, { time: this.time(half.at, words) });
    return html`<div class="stack" data-half=${which} data-bound=${half.bound}>
      ${this.line(half.side === 'customer' ? 'person' : 'shop', said)} ${this.line('key_whole', `${this.whose(half, words)} ${this.how(half, words)}`)}
    </div>`;
  }

  /** What the acquirer said after it was agreed. */
  private since({ remedy, first, second, amount }: Settlement, words: Words): TemplateResult | typeof nothing {
    if (second === null || amount === null || !['refund', 'partial_refund'].includes(remedy)) return nothing;
    const after = Math.max(first.at, second.at);
    const back = this.report.statuses.filter(({ counts, event, at }) => counts && BACK.includes(event) && at >= after);
    const due = this.report.checks.some(({ code }) => code === 'settlement_due_passed');
    if (back.length === 0) return this.line(due ? 'warn' : 'info', words.say(due ? 'signoff.since.due_passed' : 'signoff.since.nothing'), due ? 'warn' : 'info');
    return html`${back.map(({ event, at, amount: minor, currency, name }) =>
      this.line(
        'refund',
        words.say('signoff.since.event', {
          name,
          event: words.value('event', event),
          amount: amountText(minor, currency, this.report.exponent),
          time: this.time(at, words),
        }),
      ),
    )}`;
  }

  /** By whom the key is known, which is all that is known of its owner. */
  private whose({ bound, by }: Half, words: Words): string {
    const name = by?.name ?? '';
    return words.find(`signoff.bound.${bound}`, { name }) ?? words.say(`ack_bound.${bound}`, { name });
  }

  private how({ method, backup_eligible, backed_up }: Acknowledgement | Half, words: Words): string {
    if (method !== 'passkey') return words.say(method === 'shop_key' ? 'signoff.method.shop_key' : 'ack_key.device_key');
    const place = backed_up === true ? 'backed_up' : backup_eligible === true ? 'may_be_copied' : 'one_device';
    return words.say(`ack_key.passkey_${place}`);
  }

  private reason(code: string, words: Words): string {
    return words.find(`ack_code.${code}`) ?? words.find(`part.${code}`) ?? words.find(`check.${code}`) ?? code;
  }

  private time(at: number, words: Words): string {
    return timeText(at, this.report.receipt?.utc_offset ?? 0, words.language);
  }

  private line(sign: IconName, text: string, outcome = 'info'): TemplateResult {
    return html`<p class="told" data-outcome=${outcome}>${icon(sign, 18)}<span dir="auto">${text}</span></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sign-offs': SignOffs;
  }
}
