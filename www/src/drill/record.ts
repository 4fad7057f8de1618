/** The one page that a drill ends with. */

import { html, nothing, type TemplateResult } from 'lit';
import { localOffset, timeText } from '../format';
import type { Words } from '../i18n';
import type { Reports } from './bench';
import type { Run } from './run';
import { says } from './says';

export function spanText(words: Words, seconds: number): string {
  return words.say('drill.record.span', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}

export function record(words: Words, run: Run, reports: Reports, team: string): TemplateResult {
  const say = (key: string): string => words.say(`drill.record.${key}`);
  const own = (key: string): string => words.say(`drill.${run.plan.drill}.${key}`);
  const fact = (name: string, value: string): TemplateResult => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`
    <section class="card record" aria-labelledby="record">
      <p class="stamp print-only">${say('sample')}</p>
      <h1 id="record" tabindex="-1">${words.say('drill.page.record')} · ${own('name')}</h1>
      <p class="situation">${own('situation')}</p>
      <dl class="facts">
        ${fact(say('noticed'), timeText(run.begun, localOffset(run.begun), words.language))}
        ${team.trim() === '' ? html`<div class="print-only"><dt>${say('team')}</dt><dd class="blank"></dd></div>` : fact(say('team'), team)}
        ${fact(own('response'), `${spanText(words, run.response)} (${say('whole')} ${spanText(words, run.elapsed(0))})`)}
        ${run.detours === 0 ? nothing : fact(words.say('drill.page.detours'), words.count('drill.page.detours', run.detours))}
      </dl>
      <h2>${say('steps')}</h2>
      <ol class="taken">
        ${run.done.map(
          ({ step, seconds }) => html`<li><span>${own(`step.${step.id}.do`)}</span> <span class="time">${spanText(words, seconds)}</span></li>`,
        )}
      </ol>
      <h2>${say('verdicts')}</h2>
      ${verdicts(words, run, reports)}
      <h2>${say('open')}</h2>
      <ul class="open">
        ${[1, 2, 3].map((n) => html`<li>${own(`open.${n}`)}</li>`)}
      </ul>
      <div class="print-only">
        <h2>${say('improve')}</h2>
        <div class="line"></div>
        <div class="line"></div>
        <div class="signed"><span>${say('signed')}</span><span>${say('signed')}</span><span>${say('date')}</span></div>
      </div>
    </section>
  `;
}

function verdicts(words: Words, run: Run, reports: Reports): TemplateResult {
  const own = (key: string): string => words.say(`drill.${run.plan.drill}.${key}`);
  const { views, receipts } = run.plan;
  return html`
    <div class="wide" tabindex="0" role="region" aria-label=${words.say('drill.record.verdicts')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${words.say('drill.record.receipt')}</th>
            ${views.map(({ id }) => html`<th scope="col">${own(`view.${id}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${receipts.map(
            ({ id }) => html`<tr data-receipt=${id}>
              <th scope="row">${own(`receipt.${id}`)}</th>
              ${views.map((view) => {
                const report = reports.get(view.id)?.get(id);
                return html`<td data-view=${view.id}>${report === undefined ? '—' : says(words, report)}</td>`;
              })}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}
