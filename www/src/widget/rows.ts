/** Which claims of a receipt the full view shows. The labels are those of the verdict's own sentences. */

import { moneyText, percent, thousandths, timeText } from '../format';
import type { Receipt, Report } from '../report';
import type { Words } from '../words';

/** A label in words, and what the receipt says. */
export type Row = readonly [label: string, value: string];

export function amountOf(report: Report, minor: number, language: string): string {
  return moneyText(minor, report.receipt?.currency ?? '', report.exponent, language);
}

export function claimRows(receipt: Receipt, words: Words): readonly Row[] {
  const { card, authorisation, terminal, related, tenders = [] } = receipt;
  const network = card?.network === undefined ? '' : words.value('network', card.network);
  const rows: readonly (readonly [field: string, value: string | undefined])[] = [
    ['time', timeText(receipt.iat, receipt.utc_offset, words.language)],
    ['shop', receipt.merchant.trading_name],
    ['terminal', terminal?.id],
    ['number', receipt.number],
    ['related', related?.number],
    ['status', words.value('status', receipt.status)],
    ['tender', tenders.map((tender) => words.valueLine('method', tender.method)).join(' + ')],
    ['card', card?.last4 === undefined ? network : `${network} ••••${card.last4}`.trim()],
    ['pan_kind', card?.pan_kind === undefined ? undefined : words.value('pan_kind', card.pan_kind)],
    ['code', authorisation?.code],
    ['rrn', authorisation?.rrn],
  ];
  return rows.flatMap(([field, value]) => (value === undefined || value === '' ? [] : [[words.say(`field.${field}`), value] as const]));
}

/** The items and whatever stands between them and the amount. */
export function itemRows(report: Report, receipt: Receipt, words: Words): readonly Row[] {
  const amount = (minor: number): string => amountOf(report, minor, words.language);
  const items = (receipt.items ?? []).map(({ name, total, quantity, quantity_milli }): Row => {
    const count = quantity_milli === undefined ? String(quantity ?? 1) : thousandths(quantity_milli);
    return [count === '1' ? name : `${count} × ${name}`, amount(total)];
  });
  const extras = (['discount', 'tip', 'cashback', 'surcharge', 'rounding'] as const).flatMap((field): readonly Row[] => {
    const minor = receipt[field];
    return minor === undefined ? [] : [[words.say(`field.${field}`), amount(field === 'discount' ? -minor : minor)]];
  });
  const taxes = (receipt.taxes ?? []).map((tax): Row => [`${words.say('field.tax')} ${percent(tax.rate)}`, amount(tax.amount)]);
  return [...items, ...extras, ...taxes];
}
