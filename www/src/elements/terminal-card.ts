import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ChapterWords } from '../app/chapter';
import { cardOf, cardTitle, type Card } from '../card/card';
import type { Line, Link } from '../card/chain';
import type { Fact, Fingerprint } from '../card/key';
import type { Licence } from '../card/licence';
import type { Desk } from '../card/neighbours';
import type { Phone, Phones } from '../card/phone';
import { nowSeconds } from '../clock';
import type { Report } from '../report';
import type { Words } from '../words';
import { icon } from './icons';
import { styles } from './terminal-card-styles';

/** Who stands behind the terminal: closed at first, a few plain lines on a press, everything else on another. Printed, all of it, where it is open. */
@customElement('terminal-card')
export class TerminalCard extends LitElement {
  static override styles = styles;

  @property() language = '';
  @property({ attribute: false }) report!: Report;
  @property({ attribute: false }) input = '';
  /** Null where there is nothing to compare with. */
  @property({ attribute: false }) desk: Desk | null = null;
  /** Another receipt is asked for: what that needs comes then. */
  @state() private comparing = false;

  readonly #chapter = new ChapterWords(this, ['verdict', 'card']);

  protected override render(): TemplateResult | typeof nothing {
    const { report } = this;
    const { words } = this.#chapter;
    if (words === null) return nothing;
    const title = cardTitle(report, words);
    const card = cardOf(report, words, nowSeconds());
    if (title === null || card === null) return nothing;
    return html`
      <details class="card" data-fold="vouching" data-standing=${card.standing}>
        <summary>
          ${icon('list', 22)}
          <h2>${title}</h2>
        </summary>
        <div class="body">
          ${card.sample ? html`<p class="ribbon">${words.say('card.sample')}</p>` : nothing} ${this.answer(card)} ${this.chain(card, words)}
          ${this.fold('phone', words, this.phones(card.phones))}
          ${this.fold('terminal', words, this.terminal(card))}
          ${this.fold('licence', words, this.licences(card, words))}
          ${this.fold('limits', words, this.limits(card, words))} ${this.neighbours(words)}
        </div>
      </details>
    `;
  }

  private neighbours(words: Words): TemplateResult | typeof nothing {
    const { desk, report, input } = this;
    if (desk === null) return nothing;
    return html`<details class="inner no-print" data-part="near" @toggle=${this.compare}>
      <summary><h3>${words.say('card.near.title')}</h3></summary>
      <div class="part">
        ${this.comparing
          ? html`<neighbours-view .language=${this.language} .report=${report} .input=${input} .desk=${desk}></neighbours-view>`
          : nothing}
      </div>
    </details>`;
  }

  private async compare({ target }: Event): Promise<void> {
    if (!(target as HTMLDetailsElement).open || this.comparing) return;
    await Promise.all([import('./neighbours-view'), import('../entry')]);
    this.comparing = true;
  }

  private fold(name: string, words: Words, content: TemplateResult): TemplateResult {
    return html`<details class="inner" data-print data-part=${name}>
      <summary><h3>${words.say(`card.${name}.title`)}</h3></summary>
      <div class="part">${content}</div>
    </details>`;
  }

  private answer({ answer, standing }: Card): TemplateResult {
    const first = standing === 'registry' ? 'list' : 'info';
    return html`<ul class="answer">
      ${answer.map(
        ({ text, warn }, index) =>
          html`<li class=${warn ? 'warn' : ''}>${icon(warn ? 'warn' : index === 0 ? first : 'info', 18)}<span dir="auto">${text}</span></li>`,
      )}
    </ul>`;
  }

  private chain({ chain }: Card, words: Words): TemplateResult {
    return html`<section aria-labelledby="chain">
      <h3 id="chain" class="visually-hidden">${words.say('card.chain.title')}</h3>
      <ol aria-label=${words.say('card.chain.label')}>
        ${chain.map((link) => this.link(link))}
      </ol>
    </section>`;
  }

  private link({ label, name, icon: sign, lines, joint }: Link): TemplateResult {
    return html`<li class="link">
      <span class="node">${icon(sign, 22)}</span>
      <span class="rope"></span>
      <div class="told">
        <span class="label">${label}</span>
        <bdi class="name">${name}</bdi>
        ${lines.map((line) => this.line(line))}
        ${joint === null ? nothing : html`<span class="joint">${joint} <span aria-hidden="true">↓</span></span>`}
      </div>
    </li>`;
  }

  private line({ text, warn }: Line): TemplateResult {
    return html`<span class="small ${warn ? 'warn' : 'quiet'}" dir="auto">${warn ? html`<span aria-hidden="true">⚠ </span>` : nothing}${text}</span>`;
  }

  private phones({ entries, note, ask }: Phones): TemplateResult {
    return html`
      <p class="small">${note}</p>
      ${entries.length === 0 ? nothing : html`<ul class="phones">${entries.map((entry) => this.phone(entry))}</ul>`}
      ${ask === null ? nothing : html`<p class="small" dir="auto">${ask}</p>`}
    `;
  }

  private phone({ who, role, contact, tel }: Phone): TemplateResult {
    return html`<li>
      <span><bdi class="name">${who}</bdi> <span class="label">${role}</span></span>
      ${tel === null
        ? html`<bdi>${contact}</bdi>`
        : html`<a class="call" href=${`tel:${tel}`}>${icon('call', 18)}<bdi>${contact}</bdi></a>`}
    </li>`;
  }

  private terminal({ terminal, fingerprint }: Card): TemplateResult {
    return html`<dl>
      ${terminal.map((fact) => this.fact(fact))} ${fingerprint === null ? nothing : this.fingerprint(fingerprint)}
    </dl>`;
  }

  private fact({ name, label, value, warn = false, note }: Fact): TemplateResult {
    return html`<div data-fact=${name}>
      <dt>${label}</dt>
      <dd class=${warn ? 'warn' : ''}>
        ${warn ? html`<span aria-hidden="true">⚠ </span>` : nothing}<bdi>${value}</bdi>${note === undefined
          ? nothing
          : html`<span class="note small" dir="auto">${note}</span>`}
      </dd>
    </div>`;
  }

  private fingerprint({ label, groups, note }: Fingerprint): TemplateResult {
    return html`<div data-fact="fingerprint">
      <dt>${label}</dt>
      <dd>
        <span class="groups" dir="ltr">${groups.map((group) => html`<span>${group}</span> `)}</span>
        <span class="note small" dir="auto">${note}</span>
      </dd>
    </div>`;
  }

  private licences({ licences, standing }: Card, words: Words): TemplateResult {
    if (licences.length === 0) {
      const weak = standing === 'domain' || standing === 'host';
      return html`<p class="small">${words.say(weak ? 'card.licence.weak' : 'card.licence.none')}</p>`;
    }
    return html`${licences.map((licence) => this.licence(licence))}
      <p class="small quiet">${words.say('card.licence.how')}</p>`;
  }

  private licence({ holder, facts }: Licence): TemplateResult {
    return html`<div>
      <p class="name" dir="auto">${holder}</p>
      <dl>
        ${facts.map((fact) => this.fact(fact))}
      </dl>
    </div>`;
  }

  private limits({ limits, questions }: Card, words: Words): TemplateResult {
    return html`
      <ul class="dots">
        ${limits.map((limit) => html`<li>${limit}</li>`)}
      </ul>
      <p class="name small">${words.say('card.questions.title')}</p>
      <ul class="dots">
        ${questions.map((question) => html`<li>${question}</li>`)}
      </ul>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'terminal-card': TerminalCard;
  }
}
