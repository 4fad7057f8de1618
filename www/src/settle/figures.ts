/** Amounts and times as the sentences of answers write them: one screen has one way to write a figure. */

import { decimal } from '../format';

/** `18650`, CNY → `CNY 186.50` */
export function amountText(minor: number, currency: string, exponent: number | null): string {
  return `${currency} ${decimal(minor, exponent ?? 0).replaceAll(',', '')}`;
}

/** `2026-11-22 17:35:13 UTC+08:00`, by the clock of where the receipt was issued. */
export function clockText(seconds: number, utc_offset: number): string {
  const clock = new Date((seconds + utc_offset * 60) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const minutes = Math.abs(utc_offset);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${clock} UTC${utc_offset < 0 ? '-' : '+'}${two((minutes - (minutes % 60)) / 60)}:${two(minutes % 60)}`;
}
