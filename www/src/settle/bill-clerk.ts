/** Reads statement files with the wasm module: in a Worker, or in the page where no Worker can be made. */

import { codeOf } from '../package/failure';
import init, { Bill } from '../wasm/settle/settle.js';
import moduleUrl from '../wasm/settle/settle_bg.wasm?url';
import { BillRefusal, type BillTask, type BillWord } from './bill-task';

/** What the core refuses need not be read first. */
const LARGEST = 32 * 1024 * 1024;

export class BillClerk {
  #bill: Bill | null = null;
  /** Kept until the columns are confirmed. */
  #bytes: Uint8Array<ArrayBuffer> | null = null;
  #name = '';

  static async load(): Promise<BillClerk> {
    await init({ module_or_path: moduleUrl });
    return new BillClerk();
  }

  async do(task: BillTask, tell: (word: BillWord) => void): Promise<BillWord> {
    return task.kind === 'read' ? this.#read(task.file, task.columns, tell) : this.#match(task.reports, task.supplied_by, tell);
  }

  async #read(file: File | null, columns: string, tell: (word: BillWord) => void): Promise<BillWord> {
    if (file !== null) {
      tell({ kind: 'phase', phase: 'opening' });
      if (file.size > LARGEST) throw new BillRefusal('file_too_large');
      this.#bytes = new Uint8Array(await file.arrayBuffer());
      this.#name = file.name;
    }
    tell({ kind: 'phase', phase: 'reading' });
    this.#bill?.free();
    this.#bill = null;
    this.#bill = refusable(() => Bill.read(this.#bytes ?? new Uint8Array(), this.#name, columns));
    const facts = this.#bill.facts();
    // A table whose columns are known needs no second reading.
    if (facts.columns === null || facts.columns.sure) this.#bytes = null;
    return { kind: 'facts', facts };
  }

  #match(reports: readonly unknown[], supplied_by: string, tell: (word: BillWord) => void): BillWord {
    const bill = this.#bill;
    if (bill === null) throw new BillRefusal('bill_lost');
    tell({ kind: 'phase', phase: 'matching' });
    return { kind: 'matches', matches: refusable(() => bill.matches(JSON.stringify(reports), supplied_by)) };
  }
}

/** The core's own refusals have a code; anything else that is thrown is a trap. */
function refusable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = codeOf(error);
    throw code === null ? error : new BillRefusal(code);
  }
}
