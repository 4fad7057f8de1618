/** A verdict in a few words, for a table of them. */

import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../elements/icons';
import { toneOf } from '../elements/tone';
import type { Words } from '../i18n';
import type { Report } from '../report';

/** What stands beside the verdict's own words. */
function besides(report: Report): readonly string[] {
  const dated = report.checks.map(({ code }) => code).filter((code) => code.startsWith('dated_by_'));
  return [...dated, ...report.notes.filter((note) => note === 'list_expired')];
}

/** The code with what stands beside it, as `receipt drill --json` writes it. */
export function codeOf(report: Report): string {
  return [report.code, ...besides(report)].join('+');
}

export function says(words: Words, report: Report): TemplateResult {
  const tone = toneOf(report);
  const sample = report.notes.includes('sample');
  return html`<span class="says ${tone.colour}" data-says=${codeOf(report)}>
    ${icon(tone.icon, 20)}
    <span>
      <b>${words.say(`verdict.${report.code}.title`, report.params)}</b>${besides(report).map(
        (code) => html`<br /><span class="small">${words.say(`drill.said.${code}`)}</span>`,
      )}
      ${sample ? html`<span class="tag">${words.say('drill.page.tag')}</span>` : nothing}
    </span>
  </span>`;
}
