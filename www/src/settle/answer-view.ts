import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { icon, type IconName } from '../elements/icons';
import { localOffset } from '../format';
import type { Words } from '../words';
import { styles } from './answer-styles';
import '../bundle/bundle-maker';
import '../casefile/case-view';
import './bill-view';
import type { Counter, Dispute } from './dispute';
import { clockText } from './figures';
import './hand-over';
import './more-receipts';
import { nextSteps } from './next-steps';
import './question-list';
import { trailCard } from './trail-card';
import type { AnswerBy, AnswerFact, ClaimAnswer, Conflict } from './types';
import { levelWord } from '../level-word';

const DAY = 86_400;
/** What else may explain it is a press away: the next steps come first. */
const FACTS = 2;
const SIGN: Readonly<Record<ClaimAnswer['answer'], IconName>> = { confirmed: 'acquirer', conflict: 'conflict', not_shown: 'question', cannot_tell: 'unreadable' };
const FACT: Readonly<Record<AnswerFact['outcome'], IconName>> = { pass: 'pass', info: 'info', warn: 'warn', conflict: 'conflict' };

/**
 * The answer to a sentence: what it is and by whom, what contradicts what, what nobody can show, and what each of the two does next.
 *
 * @fires choose-again - another sentence is wanted.
 * @fires sign - one of the two is to sign what they say, or both what they agree.
 */
