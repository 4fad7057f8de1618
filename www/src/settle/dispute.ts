/** What two people disagree about: a receipt, the sentence, what they answered, and what else they brought. In memory alone. */

import { nowSeconds } from '../clock';
import type { Desk } from '../card/neighbours';
import type { Answer } from '../judge';
import type { Report } from '../report';
import { needsSignatory } from '../signoff/parts';
import type { BillReader } from './bill-reader';
import type { EvidenceDesk } from '../bundle/desk';
import { CaseLog } from '../casefile/case-log';
import { loadSettler, type Settler } from './settler';
import type { Answers, BillFacts, BillFindings, Claim, ClaimAnswer, OpenedFile, Side, Supplier, Told } from './types';

/** What the page lends: its verifier with the lists in use. */
export interface Counter extends Desk {
  /** One report for each receipt of a dossier; the first as if nothing else were there. */
  each(dossier: string): readonly Report[];
  /** The same without this device's own keys: for what leaves it. */
  outward(dossier: string): readonly Report[];
  /** From here on `each` reads what people sign about a receipt. */
  readSignOffs(): Promise<void>;
  /** The same verifier as bundles need it. */
  evidence(): EvidenceDesk;
}

/** What became of a further receipt. */
export type Brought =
  | { readonly kind: 'taken'; readonly report: Report }
  | { readonly kind: 'nothing_new' }
  | { readonly kind: 'too_large' }
  /** It did not verify: its own reason, and nothing of its content. */
  | { readonly kind: 'refused'; readonly report: Report };

/** A statement file that lies beside the receipts. */
export interface LaidBill {
  readonly name: string;
  readonly findings: BillFindings;
  readonly file: File;
  match(reports: readonly Report[]): Promise<BillFindings['matches']>;
}

interface Bill {
  readonly reader: BillReader;
  readonly name: string;
  readonly findings: BillFindings;
}

/** @fires change - there is another answer, or none. */
export class Dispute extends EventTarget {
  /** The answer that the receipt itself got. */
  readonly verdict: Answer;
  /** The other phone's, where the claim came from there. */
  readonly told: Told | null;
  /** The timeline, which notes what happens here. */
  readonly log: CaseLog;
  readonly #counter: Counter;
  #input: string;
  #reports: readonly Report[];
  #claim: Claim | null;
  #answers: Answers;
  /** Questions that were worth asking once and were answered: what was pressed stays where it was. */
  #asked: readonly string[] = [];
  #bill: Bill | null = null;
  #settler: Settler | null = null;
  #answer: ClaimAnswer | null = null;
  #trouble: 'not_loaded' | 'broke_off' | null = null;

  constructor(verdict: Answer, counter: Counter, told: Told | null, opened: OpenedFile | null = null) {
    super();
    this.verdict = verdict;
    this.told = told;
    this.#counter = counter;
    this.#input = plain(verdict.input, counter);
    this.#reports = this.#judged(this.#input);
    this.#claim = told?.claim ?? opened?.file.claim ?? null;
    this.#answers = { ...opened?.file.answers, ...told?.answers };
    // Whoever holds this phone sees what was answered on the other one, and may change it.
    this.#asked = Object.keys(this.#answers);
    this.log = new CaseLog(opened);
    this.#note();
  }

  get claim(): Claim | null {
    return this.#claim;
  }

  get answers(): Answers {
    return this.#answers;
  }

  /** Null until there is one. */
  get answer(): ClaimAnswer | null {
    return this.#answer;
  }

  get trouble(): 'not_loaded' | 'broke_off' | null {
    return this.#trouble;
  }

  /** Those to show: what is worth asking, and what was answered, each in its first place. */
  get questions(): readonly string[] {
    const open: readonly string[] = this.#answer?.questions ?? [];
    const stays = this.#asked.filter((code) => open.includes(code) || code in this.#answers);
    return [...stays, ...open.filter((code) => !stays.includes(code))];
  }

  /** The receipt in dispute first. */
  get reports(): readonly Report[] {
    return this.#reports;
  }

  get bill(): LaidBill | null {
    const bill = this.#bill;
    if (bill === null) return null;
    const { reader, name, findings } = bill;
    return { name, findings, file: reader.file, match: (reports) => reader.match(reports, findings.supplied_by) };
  }

  /** The whole case as one dossier. */
  get input(): string {
    return this.#input;
  }

