import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { icon } from '../elements/icons';
import { chooseLanguage, knownLanguages, loadWords, type Chapter, type Words } from '../i18n';
import { styles } from './guide-styles';
import { READERS, sheet, type Reader } from './sheet';

const CHAPTERS: readonly Chapter[] = ['ui', 'guide'];

/** One sheet of paper for those who pay and one for those who work there. What is written into it stays in memory, and goes with the page. */
@customElement('receipt-guide')
export class ReceiptGuide extends LitElement {
  static override styles = styles;

  @state() private words: Words | null = null;
  @state() private reader: Reader = readerOf(location.hash);
  @state() private blanks: Readonly<Record<string, string>> = {};
  @query('#sheet') private readonly heading!: HTMLElement | null;
  #speaking = '';
  #leaving = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#leaving = new AbortController();
    window.addEventListener('hashchange', () => (this.reader = readerOf(location.hash)), { signal: this.#leaving.signal });
    void this.#speak(chooseLanguage(navigator.languages));
  }

  override disconnectedCallback(): void {
    this.#leaving.abort();
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    if (this.words === null) return;
    document.documentElement.lang = this.words.language;
    // Also the name of the file that "print to PDF" suggests.
    document.title = this.words.say(`guide.${this.reader}.title`);
  }

  protected override render(): TemplateResult {
    const { words, reader } = this;
    if (words === null) return html`<slot></slot>`;
    return html`
      <header class="no-print">
        <a class="button plain brand" href="../">${icon('back', 20)}${words.say('guide.page.home')}</a>
        <div role="group" aria-label=${words.say('language.switch')}>
          ${knownLanguages()
            .filter(({ language }) => language !== words.language)
            .map(
              ({ language, name }) =>
                html`<button type="button" class="plain" lang=${language} @click=${() => void this.#speak(language)}>${name}</button>`,
            )}
        </div>
      </header>
      <main>
        <div class="head no-print">
          <h1>${words.say('guide.page.title')}</h1>
          <p class="lead">${words.say('guide.page.lead')}</p>
          <div class="bar">
            <div class="choices" role="group" aria-label=${words.say('guide.page.whose')}>
              ${READERS.map(
                (each) => html`<button type="button" data-reader=${each} aria-pressed=${each === reader ? 'true' : 'false'} @click=${() => void this.#choose(each)}>
                  ${icon(each === 'customer' ? 'person' : 'shop', 20)} ${words.say(`guide.page.${each}`)}
                </button>`,
              )}
            </div>
            <button type="button" class="primary" data-do="print" @click=${() => window.print()}>${icon('print', 20)} ${words.say('guide.page.print')}</button>
          </div>
          <p class="small quiet">${words.say('guide.page.fill')}</p>
        </div>
        ${sheet(words, reader, {
          of: (blank) => this.blanks[blank] ?? '',
          fill: (blank, text) => (this.blanks = { ...this.blanks, [blank]: text }),
        })}
      </main>
    `;
  }

  async #choose(reader: Reader): Promise<void> {
    this.reader = reader;
    history.replaceState(null, '', `#${reader}`);
    await this.updateComplete;
    this.heading?.focus({ preventScroll: true });
  }

  async #speak(language: string): Promise<void> {
    this.#speaking = language;
    const words = await loadWords(language, CHAPTERS);
    if (language === this.#speaking) this.words = words;
  }
}

/** Whoever is led here from a dispute comes to their own sheet. */
function readerOf(hash: string): Reader {
  return hash === '#staff' ? 'staff' : 'customer';
}

declare global {
  interface HTMLElementTagNameMap {
    'receipt-guide': ReceiptGuide;
  }
}
