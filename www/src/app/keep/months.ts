/** Days and months for the list. A receipt's month is the one printed on it. */

import type { KeptEntry } from './vault';

export function dayText(seconds: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(seconds * 1000));
}

/** `2026-11` */
export function monthOf({ label, kept }: KeptEntry): string {
  const seconds = label === null ? kept : label.issued + label.utc_offset * 60;
  return new Date(seconds * 1000).toISOString().slice(0, 7);
}

export function monthText(month: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}
