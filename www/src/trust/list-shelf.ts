/**
 * Where lists wait for the next visit: those that were fetched, and those that the user asked to keep. With each lies its number, which is
 * the memory that a list may not fall behind. What is here says which registries this device follows; nothing about receipts, nor about
 * shops that were looked up.
 */

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { databaseExists } from '../storage';

const NAME = 'trust-lists';
const VERSION = 1;
/** The first answer waits for what lies here, but not for a browser that does not answer. */
const PATIENCE = 1_500;

export interface ShelvedList {
  readonly iss: string;
  readonly text: string;
  /** `fetched`: signed by, or under, a registry that the page pins. `user`: chosen here, and kept on this device. */
  readonly by: 'fetched' | 'user';
  /** Zero where a bare list has none. */
  readonly sequence: number;
  readonly digest: string;
  /** The registry key that the user chose, as JSON; empty for others. */
  readonly pins: string;
}

/** When the last attempt was made, how it went, and the mark of what each address sent. */
export interface Errands {
  readonly asked: number;
  readonly failures: number;
  readonly marks: Readonly<Record<string, string>>;
}

interface Drawers extends DBSchema {
  lists: { key: string; value: ShelvedList };
  /** Registry keys that the user chose, by their `iss`. */
  pins: { key: string; value: string };
  errands: { key: string; value: Errands };
}

export interface Shelved {
  readonly lists: readonly ShelvedList[];
  readonly pins: readonly string[];
  readonly errands: Errands | null;
}

const EMPTY: Shelved = { lists: [], pins: [], errands: null };

export class ListShelf {
  #opening: Promise<IDBPDatabase<Drawers>> | null = null;

  /** Looking creates nothing, and a shelf that cannot be reached is an empty one. */
  async look(): Promise<Shelved> {
    try {
      if (!(await databaseExists(NAME, PATIENCE))) return EMPTY;
      const database = await this.#open();
      const transaction = database.transaction(['lists', 'pins', 'errands']);
      const [lists, pins, errands] = await Promise.all([
        transaction.objectStore('lists').getAll(),
        transaction.objectStore('pins').getAll(),
        transaction.objectStore('errands').get('last'),
      ]);
      return { lists, pins, errands: errands ?? null };
    } catch {
      return EMPTY;
    }
  }

  /** A list never takes the place of a newer one, which another window may have put here meanwhile. */
  async put(list: ShelvedList): Promise<void> {
    const database = await this.#open();
    const transaction = database.transaction('lists', 'readwrite');
    const key = keyOf(list);
    const before = await transaction.store.get(key);
    if (before === undefined || before.sequence <= list.sequence) await transaction.store.put(list, key);
    await transaction.done;
  }

  async putPins(iss: string, pins: string): Promise<void> {
    await (await this.#open()).put('pins', pins, iss);
  }

  async putErrands(errands: Errands): Promise<void> {
    await (await this.#open()).put('errands', errands, 'last');
  }

  async remove(list: Pick<ShelvedList, 'by' | 'iss'>): Promise<void> {
    await (await this.#open()).delete('lists', keyOf(list));
  }

  async removePins(iss: string): Promise<void> {
    await (await this.#open()).delete('pins', iss);
  }

  #open(): Promise<IDBPDatabase<Drawers>> {
    const forget = (): void => {
      this.#opening = null;
    };
    this.#opening ??= openDB<Drawers>(NAME, VERSION, {
      upgrade: (database) => {
        for (const drawer of ['lists', 'pins', 'errands'] as const) database.createObjectStore(drawer);
      },
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    }).catch((error: unknown) => {
      forget();
      throw error;
    });
    return this.#opening;
  }
}

function keyOf({ by, iss }: Pick<ShelvedList, 'by' | 'iss'>): string {
  return `${by} ${iss}`;
}
