/** What stands above and below every screen. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Vault } from './app/keep/vault';
import { nowSeconds } from './clock';
import { icon } from './elements/icons';
import { days, localOffset, timeText } from './format';
import { knownLanguages, type Words } from './i18n';
import type { Answer } from './judge';

interface Header {
  readonly words: Words;
  /** Null until the rest of the app has come. */
  readonly vault: Vault | null;
  readonly leave: () => void;
  readonly speak: (language: string) => void;
}

export function pageHeader({ words, vault, leave, speak }: Header): TemplateResult {
  return html`
    <header>
      <button type="button" class="plain brand" @click=${leave}>
        <span class="mark">${icon('receipt', 22)}</span>${words.say('page.name')}
      </button>
      ${vault === null ? nothing : html`<kept-link class="no-print" .language=${words.language} .vault=${vault}></kept-link>`}
      <div class="languages no-print" role="group" aria-label=${words.say('language.switch')}>
        ${knownLanguages()
          .filter(({ language }) => language !== words.language)
          .map(
            ({ language, name }) =>
              html`<button type="button" class="plain" lang=${language} @click=${() => speak(language)}>${name}</button>`,
          )}
      </div>
    </header>
  `;
}

interface Footer {
  readonly words: Words;
  readonly vault: Vault | null;
  /** When the trust list in use was made. */
  readonly made: number | null;
  readonly answer: Answer | null;
}

export function pageFooter({ words, vault, made, answer }: Footer): TemplateResult {
  return html`
    <footer>
      <p>
        ${icon('lock', 18)}<span
          >${words.say('footer.local')}${made === null
            ? nothing
            : html` · ${words.count('footer.list', days(nowSeconds() - made))}`}</span
        >
      </p>
      ${answer === null ? nothing : html`<p class="print-only">${printNote(words, answer)}</p>`}
      <p class="no-print">
        <a class="button plain" href="guide/">${words.say('footer.guide')}</a><a class="button plain" href="drill/">${words.say('footer.drill')}</a>
      </p>
      ${vault === null ? nothing : html`<kept-link always class="no-print" .language=${words.language} .vault=${vault}></kept-link>`}
    </footer>
  `;
}

/** What stands under an answer on paper; only a verified one has its code there. */
function printNote(words: Words, { report, at }: Answer): string {
  const time = timeText(at, localOffset(at), words.language);
  return words.say(report.outcome === 'verified' ? 'print.made' : 'print.made_refused', { time });
}
