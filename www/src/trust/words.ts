/** Why a list was not taken, and why one did not come, in words. */

import type { Words } from '../words';

/** The core's code, or one of this page's. */
export function refusalWords(words: Words, code: string): string {
  return words.find(`refused.${code}`) ?? words.find(`error.${code}`) ?? words.say('refused.other', { code });
}

/** What stood in the way of fetching, or else why what was fetched was refused. */
export function troubleWords(words: Words, code: string): string {
  return words.find(`fetch.${code}`) ?? refusalWords(words, code);
}
