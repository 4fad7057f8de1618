/** What stands on the page for each thing that it may show. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Extras } from './app/extras';
import type { Label } from './app/keep/entry';
import type { Vault } from './app/keep/vault';
import type { Desk } from './card/neighbours';
import type { OpenDossierEvent } from './bundle/bundle-view';
import type { OpenedBundle } from './bundle/opened-bundle';
import { nowSeconds } from './clock';
import type { Decision, DecisionEvent } from './elements/events';
import { icon } from './elements/icons';
import './elements/verdict-view';
import type { Words } from './i18n';
import type { Answer, Bench } from './judge';
import type { Reception } from './reception';
import type { Counter, Dispute } from './settle/dispute';
import { needsSignatory } from './signoff/parts';
import type { Signing } from './signoff/signing';
import type { Prospect } from './trust/registrar';

export type Screen =
  | { readonly kind: 'start' }
  | { readonly kind: 'verdict'; readonly answer: Answer }
  | { readonly kind: 'trouble'; readonly code: string }
  /** Somebody brought a list or a registry's key; `before` is what they were looking at. */
  | { readonly kind: 'offer'; readonly prospect: Prospect; readonly before: Screen }
  /** What the two of them disagree about, and the answer to it. */
  | { readonly kind: 'dispute'; readonly dispute: Dispute }
  /** An evidence bundle that somebody brought. */
  | { readonly kind: 'bundle'; readonly bundle: OpenedBundle }
  /** A case file or a bundle that cannot be used. */
  | { readonly kind: 'unopened'; readonly file: 'casefile' | 'evidence'; readonly code: string; readonly member?: string }
  /** What people sign about it; `dispute` is where they came from. */
  | { readonly kind: 'signing'; readonly signing: Signing; readonly dispute: Dispute | null }
  | { readonly kind: 'kept' };

/** The receipt's own answer, which is older than what is said of it. */
export function answerOn(screen: Screen): Answer | null {
  if (screen.kind === 'verdict') return screen.answer;
  if (screen.kind === 'signing') return screen.signing.verdict;
  return screen.kind === 'dispute' ? screen.dispute.verdict : null;
}

/** What the screens need of the page. */
export interface Page {
  readonly words: Words;
  readonly bench: Bench | null;
  readonly extras: Extras | null;
  readonly entered: boolean;
  readonly reception: Reception;
  readonly show: (screen: Screen) => void;
  readonly again: () => void;
  readonly disagree: (answer: Answer) => void;
  /** Somebody is to sign, about an answer or from the dispute about it. */
  readonly sign: (answer: Answer, dispute: Dispute | null) => void;
  /** The part that reads sign-offs is to be fetched once more. */
  readonly reread: (answer: Answer) => void;
  readonly signed: (signing: Signing, dispute: Dispute | null) => void;
  readonly decide: (decision: Decision, prospect: Prospect, before: Screen) => void;
  readonly startOver: () => void;
  /** A receipt out of a bundle, by itself. */
  readonly open: (dossier: string) => void;
  /** The dispute that a bundle tells of. */
  readonly resume: (bundle: OpenedBundle) => void;
}

export function screenShown(screen: Screen, page: Page): TemplateResult | typeof nothing {
  const { words, bench, extras, entered, reception } = page;
  switch (screen.kind) {
    case 'start':
      return nothing;
    case 'trouble':
      return troubleScreen(words, screen.code);
    case 'verdict': {
      const { answer } = screen;
      if (bench === null) return nothing;
      return verdictScreen({ words, answer, bench, extras, entered, desk: reception.desk, again: page.again, disagree: () => page.disagree(answer), sign: () => page.sign(answer, null), reread: () => page.reread(answer) });
    }
    case 'dispute': {
      const { dispute } = screen;
      const leave = (): void => page.show({ kind: 'verdict', answer: dispute.verdict });
      return disputeScreen({ words, dispute, counter: reception.desk, leave, sign: () => page.sign(dispute.verdict, dispute) });
    }
    case 'signing': {
      const { signing, dispute } = screen;
      return html`<signing-view .language=${words.language} .signing=${signing} @leave=${() => page.signed(signing, dispute)}></signing-view>`;
    }
    case 'offer':
      return offerScreen(words, screen.prospect, (decision) => page.decide(decision, screen.prospect, screen.before));
    case 'bundle':
      return html`<bundle-view
        .language=${words.language}
        .bundle=${screen.bundle}
        @open-dossier=${({ dossier }: OpenDossierEvent) => page.open(dossier)}
        @go-on=${() => page.resume(screen.bundle)}
        @leave=${page.startOver}
      ></bundle-view>`;
    case 'unopened':
      return html`<unopened-file .language=${words.language} kind=${screen.file} code=${screen.code} member=${screen.member ?? '—'}></unopened-file>`;
    case 'kept':
      return extras === null ? nothing : keptScreen({ words, vault: extras.vault, describe: reception.describe, leave: page.startOver });
  }
}