  choose(claim: Claim): void {
    if (claim !== this.#claim) this.#asked = [];
    this.#claim = claim;
    void this.settle();
  }

  reply(question: string, value: string | number | boolean | null): void {
    this.#asked = this.questions;
    const others = Object.entries(this.#answers).filter(([code]) => code !== question);
    this.#answers = Object.fromEntries(value === null ? others : [...others, [question, value]]);
    void this.settle();
  }

  /** Lays a further receipt, or later statements about this one, beside it. */
  async bring(texts: readonly string[]): Promise<Brought> {
    const { input, report } = await this.#read(texts);
    const brought = attempt(() => this.#counter.dossier(input));
    if (brought === null) return { kind: 'refused', report };
    // The price that was shown before comes to be about a receipt once the receipt is here.
    const [first] = this.#reports;
    const before = first?.outcome === 'verified' && first.receipt === null && report.receipt !== null;
    const both = before ? `${brought}~${this.#input}` : `${this.#input}~${brought}`;
    const reports = this.#judged(both);
    if (reports[0]?.digest !== (before ? report : first)?.digest) return report.outcome === 'verified' ? { kind: 'too_large' } : { kind: 'refused', report };
    const known = new Set(this.#reports.map(({ digest }) => digest));
    const added = reports.find(({ digest }) => !known.has(digest));
    if (added === undefined && voices(reports) === voices(this.#reports)) {
      return report.outcome === 'verified' ? { kind: 'nothing_new' } : { kind: 'refused', report };
    }
    this.#input = both;
    this.#reports = reports;
    this.#note();
    await this.#matchAgain();
    await this.settle();
    return { kind: 'taken', report: added ?? report };
  }

  /** Sign-offs want the verifier that reads them; where it cannot be had, the small one says what it left out. */
  async #read(texts: readonly string[]): Promise<ReturnType<Counter['judge']>> {
    const answer = this.#counter.judge(texts);
    if (!needsSignatory(answer.report)) return answer;
    await this.#counter.readSignOffs().catch(() => undefined);
    return this.#counter.judge(texts);
  }

  async take(reader: BillReader, name: string, facts: BillFacts, supplied_by: Supplier): Promise<void> {
    const matches = await reader.match(this.#reports, supplied_by);
    if (this.#bill !== null && this.#bill.reader !== reader) this.#bill.reader.leave();
    this.#bill = { reader, name, findings: { supplied_by, facts, matches } };
    await this.settle();
  }

  /** The file goes, and with it all that came of it. */
  forget(): void {
    this.#bill?.reader.leave();
    this.#bill = null;
    void this.settle();
  }

  /** Nobody looks at it any more. */
  leave(): void {
    this.#bill?.reader.leave();
    this.#bill = null;
  }

  async settle(): Promise<void> {
    const { claim } = this;
    if (claim === null) return;
    try {
      this.#settler ??= await loadSettler();
    } catch {
      this.#fail('not_loaded');
      return;
    }
    // Another sentence was chosen meanwhile: that one is being answered.
    if (claim !== this.#claim) return;
    try {
      this.#answer = this.#answered(this.#settler, claim, this.#reports);
      this.#trouble = null;
      this.log.answered(this.#answer);
      this.dispatchEvent(new Event('change'));
    } catch {
      this.#fail('broke_off');
    }
  }

  /** The answer as it may leave this device: its own keys count nowhere else. Null while there is none. */
  handedOn(): ClaimAnswer | null {
    if (this.#settler === null || this.#claim === null || this.#answer === null) return null;
    return this.#answered(this.#settler, this.#claim, this.#judged(this.#input, (input) => this.#counter.outward(input)));
  }

  /** The link that takes the claim to another verifier, from one that has the receipt alone. The statement file stays here. */
  async linkFrom(link: string, from: Side): Promise<string> {
    const settler = await loadSettler();
    if (this.#claim === null) throw new Error('no claim');
    return link + settler.write({ claim: this.#claim, from, answers: this.#answers, bill: this.#bill !== null });
  }

  #note(): void {
    for (const report of this.#reports) this.log.verified(report);
  }

  #answered(settler: Settler, claim: Claim, reports: readonly Report[]): ClaimAnswer {
    const { told } = this;
    return settler.answer({ claim, now: nowSeconds(), reports, answers: this.#answers, bill: this.#bill?.findings ?? null, told: told?.told ?? null });
  }

  #fail(trouble: 'not_loaded' | 'broke_off'): void {
    this.#answer = null;
    this.#trouble = trouble;
    this.dispatchEvent(new Event('change'));
  }

  /** What verifies; of the receipt in dispute, and only of that, also what doesn't. */
  #judged(input: string, each = (dossier: string) => this.#counter.each(dossier)): readonly Report[] {
    const [first = this.verdict.report, ...others] = attempt(() => each(input)) ?? [];
    return [first, ...others.filter(({ outcome }) => outcome === 'verified')];
  }

  async #matchAgain(): Promise<void> {
    const bill = this.#bill;
    if (bill === null) return;
    this.#bill = { ...bill, findings: { ...bill.findings, matches: await bill.reader.match(this.#reports, bill.findings.supplied_by) } };
  }
}

/** The dossier text; what holds none stays as it is, for its own refusal. */
function plain(input: string, counter: Counter): string {
  return attempt(() => counter.dossier(input)) ?? input;
}

/** Who has said what, by which one knows whether anything was added. */
function voices(reports: readonly Report[]): string {
  return JSON.stringify(
    reports.map(({ digest, code, checks, signers, statuses, acknowledgements, settlements }) => [
      digest,
      code,
      checks.map((check) => check.code),
      signers.length,
      statuses.length,
      acknowledgements.length,
      settlements.map(({ state }) => state),
    ]),
  );
}

function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
