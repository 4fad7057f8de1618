/** One receipt that people sign about: who holds this phone, what is to be signed, what came back from the other one. In memory alone. */

import { nowSeconds } from '../clock';
import type { Answer } from '../judge';
import { codeOf } from '../package/failure';
import type { Report } from '../report';
import type { Claim } from '../settle/types';
import { keyFaultOf } from './key-fault';
import type { OwnKey, OwnKeys } from './own-keys';
import type { Drafted, Signatory } from './signatory';
import type { Method, Said, Settlement, Side, Terms } from './types';

/** For a draft that nobody signs: the curve's base point, which is a key as any other. */
const NOBODY = { method: 'device_key', jwk: { kty: 'OKP', crv: 'Ed25519', x: `WGZm${'ZmZm'.repeat(9)}ZmY` } } as const;

/** What the page lends. */
export interface SigningDesk {
  readonly signatory: Signatory;
  readonly keys: OwnKeys;
  judge(texts: readonly string[]): Answer;
  accept(text: string): Promise<boolean>;
}

/** What lies on the counter to be signed, read back in full before anybody signs. */
export type Sheet =
  | { readonly kind: 'answer'; readonly said: Said; readonly amount: number | null }
  | { readonly kind: 'proposal'; readonly terms: Terms }
  | { readonly kind: 'acceptance'; readonly settlement: Settlement };

export type Stage =
  | { readonly kind: 'choice' }
  /** What was agreed is being written. */
  | { readonly kind: 'terms' }
  | { readonly kind: 'sheet'; readonly sheet: Sheet }
  | { readonly kind: 'signed'; readonly sheet: Sheet; readonly part: string; readonly digest: string };

/** What became of what the other phone showed. */
export type Taken =
  | { readonly kind: 'taken' }
  | { readonly kind: 'nothing_new' }
  /** Its own reason. */
  | { readonly kind: 'refused'; readonly code: string };

/** @fires change */
export class Signing extends EventTarget {
  readonly desk: SigningDesk;
  /** The sentence in dispute, from which facts are suggested. */
  readonly claim: Claim | null;
  readonly verdict: Answer;
  #answer: Answer;
  #spoken: readonly OwnKey[];
  #side: Side | null;
  #stage: Stage = { kind: 'choice' };
  #terms: Terms | null = null;
  #fault: string | null = null;
  #taken: Taken | null = null;
  #busy = false;

  constructor(verdict: Answer, desk: SigningDesk, claim: Claim | null, side: Side | null) {
    super();
    this.verdict = verdict;
    this.desk = desk;
    this.claim = claim;
    // As plain text, so that places in it can be counted.
    const dossier = desk.signatory.dossier(verdict.input);
    this.#answer = desk.judge([dossier]);
    this.#side = side;
    this.#spoken = desk.keys.all;
  }

  get report(): Report {
    // A key that came or went speaks, or no longer does.
    if (this.desk.keys.all !== this.#spoken) {
      this.#spoken = this.desk.keys.all;
      this.#answer = this.desk.judge([this.#answer.input]);
    }
    return this.#answer.report;
  }

  /** The receipt with all that was signed about it. */
  get input(): string {
    return this.#answer.input;
  }

  /** Newer than what the screen before shows. */
  get answer(): Answer {
    return this.#answer;
  }

  /** Who holds this phone; null until somebody said so. */
  get side(): Side | null {
    return this.#side;
  }

  get stage(): Stage {
    return this.#stage;
  }

