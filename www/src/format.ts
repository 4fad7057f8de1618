/** Money, time and quantities as text. Integers only: a float never touches an amount. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Money {
  /** `¥`, `€`; the code where a currency has none. */
  readonly symbol: string;
  readonly digits: string;
  readonly currency: string;
}

/** `18650`, 2 → `186.50`; `1234567`, 0 → `1,234,567`. */
export function decimal(minor: number, exponent: number): string {
  const sign = minor < 0 ? '−' : '';
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const major = digits.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, ',');
  return sign + major + (exponent > 0 ? `.${digits.slice(cut)}` : '');
}

export function money(minor: number, currency: string, exponent: number | null, language: string): Money {
  // Without a known exponent nobody can say where the point goes, so none is set.
  return { symbol: currencySymbol(currency, language), digits: decimal(minor, exponent ?? 0), currency };
}

export function moneyText(minor: number, currency: string, exponent: number | null, language: string): string {
  const { symbol, digits } = money(minor, currency, exponent, language);
  return symbol === currency ? `${currency} ${digits}` : `${symbol}${digits}`;
}

function currencySymbol(currency: string, language: string): string {
  try {
    const parts = new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
    return parts.find((part) => part.type === 'currency')?.value ?? currency;
  } catch {
    return currency;
  }
}

/** The wall clock where the receipt was issued, with its distance from UTC. */
export function timeText(seconds: number, utc_offset: number, language: string): string {
  const clock = new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
  });
  return `${clock.format(new Date((seconds + utc_offset * MINUTE) * 1000))} ${offsetText(utc_offset)}`;
}

/** The day, where nobody said by which clock: UTC. */
export function dateText(seconds: number, language: string): string {
  return new Intl.DateTimeFormat(language, { timeZone: 'UTC', dateStyle: 'medium' }).format(new Date(seconds * 1000));
}

/** `480` → `UTC+8`, `-210` → `UTC−3:30`. */
export function offsetText(utc_offset: number): string {
  if (utc_offset === 0) return 'UTC';
  const minutes = Math.abs(utc_offset);
  const rest = minutes % 60;
  const hours = (minutes - rest) / 60;
  return `UTC${utc_offset < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

export function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** What this device would put after a time that carries no offset of its own, in minutes. */
export function localOffset(seconds: number): number {
  return -new Date(seconds * 1000).getTimezoneOffset();
}

export interface Span {
  readonly unit: 'minute' | 'hour' | 'day';
  readonly count: number;
}

export function span(seconds: number): Span {
  const elapsed = Math.max(0, seconds);
  if (elapsed < HOUR) return { unit: 'minute', count: whole(elapsed, MINUTE) };
  if (elapsed < 2 * DAY) return { unit: 'hour', count: whole(elapsed, HOUR) };
  return { unit: 'day', count: whole(elapsed, DAY) };
}

export function days(seconds: number): number {
  return whole(Math.max(0, seconds), DAY);
}

function whole(dividend: number, divisor: number): number {
  return (dividend - (dividend % divisor)) / divisor;
}

/** `1500` thousandths → `1.5`. */
export function thousandths(milli: number): string {
  return decimal(milli, 3).replace(/\.?0+$/, '');
}

/** Basis points: `600` → `6%`, `825` → `8.25%`. */
export function percent(basisPoints: number): string {
  return `${decimal(basisPoints, 2).replace(/\.?0+$/, '')}%`;
}

/** A number to dial, or null when the text does not look like one. */
export function telephone(contact: string): string | null {
  const text = contact.trim();
  return /^\+?[0-9][0-9 ()./-]{3,22}[0-9]$/.test(text) ? text.replace(/[^0-9+]/g, '') : null;
}

/** Text of a file that somebody chose, with every character that could hide or reorder its neighbours as an escape. What a report carries is
 * made safe by the core already. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (c) =>
    c === '\u200c' || c === '\u200d' ? c : `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
