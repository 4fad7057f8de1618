/** How long a receipt stays: 13 months unless the customer says otherwise, then it is deleted when the receipts are next opened. */

export const DEFAULT_MONTHS = 13;
/** Null: until the customer deletes it. */
export type Months = number | null;
export const CHOICES: readonly Months[] = [1, 3, 6, 13, 24, 36, null];

export function isMonths(value: unknown): value is Months {
  return CHOICES.some((choice) => choice === value);
}

/** The end of the period, in seconds; the last day of a shorter month stands for one that it lacks. */
export function endOf(kept: number, months: Months): number | null {
  if (months === null) return null;
  const date = new Date(kept * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime() / 1000;
}

export function expired(kept: number, months: Months, now: number): boolean {
  const end = endOf(kept, months);
  return end !== null && now >= end;
}