  /** What was written last: whoever goes back finds it as it was. */
  get terms(): Terms | null {
    return this.#terms;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Why nothing was signed just now. */
  get fault(): string | null {
    return this.#fault;
  }

  get taken(): Taken | null {
    return this.#taken;
  }

  /** Whose key signs: the receipt's own shop. */
  get shop(): string {
    return this.report.receipt?.iss ?? '';
  }

  /** The clock of where the receipt was issued: a day ends there for both phones alike. */
  get utcOffset(): number {
    return this.report.receipt?.utc_offset ?? 0;
  }

  get keys(): readonly OwnKey[] {
    return this.#side === null ? [] : this.desk.keys.of(this.shop, this.#side);
  }

  /** The other side has written terms, and waits. */
  get proposals(): readonly Settlement[] {
    return this.report.settlements.filter(({ state, first }) => state === 'proposed' && first.side !== this.#side);
  }

  hold(side: Side | null): void {
    this.#side = side;
    this.#go({ kind: 'choice' });
  }

  write(): void {
    this.#go({ kind: 'terms' });
  }

  read(sheet: Sheet): void {
    if (sheet.kind === 'proposal') this.#terms = sheet.terms;
    this.#go({ kind: 'sheet', sheet });
  }

  back(): void {
    const { sheet } = this.#stage as { readonly sheet?: Sheet };
    this.#go(this.#stage.kind === 'sheet' && sheet?.kind === 'proposal' ? { kind: 'terms' } : { kind: 'choice' });
  }

  /** Why this could not be signed as it stands, before any key is asked for or made; null where it could. */
  check(sheet: Sheet): string | null {
    try {
      this.#draft(sheet, NOBODY, this.#side ?? 'customer');
      return null;
    } catch (error) {
      return codeOf(error) ?? 'failed';
    }
  }

  /** Signs the sheet, with a key that is here or one that is made now. Whatever goes wrong, the sheet stays as it is. */
  async sign(by: OwnKey | Method, page: string): Promise<void> {
    const { stage, side } = this;
    if (stage.kind !== 'sheet' || side === null || this.#busy) return;
    this.#become({ busy: true, fault: null });
    try {
      const key = typeof by === 'string' ? await this.desk.keys.make(by, this.shop, side, page) : by;
      const drafted = this.#draft(stage.sheet, key, side);
      const proof = await this.desk.keys.sign(key, drafted.signing_input, drafted.challenge);
      const part = this.desk.signatory.seal(drafted, proof);
      this.#answer = this.desk.judge([this.desk.signatory.glue(this.input, part)]);
      this.#taken = null;
      this.#stage = { kind: 'signed', sheet: stage.sheet, part, digest: drafted.digest };
      this.#become({ busy: false, fault: null });
    } catch (error) {
      this.#become({ busy: false, fault: codeOf(error) ?? keyFaultOf(error).code });
    }
  }

  /** What the other phone showed: its answer, its half, with the receipt or without. */
  take(texts: readonly string[]): void {
    let refused = 'not_a_receipt';
    for (const text of texts) {
      try {
        const input = this.desk.signatory.glue(this.input, text);
        const before = voices(this.report);
        const parts = this.input.split('~').length;
        this.#answer = this.desk.judge([input]);
        // What is new stands behind what was there.
        const dropped = this.report.ignored.find(({ part }) => part >= parts)?.code;
        const isNew = voices(this.report) !== before;
        this.#taken = isNew ? { kind: 'taken' } : dropped === undefined ? { kind: 'nothing_new' } : { kind: 'refused', code: dropped };
        this.#become({ busy: false, fault: null });
        return;
      } catch (error) {
        refused = codeOf(error) ?? refused;
      }
    }
    this.#taken = { kind: 'refused', code: refused };
    this.#become({ busy: false, fault: null });
  }

  #draft(sheet: Sheet, { method, jwk }: Pick<OwnKey, 'method' | 'jwk'>, side: Side): Drafted {
    const head = { dossier: this.input, iss: location.origin, iat: nowSeconds(), method, key: jwk };
    switch (sheet.kind) {
      case 'answer':
        return this.desk.signatory.draftAnswer({ ...head, verdict: sheet.said, ...(sheet.amount === null ? {} : { amount: sheet.amount }) });
      case 'proposal': {
        const { facts, remedy, amount, due } = sheet.terms;
        return this.desk.signatory.draftSettlement({
          ...head,
          side,
          facts,
          remedy,
          ...(amount === null ? {} : { amount }),
          ...(due === null ? {} : { due }),
        });
      }
      case 'acceptance':
        return this.desk.signatory.draftSettlement({ ...head, side, counterpart: sheet.settlement.first.digest });
    }
  }

  #go(stage: Stage): void {
    this.#stage = stage;
    this.#taken = null;
    this.#become({ busy: false, fault: null });
  }

  #become({ busy, fault }: { readonly busy: boolean; readonly fault: string | null }): void {
    this.#busy = busy;
    this.#fault = fault;
    this.dispatchEvent(new Event('change'));
  }
}

/** Who has signed what, by which one knows whether anything was added. */
function voices({ acknowledgements, settlements, digest }: Report): string {
  return JSON.stringify([digest, acknowledgements.map((one) => one.digest), settlements.map(({ state, first, second }) => [state, first.digest, second?.digest])]);
}

