/** Where the sealed records lie: IndexedDB. Nothing is opened, and so nothing is created, before somebody keeps a receipt. */

import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { databaseExists } from '../../storage';
import { lockOf, sealedOf, type Lock, type Sealed } from './container';
import { KeepFailure } from './failure';

const NAME = 'receipts';
const VERSION = 1;
/** Some browsers neither open a database nor say no. */
const PATIENCE = 4_000;

export interface Filed {
  readonly id: string;
  readonly sealed: Sealed;
}

interface Drawers extends DBSchema {
  /** `lock`, and the customer's choices, sealed. */
  head: { key: string; value: unknown };
  records: { key: string; value: { id: string; nonce: string; ciphertext: string } };
}

export class Shelf {
  #opening: Promise<IDBPDatabase<Drawers>> | null = null;

  /** The lock, or null where nothing has ever been kept. Looking creates nothing. */
  async look(): Promise<Lock | null> {
    if (typeof (globalThis as { indexedDB?: IDBFactory | null }).indexedDB?.open !== 'function') throw new KeepFailure('storage_missing');
    if (this.#opening === null && !(await exists())) return null;
    return this.#run(async (database) => {
      const lock = await database.get('head', 'lock');
      return lock === undefined ? null : lockOf(lock);
    });
  }

  /** Puts a lock where there is none. */
  create(lock: Lock): Promise<void> {
    return this.#run(async (database) => {
      const transaction = database.transaction('head', 'readwrite');
      // Another window may have been faster: its key is in use already.
      if ((await transaction.store.get('lock')) !== undefined) throw new KeepFailure('changed_elsewhere');
      await transaction.store.put(lock, 'lock');
      await transaction.done;
    });
  }

  /** Everything below first makes sure that the data key is still the one in use. */
  replaceLock(lock: Lock): Promise<void> {
    return this.#write(lock.id, async (transaction) => {
      await transaction.objectStore('head').put(lock, 'lock');
    });
  }

  choose(lockId: string, choices: Sealed): Promise<void> {
    return this.#write(lockId, async (transaction) => {
      await transaction.objectStore('head').put(choices, 'choices');
    });
  }

  put(lockId: string, filed: readonly Filed[]): Promise<void> {
    return this.#write(lockId, async (transaction) => {
      const store = transaction.objectStore('records');
      await Promise.all(filed.map(({ id, sealed }) => store.put({ id, ...sealed })));
    });
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#run(async (database) => {
      const transaction = database.transaction('records', 'readwrite');
      await Promise.all([...ids.map((id) => transaction.store.delete(id)), transaction.done]);
    });
  }

  choices(): Promise<Sealed | null> {
    return this.#run(async (database) => {
      const choices = await database.get('head', 'choices');
      return choices === undefined ? null : sealedOf(choices);
    });
  }

  all(): Promise<readonly Filed[]> {
    return this.#run(async (database) =>
      (await database.getAll('records')).map(({ id, nonce, ciphertext }) => ({ id, sealed: { nonce, ciphertext } })),
    );
  }

  async wipe(): Promise<void> {
    // Emptied first: deleting waits for as long as another window holds the database open.
    await this.#run(async (database) => {
      const transaction = database.transaction(['head', 'records'], 'readwrite');
      await Promise.all([transaction.objectStore('head').clear(), transaction.objectStore('records').clear(), transaction.done]);
    });
    (await this.#opening)?.close();
    this.#opening = null;
    await asPromise(indexedDB.deleteDatabase(NAME)).catch(() => undefined);
  }

  #write(lockId: string, work: (transaction: WriteTransaction) => Promise<void>): Promise<void> {
    return this.#run(async (database) => {
      const transaction = database.transaction(['head', 'records'], 'readwrite');
      const lock = await transaction.objectStore('head').get('lock');
      if (lock === undefined || lockOf(lock).id !== lockId) throw new KeepFailure('changed_elsewhere');
      await work(transaction);
      await transaction.done;
    });
  }

  async #run<T>(work: (database: IDBPDatabase<Drawers>) => Promise<T>): Promise<T> {
    try {
      this.#opening ??= this.#open();
      return await work(await this.#opening);
    } catch (error) {
      throw failureOf(error);
    }
  }

  async #open(): Promise<IDBPDatabase<Drawers>> {
    const forget = (): void => {
      this.#opening = null;
    };
    try {
      return await openDB<Drawers>(NAME, VERSION, {
        upgrade: (database) => {
          database.createObjectStore('head');
          database.createObjectStore('records', { keyPath: 'id' });
        },
        // Another window wipes everything: this one must not hold it up.
        blocking: (_current, _blocked, event) => {
          (event.target as IDBDatabase).close();
          forget();
        },
        terminated: forget,
      });
    } catch (error) {
      forget();
      throw error;
    }
  }
}

type WriteTransaction = IDBPTransaction<Drawers, ('head' | 'records')[], 'readwrite'>;

async function exists(): Promise<boolean> {
  try {
    return await databaseExists(NAME, PATIENCE);
  } catch (error) {
    throw error === null ? new KeepFailure('storage_denied') : failureOf(error);
  }
}

function asPromise(request: IDBOpenDBRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onblocked = () => resolve();
    request.onerror = () => reject(failureOf(request.error));
  });
}

/** Browsers name one thing differently: private windows, site settings and a full disk. */
function failureOf(error: unknown): Error {
  if (error instanceof KeepFailure) return error;
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return new KeepFailure('storage_full', { cause: error });
  if (['SecurityError', 'InvalidStateError', 'UnknownError', 'NotAllowedError'].includes(name)) {
    return new KeepFailure('storage_denied', { cause: error });
  }
  // An older page before a newer database.
  if (name === 'VersionError') return new KeepFailure('newer_version', { cause: error });
  return new KeepFailure('failed', { cause: error });
}
