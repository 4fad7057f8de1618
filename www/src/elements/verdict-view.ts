import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Desk } from '../card/neighbours';
import { telephone } from '../format';
import type { Words } from '../i18n';
import type { Report, Signer } from '../report';
import { icon } from './icons';
import './receipt-view';
import { toneOf } from './tone';
import { styles } from './verdict-styles';
import { levelWord } from '../level-word';

/** The answer: one line, one sentence, and under it only what that answer carries. */
@customElement('verdict-view')
export class VerdictView extends LitElement {
  static override styles = styles;

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) report!: Report;
  @property({ attribute: false }) input = '';
  @property({ attribute: false }) desk: Desk | null = null;
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
          ${this.head()} ${this.signOffs()} <slot name="next"></slot>
          ${report.vouching === null
            ? nothing
            : html`<terminal-card .language=${words.language} .report=${report} .input=${input} .desk=${this.desk}></terminal-card>`}
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

  /** What the customer answered and the two agreed: right under the answer, whichever way they answered. */
  private signOffs(): TemplateResult | typeof nothing {
    const { words, report } = this;
    if (report.acknowledgements.length + report.settlements.length === 0) return nothing;
    void import('../signoff/sign-offs').catch(() => undefined);
    return html`<sign-offs .language=${words.language} .report=${report}></sign-offs>`;
  }

  /** The reason alone, what to do, and nothing of the content. */
  private refused(): TemplateResult {
    const { words, report, input } = this;
    const remedy = report.remedy === undefined ? null : words.find(`remedy.${report.remedy}`, report.params);
    return html`
      <div class="layout refused">
        <div class="rest">${this.head()} <slot name="next"></slot></div>
        <div class="rest">
          ${remedy === null
            ? nothing
            : html`<section class="card remedy">
                <h2>${words.say('verdict.remedy')}</h2>
                <p>${remedy}</p>
              </section>`}
          <slot></slot>
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
              ><span><span class="visually-hidden">${words.say('verdict.level')}: </span>${words.value('level', levelWord(report.level, report.evidence))}</span>
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
