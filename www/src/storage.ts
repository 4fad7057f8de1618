/** Databases that nobody creates by looking. */

/**
 * Whether there is such a database. Asks by opening; where that would create it, the creation is called off. Rejects with `null` after
 * `patience` milliseconds, for browsers that neither open a database nor say no, and else with the browser's own error.
 */
export function databaseExists(name: string, patience: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    setTimeout(() => reject(null), patience);
    const request = indexedDB.open(name);
    let fresh = false;
    request.onupgradeneeded = () => {
      fresh = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      request.result.close();
      resolve(true);
    };
    request.onerror = (event) => {
      // The call-off arrives as an error, which is none.
      event.preventDefault();
      if (fresh) resolve(false);
      else reject(request.error ?? new Error('no database'));
    };
  });
}
