/** Takes in what somebody brings and says which screen it leads to. Nothing is shown here. */

import type { Extras } from './app/extras';
import type { Label } from './app/keep/entry';
import { EvidenceDesk } from './bundle/desk';
import type { OpenedBundle } from './bundle/opened-bundle';
import { mayBeCaseFile } from './casefile/recognise';
import { nowSeconds } from './clock';
import { judge, loadBench, type Answer, type Bench } from './judge';
import { once } from './once';
import { codeOf } from './package/failure';
import type { Screen } from './page-screens';
import { Door } from './settle/door';
import type { Counter, Dispute } from './settle/dispute';
import type { OpenedFile } from './settle/types';
import type { OwnKeys } from './signoff/own-keys';
import { OWN_KEYS } from './signoff/own-keys-name';
import { ARMOUR_2, errandOf, facing, loneAbout, needsSignatory, type Errand } from './signoff/parts';
import type { Signing, SigningDesk } from './signoff/signing';
import { databaseExists } from './storage';
import type { Prospect } from './trust/registrar';
import { mayBeForRegister } from './trust/source';
import type { Words } from './words';

/** Some browsers neither open a database nor say no. */
const PATIENCE = 1_500;
/** More than two people sign in one sitting. */
const MOST_WAITING = 8;

export class Reception {
  readonly #loading = loadBench();
  #bench: Bench | null = null;
  /** The rest of the app; null until it has come. */
  extras: Extras | null = null;

  /** Null until everything that an answer needs is here. */
  get bench(): Bench | null {
    return this.#bench;
  }

  async ready(): Promise<Bench> {
    this.#bench ??= await this.#loading;
    return this.#bench;
  }

  /** Answers and halves of a settlement that came before their receipt. In memory, until the page is closed. */
  #waiting: readonly string[] = [];