@customElement('answer-view')
export class AnswerView extends LitElement {
  static override styles = styles;

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) dispute!: Dispute;
  @property({ attribute: false }) counter!: Counter;
  @property({ attribute: false }) answer!: ClaimAnswer;
  @query('h1') private readonly heading!: HTMLElement;

  override focus(options?: FocusOptions): void {
    this.heading.focus(options);
  }

  protected override render(): TemplateResult {
    return this.answer.stop === null ? this.settled() : this.stopped(this.answer.stop);
  }

  private settled(): TemplateResult {
    const { words, dispute, answer } = this;
    return html`
      <div class="layout" data-answer=${answer.answer} data-code=${answer.code} data-claim=${answer.claim} data-level=${answer.level}>
        <div class="stack">
          ${this.head()} ${this.told()} ${this.conflicts()} ${nextSteps(words, dispute, answer)} ${this.facts()} ${this.questions()} ${this.limits()}
        </div>
        <div class="stack">
          <bill-view class="card" .words=${words} .dispute=${dispute}></bill-view>
          ${trailCard(words, answer, dispute)}
          <more-receipts class="card no-print" .words=${words} .dispute=${dispute} .counter=${this.counter} .now=${this.now()} @up=${() => this.heading.focus()}></more-receipts>
          ${this.hints()} ${this.onward()} ${this.filed()}
        </div>
      </div>
    `;
  }

  /** A stolen card and a stranger's link end the argument: no values side by side, no file, only what to do now. */
  private stopped(stop: string): TemplateResult {
    const { words, dispute, answer } = this;
    return html`
      <div class="layout" data-answer=${answer.answer} data-code=${answer.code} data-claim=${answer.claim} data-stop=${stop}>
        <div class="stack">
          <section class="answer stop" aria-labelledby="title">
            ${this.ribbon()}
            <p class="claim">${this.sentence()}</p>
            <div class="line">
              <span class="badge">${icon('stop', 30)}</span>
              <h1 id="title" tabindex="-1">${words.say(`stop.${stop}.title`, answer.params)}</h1>
            </div>
            <p>${words.say(`stop.${stop}.text`, answer.params)}</p>
          </section>
          ${this.told()} ${nextSteps(words, dispute, answer)}
        </div>
        <div class="stack">${this.questions()} ${this.hints()} ${this.onward()} ${this.filed()}</div>
      </div>
    `;
  }

  private sentence(): TemplateResult {
    const { words, answer } = this;
    return html`<span class="said">${words.say(`claim.${answer.claim}.title`)}</span>
      <button type="button" class="plain no-print" data-act="choose" @click=${() => this.dispatchEvent(new Event('choose-again'))}>
        ${words.say('settle.another')}
      </button>`;
  }

  private ribbon(): TemplateResult | typeof nothing {
    const { words, dispute } = this;
    if (!dispute.reports.some(({ trust }) => trust.sample)) return nothing;
    return html`<p class="ribbon"><strong>${words.say('sample.ribbon')}</strong><span>${words.say('sample.text')}</span></p>`;
  }

  private head(): TemplateResult {
    const { words, answer } = this;
    return html`
      <section class="answer" data-outcome=${answer.answer} aria-labelledby="title">
        ${this.ribbon()}
        <p class="claim">${this.sentence()}</p>
        <p class="kind"><span class="visually-hidden">${words.say('settle.outcome')}: </span>${words.say(`settle.outcome.${answer.answer}`)}</p>
        <div class="line">
          <span class="badge">${icon(SIGN[answer.answer], 30)}</span>
          <h1 id="title" tabindex="-1">${words.say(`answer.${answer.sentence}.title`, answer.params)}</h1>
        </div>
        <p class="sentence" dir="auto">${words.say(`answer.${answer.sentence}.text`, answer.params)}</p>
        ${this.notes()} ${this.voices()}
        <p class="level">
          <b>${answer.level}</b
          ><span><span class="visually-hidden">${words.say('verdict.level')}: </span>${words.value('level', levelWord(answer.level, answer.by))}</span>
        </p>
        <p class="ages small quiet">${this.ages()}</p>
      </section>
    `;
  }

  /** An answer is as old as what it rests on. */
  private ages(): string {
    const { words, answer } = this;
    const { now, status_at, trust_list_days, trust_list_expired } = answer.as_of;
    const said: string[] = [];
    if (status_at !== null) said.push(words.say('verdict.age_status', { age: words.age(now - status_at) }));
    if (trust_list_days !== null) said.push(words.say('verdict.age_list', { age: words.age(trust_list_days * DAY) }));
    if (trust_list_expired) said.push(words.say('trust.expired'));
    return said.join(' · ');
  }

  private notes(): TemplateResult | typeof nothing {
    const { words, answer } = this;
    // The ribbon says that it is a sample.
    const notes = answer.notes.filter((code) => code !== 'sample').map((code) => words.say(`note.${code}`, answer.params));
    if (notes.length === 0) return nothing;
    return html`<ul class="stack">
      ${notes.map((note) => html`<li class="told" data-outcome="warn">${icon('warn', 18)}<span dir="auto">${note}</span></li>`)}
    </ul>`;
  }

  /** Who vouches for the answer, and when. */
  private voices(): TemplateResult | typeof nothing {
    const { words, answer } = this;
    // Whoever speaks of two receipts at one time is one voice.
    const by = answer.by.filter(({ role, iss, at }, index, all) => all.findIndex((other) => other.role === role && other.iss === iss && other.at === at) === index);
    if (by.length === 0) return nothing;
    return html`<ul class="voices" aria-label=${words.say('heading.by')}>
      ${by.map((voice) => html`<li class="told">${icon('list', 18)}<span>${this.voice(voice)}</span></li>`)}
    </ul>`;
  }

  private voice({ name, role, at }: AnswerBy): TemplateResult {
    const { words, dispute } = this;
    const offset = dispute.reports[0]?.receipt?.utc_offset;
    return html`<bdi><strong>${name}</strong></bdi> · ${words.value('role', role)} ·
      <span class="quiet">${clockText(at, offset ?? localOffset(at))}</span>`;
  }

  /** What came from the other phone, in one line: it is here to be known, not to count. */
  private told(): TemplateResult | typeof nothing {
    const { words, dispute } = this;
    if (dispute.told === null) return nothing;
    return html`<section class="card from" data-told=${dispute.told.from ?? 'unknown'}>
      <p class="told">${icon('phone', 20)}<span>${words.say(`settle.told.${dispute.told.from ?? 'unknown'}`)}</span></p>
      ${Object.keys(dispute.told.answers).length === 0
        ? nothing
        : html`<p class="told" data-told-answers>${icon('question', 20)}<span>${words.say('settle.told.answers')}</span></p>`}
      ${dispute.told.told === null ? nothing : html`<p class="told" data-told-bill>${icon('info', 20)}<span>${words.say('settle.told.bill')}</span></p>`}
    </section>`;
  }

  private conflicts(): TemplateResult | typeof nothing {
    const { words, answer } = this;
    if (answer.conflicts.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="conflicts" data-part="conflicts">
      <h2 id="conflicts">${words.say('heading.conflicts')}</h2>
      ${answer.conflicts.map((conflict) => this.conflict(conflict))}
    </section>`;
  }

  private conflict({ field, values }: Conflict): TemplateResult {
    const { words } = this;
    return html`<div class="conflict" data-field=${field}>
      <h3>${words.valueLine('field', field)}</h3>
      <dl>
        ${values.map(
          ({ source, value }) =>
            html`<div>
              <dt>${words.valueLine('source', source)}</dt>
              <dd><bdi>${words.value(field, value)}</bdi></dd>
            </div>`,
        )}
      </dl>
    </div>`;
  }

  private questions(): TemplateResult | typeof nothing {
    const { words, dispute } = this;
    if (dispute.questions.length === 0) return nothing;
    return html`<question-list class="card no-print" .words=${words} .dispute=${dispute} .questions=${dispute.questions} .answers=${dispute.answers} .now=${this.now()} @up=${() => this.heading.focus()}></question-list>`;
  }

  /** What the answer is called: for whoever answers a question out of its sight. */
  private now(): string {
    const { words, answer } = this;
    return words.say(`answer.${answer.sentence}.title`, answer.params);
  }

  private facts(): TemplateResult | typeof nothing {
    const { words, answer } = this;
    // What the other phone told stands above already.
    const facts = answer.facts.filter(({ code }) => code !== 'bill_told');
    if (facts.length === 0) return nothing;
    const rest = facts.length > FACTS + 1 ? facts.slice(FACTS) : [];
    return html`<section class="card" aria-labelledby="facts" data-part="facts">
      <h2 id="facts">${words.say('heading.facts')}</h2>
      <ul class="stack">
        ${facts.slice(0, facts.length - rest.length).map((fact) => this.fact(fact))}
      </ul>
      ${rest.length === 0
        ? nothing
        : html`<details data-print>
            <summary class="small">${words.count('settle.facts.more', rest.length)}</summary>
            <ul class="stack">
              ${rest.map((fact) => this.fact(fact))}
            </ul>
          </details>`}
    </section>`;
  }

  private fact({ code, outcome, params }: AnswerFact): TemplateResult {
    const { words, answer } = this;
    return html`<li class="told" data-fact=${code} data-outcome=${outcome}>
      ${icon(FACT[outcome], 20)}<span dir="auto">${words.say(`fact.${code}`, { ...answer.params, ...params })}</span>
    </li>`;
  }

  private limits(): TemplateResult | typeof nothing {
    const { words, answer } = this;
    if (answer.not_proved.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="limits" data-part="limits">
      <h2 id="limits">${words.say('heading.not_proved')}</h2>
      <ul class="stack">
        ${answer.not_proved.map(
          (code) =>
            html`<li class="told" data-limit=${code}>
              ${icon('eye', 20)}<span>${words.say(`limit.${code}`, answer.params)}</span>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  private hints(): TemplateResult | typeof nothing {
    const { words, answer } = this;
    if (answer.hints.length === 0) return nothing;
    return html`<details class="card" data-print data-part="hints">
      <summary>${icon('list', 22)}
        <h2>${words.say('heading.hints')}</h2></summary>
      <ul class="stack law">
        ${answer.hints.map(
          (code) => html`<li data-hint=${code}>${words.say(`hint.${code}`, answer.params)}</li>`,
        )}
      </ul>
    </details>`;
  }

  private filed(): TemplateResult {
    const { words, dispute } = this;
    return html`<case-view class="card" .words=${words} .dispute=${dispute}></case-view>
      <bundle-maker class="card no-print" .words=${words} .dispute=${dispute} .counter=${this.counter}></bundle-maker>`;
  }

  private onward(): TemplateResult {
    const { words, dispute, answer } = this;
    const [first] = dispute.reports;
    return html`${first?.receipt == null
        ? nothing
        : html`<section class="card no-print" data-part="sign" aria-labelledby="sign">
            <h2 id="sign">${words.say('sign.dispute.title')}</h2>
            <p class="small">${words.say('sign.dispute.text')}</p>
            <div class="buttons">
              <button type="button" data-act="sign" @click=${() => this.dispatchEvent(new Event('sign'))}>${icon('pen', 20)} ${words.say('sign.dispute.button')}</button>
            </div>
          </section>`}
      <hand-over class="card" .words=${words} .dispute=${dispute} .answer=${answer}></hand-over>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'answer-view': AnswerView;
  }
}
