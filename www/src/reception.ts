/** Takes in what somebody brings and says which screen it leads to. Nothing is shown here. */

import type { Extras } from './app/extras';
import type { Label } from './app/keep/entry';
import { mayBeCaseFile } from './casefile/recognise';
import { codeOf } from './casefile/save';
import { nowSeconds } from './clock';
import { judge, loadBench, type Answer, type Bench } from './judge';
import type { Screen } from './page-screens';
import { Door } from './settle/door';
import type { Counter } from './settle/dispute';
import type { Prospect } from './trust/registrar';
import { mayBeForRegister } from './trust/source';
import type { Words } from './words';

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

  /** Whoever lays another receipt beside the answer uses the verifier and the lists that gave it. */
  readonly desk: Counter = {
    judge: (texts) => judge(texts, this.#here().registrar.lists),
    each: (dossier) => this.#here().registrar.lists.each(dossier, nowSeconds()),
    dossier: (text) => this.#bench?.core.dossier(text) ?? text,
    accept: (text) => this.accept(text),
    kept: (shop) => (this.extras === null ? [] : this.extras.kept(shop)),
  };

  readonly door = new Door(this.desk);

  /** Parsable as a receipt, or as something for the register of lists; who signed it is another question. */
  readonly accept = async (text: string): Promise<boolean> => {
    if (mayBeForRegister(text) || mayBeCaseFile(text)) return true;
    try {
      const { core } = await this.ready();
      core.dossier(text);
      return true;
    } catch {
      return false;
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

  async judged(texts: readonly string[]): Promise<Screen> {
    const file = texts.find(mayBeCaseFile);
    if (file !== undefined) return this.#reopened(file);
    try {
      const { registrar } = await this.ready();
      const answer = judge(texts, registrar.lists);
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
      const { registrar } = await this.ready();
      return { kind: 'dispute', dispute: await this.door.reopened(file, (dossier) => judge([dossier], registrar.lists)) };
    } catch (error) {
      await import('./casefile/unopened-file');
      return { kind: 'unopened', file: 'casefile', code: codeOf(error) };
    }
  }

  #here(): Bench {
    if (this.#bench === null) throw new Error('nothing to judge with');
    return this.#bench;
  }
}