  /** The verifier as bundles need it. */
  evidence(): EvidenceDesk {
    return new EvidenceDesk(this.#here().registrar, async () => {
      await this.#signing();
    });
  }

  /** A bundle that somebody brought. */
  async unpacked(file: File, language: string): Promise<Screen> {
    try {
      await this.ready();
      const [{ openBundle }] = await Promise.all([import('./bundle/opened-bundle'), import('./bundle/bundle-view')]);
      return { kind: 'bundle', bundle: await openBundle(file, this.evidence(), language) };
    } catch (error) {
      await import('./casefile/unopened-file');
      const { member } = error as { readonly member?: unknown };
      return { kind: 'unopened', file: 'evidence', code: codeOf(error) ?? 'other', ...(typeof member === 'string' ? { member } : {}) };
    }
  }

  /** The dispute that a bundle tells of, at its own screens. */
  async resumed(bundle: OpenedBundle): Promise<Screen> {
    const { caseOf } = await import('./bundle/opened-bundle');
    return this.#opened(caseOf(bundle));
  }

  /** Whoever lays another receipt beside the answer uses the verifier and the lists that gave it. */
  readonly desk: Counter = {
    judge: (texts) => judge(texts, this.#here().registrar.lists),
    each: (dossier) => this.#here().registrar.lists.each(dossier, nowSeconds()),
    outward: (dossier) => this.#here().registrar.outward.each(dossier, nowSeconds()),
    readSignOffs: async () => {
      await this.#signing();
    },
    evidence: () => this.evidence(),
    dossier: (text) => this.#bench?.registrar.core.dossier(text) ?? text,
    accept: (text) => this.accept(text),
    kept: (shop) => (this.extras === null ? [] : this.extras.kept(shop)),
  };

  readonly door = new Door(this.desk);

  /** Parsable as a receipt, or as something for the register of lists; who signed it is another question. */
  readonly accept = async (text: string): Promise<boolean> => {
    if (mayBeForRegister(text) || mayBeCaseFile(text)) return true;
    try {
      const { registrar } = await this.ready();
      registrar.core.dossier(text);
      return true;
    } catch (error) {
      return codeOf(error) === ARMOUR_2;
    }
  };

  /** One of several receipts in a picture, in a line. */
  async nameOf(text: string, words: Words | null): Promise<string> {
    const { registrar } = await this.ready();
    const { report } = judge([text], registrar.lists);
    const title = words?.find(`verdict.${report.code}.title`, report.params) ?? null;
    return [title, report.receipt?.number].filter((part) => typeof part === 'string').join(' · ');
  }

  /** What a list may show of a dossier that a file brought: nothing unless it verifies here. */
  readonly describe = (dossier: string): Label | null => {
    if (this.#bench === null || this.extras === null) return null;
    return this.extras.label(this.#bench.registrar.lists.judge(dossier, nowSeconds()));
  };

  /** Whether it is a list or a registry's key, which is asked about; null where it is neither, or nobody can tell. */
  async examined(text: string): Promise<Prospect | null> {
    try {
      const { registrar } = await this.ready();
      return await registrar.examine(text);
    } catch {
      return null;
    }
  }

  /** `now` is what stands on the page: a sign-off that comes alone belongs to the receipt there. */
  async judged(texts: readonly string[], now: Screen): Promise<Screen> {
    const file = texts.find(mayBeCaseFile);
    if (file !== undefined) return this.#reopened(file);
    try {
      const { registrar } = await this.ready();
      if (needsSignatory(judge(texts, registrar.lists).report)) await this.#signing().catch(() => undefined);
      const lone = this.#lone(texts);
      if (lone !== null) return await this.#joined(lone, now);
      const answer = await this.#fully(this.#withWaiting(judge(texts, registrar.lists)));
      const errand = errandOf(answer.input);
      if (errand !== null && answer.report.receipt !== null) return await this.signed(answer, null, errand);
      const dispute = await this.door.moved(answer);
      return dispute === null ? { kind: 'verdict', answer } : { kind: 'dispute', dispute };
    } catch {
      return { kind: 'trouble', code: this.#bench === null ? 'core_failed' : 'check_failed' };
    }
  }

  /** The answer by the lists of now. */
  again({ input }: Answer): Answer {
    return judge([input], this.#here().registrar.lists);
  }

  async disagreed(verdict: Answer): Promise<Screen> {
    return this.door.enter(verdict).then<Screen, Screen>(
      (dispute) => ({ kind: 'dispute', dispute }),
      () => ({ kind: 'trouble', code: 'counter_failed' }),
    );
  }

  async #reopened(file: string): Promise<Screen> {
    try {
      await this.ready();
      return await this.#opened(await this.door.fileOf(file));
    } catch (error) {
      await import('./casefile/unopened-file');
      return { kind: 'unopened', file: 'casefile', code: codeOf(error) ?? 'other' };
    }
  }

  async #opened(file: OpenedFile): Promise<Screen> {
    const { registrar } = this.#here();
    const reopen = (): Promise<Dispute> => this.door.reopened(file, (dossier) => judge([dossier], registrar.lists));
    const dispute = await reopen();
    if (!dispute.reports.some(needsSignatory) || !(await this.#signing().then(() => true, () => false))) return { kind: 'dispute', dispute };
    return { kind: 'dispute', dispute: await reopen() };
  }

  /** To sign about this receipt, from its answer or from the dispute about it. */
  async signed(verdict: Answer, dispute: Dispute | null, errand: Errand | null): Promise<Screen> {
    try {
      const { Signing, desk } = await this.#signing();
      const answer = dispute === null ? this.again(verdict) : judge([dispute.input], this.#here().registrar.lists);
      const side = errand?.side ?? facing(dispute?.told?.from ?? null);
      return { kind: 'signing', signing: new Signing(answer, desk, dispute?.claim ?? null, side), dispute };
    } catch {
      return { kind: 'trouble', code: 'counter_failed' };
    }
  }

  /** Back from signing: the receipt, or the dispute about it, with what was signed meanwhile. */
  async afterSigning(signing: Signing, dispute: Dispute | null): Promise<Screen> {
    if (dispute === null) return { kind: 'verdict', answer: this.again(signing.answer) };
    await dispute.bring([signing.input]);
    return { kind: 'dispute', dispute };
  }

  /** The same answer, once more with the verifier that had not come. */
  async reread(answer: Answer): Promise<Screen> {
    return { kind: 'verdict', answer: await this.#fully(this.again(answer)) };
  }

  /** This device's own keys, where it has any; looking creates nothing. */
  async ownKeys(): Promise<OwnKeys | null> {
    if (!(await databaseExists(OWN_KEYS, PATIENCE).catch(() => false))) return null;
    const [keys] = await Promise.all([this.#keys(), import('./signoff/own-keys-view')]);
    return keys;
  }

  /** Nothing of the case is left. */
  leave(): void {
    this.door.leave();
    this.#waiting = [];
  }

  readonly #keys = once(async (): Promise<OwnKeys> => {
    const { OwnKeys } = await import('./signoff/own-keys');
    const keys = new OwnKeys();
    await keys.look();
    return keys;
  });

  /** The verifier that reads sign-offs answers from here on, with this device's keys. Fetched once. */
  readonly #signing = once(async (): Promise<{ readonly Signing: typeof Signing; readonly desk: SigningDesk }> => {
    const { registrar } = await this.ready();
    const { loadSignatory, Signing } = await import('./signoff/entrance');
    const [signatory, keys] = await Promise.all([loadSignatory(), this.#keys()]);
    registrar.equip(signatory, keys.own);
    const desk = { signatory, keys, accept: this.accept, judge: (texts: readonly string[]) => judge(texts, registrar.lists) };
    return { Signing, desk };
  });

  /** An answer by the verifier that reads sign-offs, where there are any. Where it cannot be had, the small one's stands, and says what it left out. */
  async #fully(answer: Answer): Promise<Answer> {
    if (!needsSignatory(answer.report)) return answer;
    return this.#signing().then(
      () => this.again(answer),
      () => answer,
    );
  }

  /** The dossier text of sign-offs that came without their receipt. */
  #lone(texts: readonly string[]): string | null {
    const dossiers = texts.flatMap((text) => {
      try {
        return [this.#here().registrar.core.dossier(text)];
      } catch {
        return [];
      }
    });
    return dossiers.every((dossier) => loneAbout(dossier) !== null) ? (dossiers[0] ?? null) : null;
  }

  /** Laid to the receipt on the page, if it is that one's; else it waits for its receipt. */
  async #joined(lone: string, now: Screen): Promise<Screen> {
    const about = loneAbout(lone);
    if (now.kind === 'signing' && now.signing.report.digest === about) {
      now.signing.take([lone]);
      return now;
    }
    if (now.kind === 'dispute' && now.dispute.reports[0]?.digest === about) {
      await now.dispute.bring([lone]);
      return now;
    }
    this.#waiting = [...this.#waiting.filter((other) => other !== lone), lone].slice(-MOST_WAITING);
    if (now.kind === 'verdict' && now.answer.report.digest === about) {
      return { kind: 'verdict', answer: await this.#fully(this.#withWaiting(now.answer)) };
    }
    return { kind: 'verdict', answer: judge([lone], this.#here().registrar.lists) };
  }

  #withWaiting(answer: Answer): Answer {
    const { digest } = answer.report;
    const parts = digest === null ? [] : this.#waiting.filter((lone) => loneAbout(lone) === digest);
    if (parts.length === 0) return answer;
    this.#waiting = this.#waiting.filter((lone) => !parts.includes(lone));
    const { registrar } = this.#here();
    return judge([[registrar.core.dossier(answer.input), ...parts].join('~')], registrar.lists);
  }

  #here(): Bench {
    if (this.#bench === null) throw new Error('nothing to judge with');
    return this.#bench;
  }
}
