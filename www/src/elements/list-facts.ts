/** What a list says about itself, as rows. */

import { css, html, nothing, type TemplateResult } from 'lit';
import { localOffset, timeText, visible } from '../format';
import type { Words } from '../i18n';
import type { ListFacts } from '../report';

export const listFacts = Object.assign(rows, {
  styles: css`
    dl {
      display: grid;
      gap: 0.375rem;
      font-size: 0.9375rem;
    }

    dl > div {
      display: grid;
      grid-template-columns: minmax(4.5rem, 7rem) 1fr;
      gap: 0.75rem;
    }

    dt {
      color: var(--ink-2);
    }

    dd {
      overflow-wrap: anywhere;
    }

    .warning {
      margin-bottom: 0.375rem;
      color: var(--amber);
      font-weight: 600;
    }

    .bad {
      color: var(--red);
      font-weight: 600;
    }
  `,
});

function rows(facts: ListFacts, words: Words, now: number): TemplateResult {
  const { iss, name, contact, iat, exp, sequence, sample, names, issuers } = facts;
  return html`
    ${sample ? html`<p class="small warning">${words.say('trust.sample')}</p>` : nothing}
    ${exp !== null && now > exp ? html`<p class="small warning">${words.say('trust.expired')}</p>` : nothing}
    <dl>
      ${row(
        words.say('offer.maker'),
        html`${name === null ? nothing : html`<bdi>${visible(name)}</bdi> · `}<bdi>${iss ?? words.say('trust.maker_unnamed')}</bdi>${sequence === null
            ? nothing
            : html` · ${words.say('trust.number', { n: sequence })}`}`,
      )}
      ${row(words.say('trust.age'), html`${iat === null ? words.say('details.none') : words.say('trust.age_days', { age: words.age(now - iat) })}`)}
      ${exp === null ? nothing : row(words.say('trust.until'), html`${timeText(exp, localOffset(exp), words.language)}`)}
      ${row(words.say('trust.entries'), namesOf(names, issuers))}
      ${contact === null ? nothing : row(words.say('trust.contact'), html`<bdi>${visible(contact)}</bdi>`)}
    </dl>
  `;
}

function row(term: string, said: TemplateResult): TemplateResult {
  return html`<div>
    <dt>${term}</dt>
    <dd>${said}</dd>
  </div>`;
}

function namesOf(names: readonly string[], issuers: number): TemplateResult {
  const rest = issuers - names.length;
  return html`${names.map((name, index) => html`${index === 0 ? nothing : ' · '}<bdi>${visible(name)}</bdi>`)}${rest > 0 ? ` … +${rest}` : nothing}`;
}