function troubleScreen(words: Words, code: string): TemplateResult {
  return html`
    <section class="card trouble" data-trouble=${code}>
      <h1 tabindex="-1">${words.say(`trouble.${code}.title`)}</h1>
      <p>${words.say(`trouble.${code}.text`)}</p>
    </section>
  `;
}

interface Verdict {
  readonly words: Words;
  readonly answer: Answer;
  readonly bench: Bench;
  /** Null until the rest of the app has come. */
  readonly extras: Extras | null;
  /** The ways in have come, and what is fetched with them. */
  readonly entered: boolean;
  readonly desk: Desk;
  readonly again: () => void;
  /** The two of them disagree. */
  readonly disagree: () => void;
  /** One of them is to sign. */
  readonly sign: () => void;
  readonly reread: () => void;
}

function verdictScreen(shown: Verdict): TemplateResult {
  const { words, answer, bench, desk, again } = shown;
  return html`
    ${answer.lists === bench.registrar.lists ? nothing : news(words, again)}
    <verdict-view .words=${words} .report=${answer.report} .input=${answer.input} .desk=${desk}
      >${unread(shown)}${next(shown)}${keep(shown)}${lookup(shown)}</verdict-view
    >
  `;
}

/** Sign-offs that were left out are said, not passed over. */
function unread({ words, answer: { report }, bench, reread }: Verdict): TemplateResult | typeof nothing {
  if (report.code === 'sign_off_alone') return html`<p slot="next" class="card no-print" data-waits>${words.say('sign.waits')}</p>`;
  if (bench.registrar.core !== bench.core || !needsSignatory(report)) return nothing;
  return html`<p slot="next" class="card news no-print" data-unread>
    <span>${words.say('sign.unread.text')}</span>
    <button type="button" data-act="reread" @click=${reread}>${words.say('sign.unread.again')}</button>
  </p>`;
}

/** What two people in a dispute do next: right under the answer. */
function next({ words, answer: { report }, disagree, sign }: Verdict): TemplateResult | typeof nothing {
  if (report.outcome === 'unreadable' || report.code === 'sign_off_alone') return nothing;
  return html`<div slot="next" class="next no-print">
    <button type="button" class="primary" data-act="disagree" @click=${disagree}>${icon('talk', 24)} ${words.say('dispute.button')}</button>
    <p class="small quiet">${words.say('dispute.text')}</p>
    ${report.receipt === null
      ? nothing
      : html`<button type="button" data-act="sign" @click=${sign}>${icon('pen', 22)} ${words.say('sign.button')}</button>
          <p class="small quiet">${words.say('sign.text')}</p>`}
  </div>`;
}

/** What is on the screen stays as it was found until somebody presses. */
function news(words: Words, again: () => void): TemplateResult {
  return html`<p class="card news no-print" role="status">
    <span>${words.say('news.text')}</span>
    <button type="button" data-act="again" @click=${again}>${words.say('news.again')}</button>
  </p>`;
}

function keep({ words, answer: { report, input }, desk, extras }: Verdict): TemplateResult | typeof nothing {
  if (extras === null || report.outcome !== 'verified') return nothing;
  return html`<keep-receipt
    .language=${words.language}
    .vault=${extras.vault}
    .dossier=${desk.dossier(input)}
    .label=${extras.label(report)}
  ></keep-receipt>`;
}

function lookup({ words, answer: { report }, bench, entered }: Verdict): TemplateResult | typeof nothing {
  if (!entered || report.code !== 'issuer_unknown' || report.claimed_issuer === undefined) return nothing;
  return html`<domain-lookup
    class="no-print"
    .words=${words}
    .registrar=${bench.registrar}
    .iss=${report.claimed_issuer}
  ></domain-lookup>`;
}

function offerScreen(words: Words, prospect: Prospect, decide: (decision: Decision) => void): TemplateResult {
  return html`<trust-offer
    .words=${words}
    .prospect=${prospect}
    .now=${nowSeconds()}
    @decision=${({ decision }: DecisionEvent) => decide(decision)}
  ></trust-offer>`;
}

interface Kept {
  readonly words: Words;
  readonly vault: Vault;
  readonly describe: (dossier: string) => Label | null;
  readonly leave: () => void;
}

function keptScreen({ words, vault, describe, leave }: Kept): TemplateResult {
  return html`<kept-receipts .language=${words.language} .vault=${vault} .describe=${describe} @leave=${leave}></kept-receipts>`;
}

interface Disputed {
  readonly words: Words;
  readonly dispute: Dispute;
  readonly counter: Counter;
  readonly leave: () => void;
  readonly sign: () => void;
}

function disputeScreen({ words, dispute, counter, leave, sign }: Disputed): TemplateResult {
  return html`<dispute-view .language=${words.language} .dispute=${dispute} .counter=${counter} @leave=${leave} @sign=${sign}></dispute-view>`;
}
