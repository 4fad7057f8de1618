import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Core } from '../core';
import { icon } from '../elements/icons';
import { base, buttons, folds, panel } from '../elements/styles';
import type { Words } from '../i18n';
import { loadBuildList, spoken, type BuildList } from './build-list';
import { ChapterWords } from './chapter';
import { selfTest, type TestResult } from './self-test';

/** Which build this is, and whether it works. It claims no more: a page that deceives can deceive about this too, and that is said. */
@customElement('about-build')
export class AboutBuild extends LitElement {
  static override styles = [
    base,
    buttons,
    folds,
    panel,
    css`
      summary {
        flex-wrap: wrap;
      }

      .results {
        display: grid;
        gap: 0.375rem;
      }

      .results li {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.625rem;
        font-size: 0.9375rem;
      }

      .results li[data-passed='no'] {
        color: var(--red);
        font-weight: 600;
      }

      .files {
        max-height: 22rem;
        overflow: auto;
      }

      .files div {
        padding-block: 0.25rem;
      }

      .limit {
        padding: 0.625rem 0.875rem;
        border-radius: var(--radius-small);
        background: var(--slate-soft);
        color: var(--ink);
      }
    `,
  ];

  @property() language = '';
  @property({ attribute: false }) core!: Core;
  @state() private list: BuildList | null = null;
  @state() private results: readonly TestResult[] | 'running' | null = null;

  readonly #chapter = new ChapterWords(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void loadBuildList().then((list) => (this.list = list));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this.#chapter;
    if (words === null) return nothing;
    const { list } = this;
    return html`
      <details class="card" @toggle=${this.toggled}>
        <summary>
          ${icon('info', 22)}
          <h2>${words.say('about.title')}</h2>
          <span class="small quiet mono" data-build>${list === null ? words.say('about.none') : spoken(list.id)}</span>
        </summary>
        <div class="body">
          <p>${words.say('about.text')}</p>
          <div role="status">${this.answers(words)}</div>
          <p class="small limit">${words.say('about.limit')}</p>
          <div class="buttons">
            <button type="button" data-do="test" ?disabled=${this.results === 'running'} @click=${() => void this.#test()}>
              ${words.say('about.again')}
            </button>
          </div>
          ${list === null ? nothing : this.files(words, list)}
        </div>
      </details>
    `;
  }

  private answers(words: Words): TemplateResult | typeof nothing {
    const { results } = this;
    if (results === null) return nothing;
    if (results === 'running') return html`<p>${words.say('about.running')}</p>`;
    const passed = results.every((result) => result.passed);
    return html`
      <p data-self-test=${passed ? 'passed' : 'failed'}><strong>${words.say(passed ? 'about.passed' : 'about.failed')}</strong></p>
      <ul class="results">
        ${results.map(
          ({ code, passed: right }) => html`<li data-test=${code} data-passed=${right ? 'yes' : 'no'}>
            ${icon(right ? 'pass' : 'close', 18)}
            <span>${words.say(`about.test.${code}`)}${right ? nothing : ` ${words.say('about.wrong')}`}</span>
          </li>`,
        )}
      </ul>
    `;
  }

  private files(words: Words, { version, files }: BuildList): TemplateResult {
    const names = Object.entries(files);
    return html`<details>
      <summary><h3>${words.count('about.files', names.length)}</h3></summary>
      <p class="small quiet">${words.say('about.files_text', { version })}</p>
      <div class="files" tabindex="0" role="region" aria-label=${words.say('about.files_label')} dir="ltr">
        ${names.map(([name, hash]) => html`<div class="mono"><b>${name}</b><br />${hash}</div>`)}
      </div>
    </details>`;
  }

  private toggled(event: Event): void {
    // The fold inside tells about itself too.
    if (event.target === event.currentTarget && (event.target as HTMLDetailsElement).open && this.results === null) void this.#test();
  }

  async #test(): Promise<void> {
    this.results = 'running';
    this.results = await selfTest(this.core);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'about-build': AboutBuild;
  }
}
