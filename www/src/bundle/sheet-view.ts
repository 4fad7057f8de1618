/** A profile's elements: what is here, what is missing, what is to be attached, each with its word, never by colour alone. */

import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from '../elements/icons';
import type { Words } from '../words';
import type { Sheet } from './types';

const SIGN: Readonly<Record<Sheet['elements'][number]['state'], IconName>> = { present: 'pass', missing: 'warn', attach: 'file', not_applicable: 'close' };

export interface Said {
  of(element: string): string;
  say(element: string, text: string): void;
}

export function sheetView(words: Words, sheet: Sheet, said: Said): TemplateResult {
  return html`
    <p class="small">${words.say(`bundle.profile.${sheet.profile}.about`)}</p>
    <ul class="stack">
      ${sheet.warnings.map((code) => html`<li class="told" data-outcome="warn" data-warning=${code}>${icon('warn', 18)}<span>${words.say(`bundle.warning.${code}`)}</span></li>`)}
      ${sheet.never.map((code) => html`<li class="told" data-never=${code}>${icon('lock', 18)}<span>${words.say(`bundle.never.${code}`)}</span></li>`)}
    </ul>
    <ul class="elements" aria-label=${words.say('evidence.make.elements')}>
      ${sheet.elements.map((element) => elementView(words, element, said))}
    </ul>
  `;
}

function elementView(words: Words, { code, state, source, required, value }: Sheet['elements'][number], said: Said): TemplateResult {
  const name = words.say(`bundle.element.${code}`);
  const own = source === 'maker' && state !== 'not_applicable';
  return html`<li data-element=${code} data-state=${state}>
    ${icon(SIGN[state], 18)}
    <div>
      <p>
        ${name} <span class="state">· ${words.value('bundle_state', state)}</span>
        ${required || state !== 'missing' ? nothing : html`<span class="small quiet">(${words.say('bundle.page.if_there')})</span>`}
      </p>
      ${value === null || own ? nothing : html`<p class="small quiet" dir="auto">${value}</p>`}
      ${state === 'attach' && value === null ? html`<p class="small quiet">${words.say('evidence.make.attach_below')}</p>` : nothing}
      ${own
        ? html`<textarea rows="2" maxlength="2000" aria-label=${`${name}: ${words.say('evidence.make.write')}`} .value=${said.of(code)} @change=${(event: Event) => said.say(code, (event.target as HTMLTextAreaElement).value)}></textarea>`
        : nothing}
    </div>
  </li>`;
}
