import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Words } from '../i18n';
import type { ListFacts } from '../report';
import type { Courier } from '../trust/courier';
import { fetchDelegate } from '../trust/lookup';
import type { Registrar } from '../trust/registrar';
import { addressOf } from '../trust/source';
import { refusalWords, troubleWords } from '../trust/words';
import { DropListEvent, TrustEvent } from './events';
import { follow } from './following';
import { icon } from './icons';
import { listFacts } from './list-facts';
import { base, buttons, folds, panel } from './styles';

type Delegate = ListFacts['delegates'][number];

/** Which lists answer, who made them, how old they are, whom they let vouch; newer ones, and a way to bring others. */
@customElement('trust-panel')
export class TrustPanel extends LitElement {
  static override styles = [
    base,
    buttons,
    folds,
    panel,
    listFacts.styles,
    css`
      .lists {
        display: grid;
        gap: 1rem;
      }

      .lists > li {
        display: grid;
        gap: 0.5rem;
        padding-inline-start: 0.875rem;
        border-inline-start: 3px solid var(--line-strong);
      }

      .lists ul {
        display: grid;
        gap: 0.375rem;
      }

      .delegate {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 0.75rem;
        align-items: center;
        overflow-wrap: anywhere;
      }

      .refresh {
        display: grid;
        gap: 0.25rem;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) registrar!: Registrar;
  /** Null until the rest of the app has come. */
  @property({ attribute: false }) courier: Courier | null = null;
  @property({ attribute: false }) now = 0;
  /** What came of asking a delegate's host, by address. */
  @state() private asked: Readonly<Record<string, string>> = {};
  @query('input') private readonly fileInput!: HTMLInputElement;
  #leaving = new AbortController();

  constructor() {
    super();
    follow(this, () => [this.registrar, this.courier]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#leaving = new AbortController();
  }

  override disconnectedCallback(): void {
    this.#leaving.abort();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { words, registrar } = this;
    const { roots, refused } = registrar.lists;
    const { chosen } = registrar;
    const shipped = refused.filter(({ source, code }) => source.provenance === 'pinned' && code !== 'list_rolled_back');
    return html`
      <details class="card" data-lists=${roots.length} data-chosen=${chosen.length}>
        <summary>
          ${icon('list', 22)}
          <h2>${words.say('trust.title')}</h2>
          <span class="small quiet">${chosen.length === 0 ? words.say('trust.pinned') : words.count('trust.yours', chosen.length)}</span>
        </summary>
        <div class="body">
          <p>${words.say('trust.text')}</p>
          ${shipped.map(({ code }) => html`<p class="small bad">${words.say('trust.refused', { code: refusalWords(words, code) })}</p>`)}
          <ul class="lists">
            ${roots.map((facts) => this.root(facts))}
            ${chosen.filter(({ facts }) => facts === null).map(({ iss, kept }) => html`<li data-key=${iss}>${this.heading(iss, kept)}</li>`)}
          </ul>
          ${chosen.length === 0 ? nothing : html`<p class="small quiet">${words.say('trust.rank')}</p>`} ${this.refresh()}
          <div>
            <div class="buttons">
              <button type="button" data-act="add" @click=${() => this.fileInput.click()}>${words.say('trust.add')}</button>
            </div>
            <p class="small quiet">${words.say('trust.add_hint')}</p>
          </div>
          <input type="file" accept=".json,.jwt,application/json" hidden @change=${this.picked} />
        </div>
      </details>
    `;
  }

  private root(facts: ListFacts): TemplateResult {
    const { words } = this;
    const mine = facts.provenance === 'user' ? this.registrar.chosen.find((chosen) => chosen.facts === facts) : undefined;
    return html`
      <li data-provenance=${facts.provenance ?? ''} data-sequence=${facts.sequence ?? ''}>
        <h3>${words.say(`trust.${facts.provenance ?? 'pinned'}`)}${mine === undefined ? nothing : html` · ${this.howLong(mine.kept)}`}</h3>
        <div>${listFacts(facts, words, this.now)}</div>
        ${facts.digest === null && facts.provenance === 'user' ? html`<p class="small quiet">${words.say('trust.unsigned')}</p>` : nothing}
        ${facts.delegates.length === 0
          ? nothing
          : html`<p class="small quiet">${words.say('trust.vouches')}</p>
              <ul>
                ${facts.delegates.map((delegate) => this.delegate(delegate))}
              </ul>`}
        ${mine === undefined ? nothing : this.removal(mine.iss)}
      </li>
    `;
  }

  /** A registry whose key is here, and whose list is not yet. */
  private heading(iss: string, kept: boolean): TemplateResult {
    const { words } = this;
    return html`
      <h3><bdi>${iss}</bdi> · ${words.say('trust.user')} · ${this.howLong(kept)}</h3>
      <p class="small quiet">${words.say('trust.key_only')}</p>
      ${this.removal(iss)}
    `;
  }

  private howLong(kept: boolean): string {
    return this.words.say(kept ? 'trust.kept' : 'trust.session');
  }

  private removal(iss: string): TemplateResult {
    return html`<div class="buttons">
      <button type="button" class="plain" data-act="remove" @click=${() => this.dispatchEvent(new DropListEvent(iss))}>
        ${this.words.say('trust.remove')}
      </button>
    </div>`;
  }

  private delegate({ iss, url }: Delegate): TemplateResult {
    const { words } = this;
    const own = this.registrar.lists.held.find(({ facts }) => facts.provenance === null && facts.iss === iss)?.facts;
    const said =
      own === undefined
        ? words.say('trust.delegate_absent', { who: iss })
        : words.say('trust.delegate', { who: own.name ?? iss, n: own.sequence ?? 0, age: words.age(this.now - (own.iat ?? this.now)) });
    const address = addressOf(url);
    // Those on this origin come by themselves.
    const elsewhere = address === null || address.origin === location.origin ? null : address.host;
    const outcome = this.asked[url];
    return html`<li class="small" data-delegate=${iss} data-sequence=${own?.sequence ?? ''}>
      <div class="delegate">
        <span>${said}</span>
        ${elsewhere === null
          ? nothing
          : html`<button type="button" class="plain" ?disabled=${outcome === 'asking'} @click=${() => void this.#fetch(url)}>
              ${words.say('trust.fetch', { host: elsewhere })}
            </button>`}
      </div>
      ${elsewhere === null ? nothing : html`<p class="quiet">${words.say('trust.fetch_note', { host: elsewhere })}</p>`}
      <p role="status">${outcome === undefined ? nothing : this.outcome(outcome)}</p>
    </li>`;
  }

  private outcome(outcome: string): string {
    const { words } = this;
    if (outcome === 'asking') return words.say('refresh.asking');
    if (outcome === 'fresh') return words.say('trust.fetched');
    return outcome === 'same' ? words.say('trust.fetched_same') : troubleWords(words, outcome);
  }

  private refresh(): TemplateResult | typeof nothing {
    const { words, courier } = this;
    if (courier === null) return nothing;
    const { state } = courier;
    return html`
      <div class="refresh" data-refresh=${state.kind} data-code=${state.kind === 'failed' ? state.code : ''}>
        <p class="small" role="status">${this.news(state)}</p>
        <p class="small quiet">${words.say('refresh.plan')}</p>
        <div class="buttons">
          <button type="button" data-act="refresh" ?disabled=${state.kind === 'asking'} @click=${() => void courier.run()}>
            ${icon('refresh', 20)} ${words.say('refresh.now')}
          </button>
        </div>
      </div>
    `;
  }

  private news(state: Courier['state']): string {
    const { words } = this;
    if (state.kind === 'asking') return words.say('refresh.asking');
    if (state.asked === null) return words.say('refresh.never');
    const age = words.age(this.now - state.asked);
    if (state.kind === 'resting') return words.say(state.fresh ? 'refresh.fresh' : 'refresh.same', { age });
    return words.say('refresh.failed', { age, why: troubleWords(words, state.code) });
  }

  async #fetch(url: string): Promise<void> {
    this.asked = { ...this.asked, [url]: 'asking' };
    const outcome = await fetchDelegate(url, this.registrar, this.#leaving.signal);
    this.asked = { ...this.asked, [url]: outcome };
  }

  private picked(): void {
    const file = this.fileInput.files?.item(0) ?? null;
    this.fileInput.value = '';
    if (file !== null) this.dispatchEvent(new TrustEvent(file));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'trust-panel': TrustPanel;
  }
}
