/** One counter card: what stands on it, in the order of reading. Every sentence is in `guide.json`. */

import { html, type TemplateResult } from 'lit';
import { icon, type IconName } from '../elements/icons';
import type { Words } from '../i18n';
import { picture, type Picture } from './pictures';

export type Reader = 'customer' | 'staff';
export const READERS: readonly Reader[] = ['customer', 'staff'];

const PICTURES: readonly Picture[] = ['amount', 'result', 'slip', 'check'];

interface Block {
  readonly code: string;
  readonly sign: IconName;
  readonly lines: number;
  /** What comes after what. */
  readonly ordered?: true;
}

const BLOCKS: Readonly<Record<Reader, readonly Block[]>> = {
  customer: [
    { code: 'answer', sign: 'list', lines: 5 },
    { code: 'say', sign: 'talk', lines: 4 },
    { code: 'keep', sign: 'keep', lines: 4 },
    { code: 'secret', sign: 'lock', lines: 2 },
  ],
  staff: [
    { code: 'order', sign: 'list', lines: 5, ordered: true },
    { code: 'say', sign: 'talk', lines: 4 },
    { code: 'keep', sign: 'keep', lines: 5 },
    { code: 'calm', sign: 'person', lines: 4 },
  ],
};
const STOPS = 3;

/** What a shop fills in, here or with a pen; what is the same everywhere stands there already. */
const BLANKS: Readonly<Record<Reader, readonly string[]>> = { customer: ['shop', 'acquirer'], staff: ['manager', 'acquirer', 'terminal'] };
const FIXED: Readonly<Record<Reader, readonly string[]>> = { customer: ['bank', 'police', 'scheme'], staff: ['police', 'scheme'] };

export interface Filled {
  readonly of: (blank: string) => string;
  readonly fill: (blank: string, text: string) => void;
}

export function sheet(words: Words, reader: Reader, filled: Filled): TemplateResult {
  const own = (key: string): string => words.say(`guide.${reader}.${key}`);
  return html`<article class="sheet" lang=${words.language} data-sheet=${reader} aria-labelledby="sheet">
    <div class="top">
      <h2 id="sheet" tabindex="-1">${own('title')}</h2>
      <p>${own('lead')}</p>
    </div>
    <ol class="pictures">
      ${PICTURES.map(
        (name, index) => html`<li>
          ${picture(name)}
          <div><h3><span class="number">${index + 1}</span> ${own(`${name}.title`)}</h3>
          <p>${own(`${name}.text`)}</p></div>
        </li>`,
      )}
    </ol>
    <div class="blocks">${BLOCKS[reader].map((block) => shown(block, own))}</div>
    <section class="stop" aria-labelledby="stop">
      <h3 id="stop">${icon('stop', 24)} ${own('stop.title')}</h3>
      <ul>
        ${numbers(STOPS).map((n) => html`<li>${own(`stop.${n}`)}</li>`)}
      </ul>
    </section>
    ${call(words, reader, filled)}
    <p class="sources">${own('sources')}</p>
  </article>`;
}

function shown({ code, sign, lines, ordered }: Block, own: (key: string) => string): TemplateResult {
  const items = numbers(lines).map((n) => html`<li>${own(`${code}.${n}`)}</li>`);
  return html`<section class="block" data-block=${code} aria-labelledby=${code}>
    <h3 id=${code}>${icon(sign, 20)} ${own(`${code}.title`)}</h3>
    ${ordered === true ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`}
  </section>`;
}

function call(words: Words, reader: Reader, { of, fill }: Filled): TemplateResult {
  const own = (key: string): string => words.say(`guide.call.${key}`);
  return html`<section class="call" aria-labelledby="call">
    <h3 id="call">${icon('call', 20)} ${own('title')}</h3>
    <div class="numbers">
      ${BLANKS[reader].map(
        (blank) => html`<label><span>${own(blank)}</span>
          <input type="text" maxlength="40" autocomplete="off" data-blank=${blank} .value=${of(blank)} @input=${(event: Event) => fill(blank, (event.target as HTMLInputElement).value)} />
          <span class="print-only written">${of(blank)}</span></label>`,
      )}
    </div>
    <ul>
      ${FIXED[reader].map((code) => html`<li>${own(code)}</li>`)}
    </ul>
    <p class="small">${own('never')}</p>
  </section>`;
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
