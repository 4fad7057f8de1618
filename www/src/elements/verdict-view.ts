import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { telephone } from '../format';
import type { Words } from '../i18n';
import type { Report, Signer } from '../report';
import { icon } from './icons';
import { printed } from './print-styles';
import './receipt-view';
import { base, buttons } from './styles';
import { toneOf } from './tone';

/** The answer: one line, one sentence, and under it only what that answer carries. */
@customElement('verdict-view')
export class VerdictView extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .layout {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
        align-items: start;
      }

      .rest {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
      }

      .verdict {
        position: relative;
        padding: 1.375rem 1.25rem 1.375rem;
        border: 1px solid transparent;
        border-radius: var(--radius);
        background: var(--soft);
        overflow: hidden;
      }

      .verdict[data-tone='blue'] {
        --soft: var(--blue-soft);
        --strong: var(--blue);
      }

      .verdict[data-tone='green'] {
        --soft: var(--green-soft);
        --strong: var(--green);
      }

      .verdict[data-tone='amber'] {
        --soft: var(--amber-soft);
        --strong: var(--amber);
      }

      .verdict[data-tone='red'] {
        --soft: var(--red-soft);
        --strong: var(--red);
      }

      .verdict[data-tone='slate'] {
        --soft: var(--slate-soft);
        --strong: var(--slate);
      }

      .ribbon {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.125rem 0.75rem;
        margin: -1.375rem -1.25rem 1.25rem;
        padding: 0.5rem 1.25rem;
        background: #ffd24d;
        color: #2b2100;
        font-size: 0.875rem;
      }

      .ribbon strong {
        letter-spacing: 0.06em;
      }

      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem 0.875rem;
        align-items: center;
      }

      .badge {
        display: grid;
        flex: none;
        place-items: center;
        width: 3.25rem;
        height: 3.25rem;
        border-radius: 1rem;
        background: var(--strong);
        color: var(--soft);
      }

      /* Focus comes here by script, to be read from; nothing can be pressed. */
      h1:focus {
        outline: none;
      }

      /* Large text gets the line below for itself. */
      h1 {
        flex: 1 1 6em;
        color: var(--strong);
        font-size: clamp(1.375rem, 4.6vw, 1.75rem);
        font-weight: 750;
        line-height: 1.25;
      }

      .sentence {
        margin-top: 0.875rem;
        font-size: 1.0625rem;
      }

      .notes {
        display: grid;
        gap: 0.5rem;
        margin-top: 0.875rem;
        font-size: 0.9375rem;
      }

      .notes li {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.5rem;
      }

      .notes svg {
        margin-top: 0.15em;
        color: var(--strong);
      }

      .level {
        display: inline-flex;
        align-items: center;
        gap: 0.5rem;
        margin-top: 1rem;
        padding: 0.1875rem 0.75rem 0.1875rem 0.1875rem;
        border: 1px solid var(--strong);
        border-radius: 999px;
        font-size: 0.875rem;
      }

      .level b {
        flex: none;
        padding: 0 0.5rem;
        border-radius: 999px;
        background: var(--strong);
        color: var(--soft);
      }

      .ages {
        margin-top: 0.75rem;
        color: var(--ink-2);
      }

      .ages:empty {
        display: none;
      }

      .remedy {
        display: grid;
        gap: 0.25rem;
      }

      .limits ul {
        display: grid;
        gap: 0.5rem;
        margin-top: 0.75rem;
      }

      .limits li {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.625rem;
        font-size: 0.9375rem;
      }

      .limits li svg {
        margin-top: 0.125rem;
        color: var(--ink-2);
      }

      .contact p {
        margin-top: 0.25rem;
      }

      .contact .buttons {
        margin-top: 0.75rem;
      }

      .number {
        font-weight: 400;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }

      @media (min-width: 60rem) {
        .layout.wide {
          grid-template-columns: minmax(0, 1fr) 25rem;
          grid-template-rows: auto 1fr;
          gap: 1.25rem 1.75rem;
        }

        .layout.refused {
          grid-template-columns: minmax(0, 1fr) 25rem;
          gap: 1.75rem;
        }

        .wide receipt-view {
          grid-column: 2;
          grid-row: 1 / span 2;
        }

        .wide .rest {
          grid-column: 1;
        }

        .rest {
          gap: 1.25rem;
        }

        .verdict {
          padding: 1.75rem;
        }

        .ribbon {
          margin: -1.75rem -1.75rem 1.5rem;
          padding-inline: 1.75rem;
        }
      }
    `,
    printed,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) report!: Report;
  @property({ attribute: false }) input = '';
  @query('h1') private readonly heading!: HTMLHeadingElement;

  protected override firstUpdated(): void {
    // The answer does not wait for what stands below it.
    void import('./after-verdict').catch(() => undefined);
  }

  override focus(): void {
    this.heading.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    return this.report.outcome === 'verified' ? this.verified() : this.refused();
  }

  private verified(): TemplateResult {
    const { words, report, input } = this;
    const { receipt, exponent } = report;
    return html`
      <div class="layout wide">
        <div class="rest">
          ${this.head()}
          ${receipt === null
            ? nothing
            : html`<compare-view .words=${words} .receipt=${receipt} .exponent=${exponent}></compare-view>`}
        </div>
        ${receipt === null
          ? nothing
          : html`<receipt-view .words=${words} .receipt=${receipt} .exponent=${exponent}></receipt-view>`}
        <div class="rest">
          ${this.limits()}
          <slot></slot>
          <phone-view .words=${words} .input=${input} .itemsApart=${receipt?.items_digest !== undefined}></phone-view>
          ${this.contacts()}
          <fold-view .words=${words} .report=${report} .input=${input}></fold-view>
        </div>
      </div>
    `;
  }

  /** The reason alone, what to do, and nothing of the content. */
  private refused(): TemplateResult {
    const { words, report, input } = this;
    const remedy = report.remedy === undefined ? null : words.find(`remedy.${report.remedy}`, report.params);
    return html`
      <div class="layout refused">
        ${this.head()}
        <div class="rest">
          ${remedy === null
            ? nothing
            : html`<section class="card remedy">
                <h2>${words.say('verdict.remedy')}</h2>
                <p>${remedy}</p>
              </section>`}
          <fold-view .words=${words} .report=${report} .input=${input}></fold-view>
        </div>
      </div>
    `;
  }

  private head(): TemplateResult {
    const { words, report } = this;
    const tone = toneOf(report);
    const verified = report.outcome === 'verified';
    return html`
      <section
        class="verdict"
        data-verdict
        data-code=${report.code}
        data-outcome=${report.outcome}
        data-level=${report.level}
        data-tone=${tone.colour}
        aria-labelledby="title"
      >
        ${report.trust.sample
          ? html`<p class="ribbon">
              <strong>${words.say('sample.ribbon')}</strong><span>${words.say(verified ? 'sample.text' : 'sample.list')}</span>
            </p>`
          : nothing}
        <div class="line">
          <span class="badge">${icon(tone.icon, 30)}</span>
          <h1 id="title" tabindex="-1">${words.say(`verdict.${report.code}.title`, report.params)}</h1>
        </div>
        <p class="sentence" dir="auto">${words.say(`verdict.${report.code}.text`, report.params)}</p>
        ${this.notes()}
        ${verified
          ? html`<p class="level">
              <b>${report.level}</b
              ><span><span class="visually-hidden">${words.say('verdict.level')}: </span>${words.value('level', report.level)}</span>
            </p>`
          : nothing}
        <p class="ages small">${this.ages()}</p>
      </section>
    `;
  }

  /** An answer is as old as what it rests on. */
  private ages(): string {
    const { words, report } = this;
    const { trust_list, trust_list_expired, status } = report.ages;
    const said: string[] = [];
    if (status !== null) said.push(words.say('verdict.age_status', { age: words.age(status) }));
    if (trust_list !== null) said.push(words.say('verdict.age_list', { age: words.age(trust_list) }));
    if (trust_list_expired) said.push(words.say('trust.expired'));
    return said.join(' · ');
  }

  private notes(): TemplateResult | typeof nothing {
    const { words, report } = this;
    const notes = report.notes.filter((code) => code !== 'sample').map((code) => words.say(`note.${code}`, report.params));
    const conflict = report.checks.some((check) => check.outcome === 'conflict');
    if (conflict && notes.length === 0) notes.push(words.say('tone.conflict'));
    if (notes.length === 0) return nothing;
    return html`<ul class="notes">
      ${notes.map((note) => html`<li>${icon('warn', 18)}<span>${note}</span></li>`)}
    </ul>`;
  }

  private limits(): TemplateResult | typeof nothing {
    const { words, report } = this;
    if (report.not_proved.length === 0) return nothing;
    return html`
      <section class="card limits" aria-labelledby="limits">
        <h2 id="limits">${words.say('limits.title')}</h2>
        <ul>
          ${report.not_proved.map(
            (code) => html`<li data-limit=${code}>${icon('eye', 20)}<span>${words.say(`limit.${code}`, report.params)}</span></li>`,
          )}
        </ul>
      </section>
    `;
  }

  private contacts(): TemplateResult | typeof nothing {
    const reachable = this.report.signers.filter(
      (signer, index, all) =>
        signer.profile?.contact !== undefined && all.findIndex((other) => other.iss === signer.iss) === index,
    );
    if (reachable.length === 0) return nothing;
    return html`
      <section class="card contact no-print" aria-labelledby="contact">
        <h2 id="contact">${this.words.say('contact.title')}</h2>
        <div class="buttons">${reachable.map((signer) => this.contact(signer))}</div>
      </section>
    `;
  }

  private contact(signer: Signer): TemplateResult {
    const { words } = this;
    const contact = signer.profile?.contact ?? '';
    const number = telephone(contact);
    // The list's signer vouches for the contact, but only what looks like a number becomes something to press.
    if (number === null) return html`<p dir="auto">${words.say('contact.text', { name: signer.name, contact })}</p>`;
    const whom = signer.role === 'acquirer' || signer.role === 'issuer' ? signer.role : 'shop';
    return html`<a class="button" href=${`tel:${number}`}>
      ${icon('call', 20)}<span>${words.say(`contact.${whom}`)} <bdi class="number">${contact}</bdi></span>
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'verdict-view': VerdictView;
  }
}
