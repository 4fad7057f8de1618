/** From a text to a report. */

import type { Core } from '../core';

/** Whether a text is a receipt at all, whoever signed it. */
export function readable(core: Core, text: string): boolean {
  try {
    return core.dossier(text) !== '';
  } catch {
    return false;
  }
}

/** Pages get the report that is shown: what they write into it must not be shown. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
