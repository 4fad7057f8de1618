/** Where this device's own keys lie: IndexedDB. Nothing is opened, and so nothing is created, before somebody makes a key. */

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { databaseExists } from '../storage';
import type { OwnKey } from './own-keys';
import { OWN_KEYS } from './own-keys-name';

const VERSION = 1;
/** Some browsers neither open a database nor say no. */
const PATIENCE = 1_500;

interface Drawers extends DBSchema {
  keys: { key: string; value: OwnKey };
}

export class KeyShelf {
  #opening: Promise<IDBPDatabase<Drawers>> | null = null;

  /** Looking creates nothing, and a shelf that cannot be reached is an empty one. */
  async look(): Promise<readonly OwnKey[]> {
    try {
      if (!(await databaseExists(OWN_KEYS, PATIENCE))) return [];
      return await (await this.#open()).getAll('keys');
    } catch {
      return [];
    }
  }

  async put(key: OwnKey): Promise<void> {
    await (await this.#open()).put('keys', key, key.id);
  }

  /** With the last key the database goes too: nothing of it is left. */
  async remove(id: string): Promise<void> {
    const database = await this.#open();
    await database.delete('keys', id);
    if ((await database.count('keys')) > 0) return;
    database.close();
    this.#opening = null;
    await new Promise<void>((resolve) => {
      const request = indexedDB.deleteDatabase(OWN_KEYS);
      request.onsuccess = request.onerror = request.onblocked = () => resolve();
    });
  }

  #open(): Promise<IDBPDatabase<Drawers>> {
    const forget = (): void => {
      this.#opening = null;
    };
    this.#opening ??= openDB<Drawers>(OWN_KEYS, VERSION, {
      upgrade: (database) => void database.createObjectStore('keys'),
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
