/** The way to the dispute's screens. They are fetched once a verdict stands and nothing more urgent is left to do; nobody waits for them but who presses. */

import { idle } from '../idle';
import type { Answer } from '../judge';
import { once } from '../once';
import type { Counter, Dispute } from './dispute';
import type { OpenedFile } from './types';

const IDLE = 1_500;

const openCounter = once(() => import('./counter'));

export class Door {
  readonly #counter: Counter;
  /** Whoever looks at the receipt again finds their dispute as it was. */
  #dispute: Dispute | null = null;

  constructor(counter: Counter) {
    this.#counter = counter;
  }

  /** Fetches everything ahead of its first use, unless the reader saves data. */
  async warm(): Promise<void> {
    const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
    if (connection?.saveData === true) return;
    await idle(IDLE);
    // Whoever presses is told that it did not come.
    await openCounter().then(({ loadSettler }) => loadSettler()).catch(() => undefined);
  }

  /** The dispute about this answer; throws where its screens cannot be had. */
  async enter(verdict: Answer): Promise<Dispute> {
    if (this.#dispute?.verdict === verdict) return this.#dispute;
    const { Dispute } = await openCounter();
    return this.#keep(new Dispute(verdict, this.#counter, null));
  }

  /** The claim that came behind a receipt from another phone; null where none did, or nobody here can read it. */
  async moved(verdict: Answer): Promise<Dispute | null> {
    // Whether it is one is the module's to say.
    if (!/[&?#]claim=/.test(verdict.input)) return null;
    try {
      const { loadSettler, Dispute } = await openCounter();
      const told = (await loadSettler()).read(verdict.input);
      return told === null ? null : this.#keep(new Dispute(verdict, this.#counter, told));
    } catch {
      return null;
    }
  }

  /** A case file; throws an `Error` with a `code` where the text is none. */
  async fileOf(text: string): Promise<OpenedFile> {
    const { loadSettler } = await openCounter();
    return (await loadSettler()).openFile(text);
  }

  /** The dispute that a case file tells of, its receipts checked anew. */
  async reopened(opened: OpenedFile, judged: (dossier: string) => Answer): Promise<Dispute> {
    const { Dispute } = await openCounter();
    const [first = '', ...others] = opened.file.dossiers;
    const dispute = new Dispute(judged(first), this.#counter, null, opened);
    for (const dossier of others) await dispute.bring([dossier]);
    return this.#keep(dispute);
  }

  leave(): void {
    this.#dispute?.leave();
    this.#dispute = null;
  }

  #keep(dispute: Dispute): Dispute {
    this.leave();
    this.#dispute = dispute;
    return dispute;
  }
}
