/** One dispute's timeline: what happened on this page notes itself, what people add they add. In memory until somebody saves it; nobody signs it. */

import { nowSeconds } from '../clock';
import type { Report } from '../report';
import type { CaseDeadline, CaseEntry, CaseFile, Claim, ClaimAnswer, OpenedFile } from '../settle/types';
import type { Words } from '../words';

export type Kind = CaseEntry['kind'];
export type Scribe = NonNullable<CaseEntry['by']>;
export const SCRIBES: readonly Scribe[] = ['cashier', 'finance', 'support', 'technician', 'customer'];
/** What people may add; the rest notes itself. */
export const ADDED = ['note', 'escalated', 'closed'] as const satisfies readonly Kind[];

/** What the page notes is said in the reader's language, and becomes text when it leaves. */
type Said = (words: Words) => string;

export interface Line {
  readonly at: number;
  readonly kind: Kind;
  /** Null: the page noted it by itself. */
  readonly by: Scribe | null;
  readonly text: string | Said | null;
  /** A file brought it: whoever wrote that file says so. */
  readonly brought: boolean;
}

/** @fires change - there is another line, or another date. */
export class CaseLog extends EventTarget {
  /** Who writes on this device. */
  scribe: Scribe = 'cashier';
  /** How many lines of the file had card data, which is masked here. */
  readonly masked: number;
  readonly brought: boolean;
  #lines: readonly Line[];
  /** Dates that somebody was told. The others are worked out from the receipt, here and now. */
  #told: readonly CaseDeadline[];
  /** What was noted last, so that it is noted once. */
  #claim: Claim | null;
  #answer = '';
  readonly #noted = new Set<string>();
  #saved: number;

  constructor(opened: OpenedFile | null) {
    super();
    this.brought = opened !== null;
    this.masked = opened?.masked ?? 0;
    this.#lines = (opened?.file.entries ?? []).map((entry) => ({ ...entry, by: entry.by ?? null, text: entry.text ?? null, brought: true }));
    this.#told = (opened?.file.deadlines ?? []).filter(({ code }) => code === 'told');
    this.#claim = opened?.file.claim ?? null;
    this.#saved = this.#lines.length;
    if (!this.open) this.#write('opened', null, null);
  }

  get lines(): readonly Line[] {
    return this.#lines;
  }

  get told(): readonly CaseDeadline[] {
    return this.#told;
  }

  /** Nothing is noted behind its end but a new beginning. */
  get open(): boolean {
    const last = this.#lines.at(-1);
    return last !== undefined && last.kind !== 'closed';
  }

  /** People wrote something that no file has. */
  get unsaved(): boolean {
    return this.#lines.slice(this.#saved).some(({ kind, text }) => typeof text === 'string' || kind === 'closed');
  }

  /** When the case was opened for the first time. */
  get since(): number {
    return this.#lines[0]?.at ?? nowSeconds();
  }

  /** The receipt was checked here. */
  verified(report: Report): void {
    this.#once(`verified ${report.digest ?? ''} ${report.code}`, 'verified', (words) => words.say(`verdict.${report.code}.title`, report.params));
    for (const { digest, verdict, bound, code } of report.acknowledgements) {
      const said: Said = (words) => words.say(`casefile.acknowledged.${verdict}`);
      // Whoever holds a phone can make a key: only what an identified one signed is the customer's answer.
      if (code === null && bound !== 'own') this.#once(`acknowledged ${digest}`, 'acknowledged', said);
      else this.#once(`answer ${digest} ${bound}`, 'note', (words) => words.say(bound === 'own' ? 'casefile.answer.own' : 'casefile.answer.none', { what: said(words) }));
    }
    for (const { state, first, second } of report.settlements) {
      const name = `${first.digest} ${second?.digest ?? ''} ${state}`;
      if (state === 'agreed') this.#once(`settled ${name}`, 'settled', (words) => words.say('casefile.settled.agreed'));
      else this.#once(`proposed ${name}`, 'note', (words) => words.say(second === null ? 'casefile.proposal' : 'casefile.settled.not_shown'));
    }
  }

  answered(answer: ClaimAnswer): void {
    if (answer.claim !== this.#claim || !this.#lines.some(({ kind }) => kind === 'reason_stated')) {
      this.#claim = answer.claim;
      this.#note('reason_stated', (words) => words.say(`claim.${answer.claim}.title`));
    }
    const said = `${answer.sentence} ${answer.stop ?? ''}`;
    if (said === this.#answer) return;
    this.#answer = said;
    const { sentence, stop, params } = answer;
    this.#note('answered', (words) => words.say(stop === null ? `answer.${sentence}.title` : `stop.${stop}.title`, params));
  }

  add(kind: Kind, text: string | null): void {
    if (!this.open) this.#write('opened', null, this.scribe);
    this.#write(kind, text, this.scribe);
    this.dispatchEvent(new Event('change'));
  }

  tell(deadline: CaseDeadline): void {
    this.#told = [...this.#told.filter(({ date, source }) => date !== deadline.date || source !== deadline.source), deadline];
    this.dispatchEvent(new Event('change'));
  }

  untell(deadline: CaseDeadline): void {
    this.#told = this.#told.filter((other) => other !== deadline);
    this.dispatchEvent(new Event('change'));
  }

  /** It is in a file now. */
  saved(): void {
    this.#saved = this.#lines.length;
    this.dispatchEvent(new Event('change'));
  }

  /** The lines as a file has them, in the language of whoever saves it. */
  entries(words: Words): readonly CaseEntry[] {
    return this.#lines.map(({ at, kind, by, text }) => ({ at, kind, ...(by === null ? {} : { by }), ...(text === null ? {} : { text: typeof text === 'string' ? text : text(words) }) }));
  }

  #once(name: string, kind: Kind, text: Said): void {
    if (this.#noted.has(name)) return;
    this.#noted.add(name);
    this.#note(kind, text);
  }

  /** What the page notes by itself does not open a case again that people closed. */
  #note(kind: Kind, text: Said): void {
    if (this.open) this.#write(kind, text, null);
  }

  /** A clock that was put back makes no line older than the one before it. */
  #write(kind: Kind, text: string | Said | null, by: Scribe | null): void {
    const at = Math.max(nowSeconds(), this.#lines.at(-1)?.at ?? 0);
    this.#lines = [...this.#lines, { at, kind, by, text, brought: false }];
  }
}

/** The whole case, as the file has it. */
export function caseFile(log: CaseLog, words: Words, dispute: { readonly input: string; readonly claim: Claim | null; readonly answers: CaseFile['answers'] }, worked: readonly CaseDeadline[]): CaseFile {
  return {
    version: 1,
    type: 'receipt-case',
    language: words.language,
    dossiers: [dispute.input],
    ...(dispute.claim === null ? {} : { claim: dispute.claim }),
    answers: dispute.answers,
    entries: log.entries(words),
    deadlines: [...worked, ...log.told],
  };
}
