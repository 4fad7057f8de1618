// The lists that ship: those of the samples, or the file that RECEIPT_SNAPSHOT names (what `receipt trust publish` writes as snapshot.json).
import { resolve } from 'node:path';

export function chosenSnapshot() {
  const chosen = process.env.RECEIPT_SNAPSHOT ?? '';
  return {
    name: 'chosen-snapshot',
    enforce: 'pre',
    resolveId: (source) => {
      const [path, query] = source.split('?');
      if (chosen === '' || !path.endsWith('/samples/snapshot.json')) return null;
      return resolve(chosen) + (query === undefined ? '' : `?${query}`);
    },
  };
}
