/** Which of a receipt's claims are shown, in which order, in which words. */

import { moneyText, percent, thousandths, timeText } from '../format';
import type { Words } from '../i18n';
import type { Item, Receipt } from '../report';

export interface Row {
  /** Part of the label's code: `receipt.row.<name>`. */
  readonly name: string;
  readonly value: string;
  readonly label?: string;
}

type Amount = (minor: number) => string;

function row(name: string, value: string | number | undefined): readonly Row[] {
  return value === undefined ? [] : [{ name, value: String(value) }];
}

function worded(words: Words, name: string, field: string, value: string | undefined): readonly Row[] {
  return row(name, value === undefined ? undefined : words.valueLine(field, value));
}

export function amounts(receipt: Receipt, exponent: number | null, words: Words): Amount {
  return (minor) => moneyText(minor, receipt.currency, exponent, words.language);
}

export function mainRows(receipt: Receipt, words: Words): readonly Row[] {
  const { card, authorisation, terminal } = receipt;
  const network = card?.network === undefined ? '' : words.value('network', card.network);
  const number = card?.last4 === undefined ? '' : `••••${card.last4}`;
  const plastic = `${network} ${number}`.trim();
  return [
    ...row('time', timeText(receipt.iat, receipt.utc_offset, words.language)),
    ...row('shop', receipt.merchant.trading_name),
    ...row('terminal', terminal?.id),
    ...row('number', receipt.number),
    ...row('related', receipt.related?.number).map((found) => ({ ...found, label: words.say('receipt.related') })),
    ...worded(words, 'status', 'status', receipt.status),
    ...methods(receipt, words),
    ...row('card', plastic === '' ? undefined : plastic),
    ...row('card_kind', card?.pan_kind === undefined ? undefined : words.say(`card.${card.pan_kind}`)),
    ...row('code', authorisation?.code),
    ...row('rrn', authorisation?.rrn),
    ...worded(words, 'reason', 'refund_reason', receipt.refund?.reason_code),
    ...row('posting_days', posting(receipt, words)),
  ];
}

/** Numbers that matter to a bank or an engineer, folded away. */
export function moreRows(receipt: Receipt, words: Words): readonly Row[] {
  const { card, authorisation, wallet } = receipt;
  return [
    ...row('merchant_id', receipt.merchant.id),
    ...worded(words, 'mode', 'mode', authorisation?.mode),
    ...worded(words, 'entry_mode', 'entry_mode', card?.entry_mode),
    ...worded(words, 'cvm', 'cvm', card?.cvm),
    ...row('stan', authorisation?.stan),
    ...row('batch', authorisation?.batch),
    ...row('trace', authorisation?.trace),
    ...row('arn', authorisation?.arn),
    ...row('wallet', wallet?.transaction_id),
    ...row('order', wallet?.merchant_order_id),
    ...row('invoice', receipt.invoice_number),
  ];
}

/** What stands between the items and the total. */
export function totalRows(receipt: Receipt, words: Words, amount: Amount): readonly Row[] {
  const less = receipt.discount === undefined ? undefined : amount(-receipt.discount);
  const plus = (minor: number | undefined): string | undefined => (minor === undefined ? undefined : amount(minor));
  return [
    ...row('discount', less),
    ...row('tip', plus(receipt.tip)),
    ...row('cashback', plus(receipt.cashback)),
    ...row('surcharge', plus(receipt.surcharge)),
    ...row('rounding', plus(receipt.rounding)),
    ...(receipt.taxes ?? []).map((tax) => ({
      name: 'tax',
      label: `${words.say('receipt.row.tax', { rate: percent(tax.rate) })} · ${words.say(tax.included ? 'receipt.tax_included' : 'receipt.tax_added')}`,
      value: amount(tax.amount),
    })),
  ];
}

/** `2 ×`, `0.35 ×`; nothing for a single unit, which every slip leaves out. */
export function quantity(item: Item, words: Words): string | null {
  if (item.quantity_milli !== undefined) return words.say('receipt.quantity', { n: thousandths(item.quantity_milli) });
  if (item.quantity === undefined || item.quantity === 1) return null;
  return words.say('receipt.quantity', { n: item.quantity });
}

/** Said only where it adds something: split tenders, or no card to speak for itself. */
function methods(receipt: Receipt, words: Words): readonly Row[] {
  const tenders = receipt.tenders ?? [];
  const only = tenders.length === 1 ? tenders[0]?.method : undefined;
  if (tenders.length === 0 || (only === 'card' && receipt.card !== undefined)) return [];
  return row('method', tenders.map((tender) => words.valueLine('method', tender.method)).join(' + '));
}

function posting(receipt: Receipt, words: Words): string | undefined {
  const expected = receipt.refund?.expected_posting_days;
  return expected === undefined ? undefined : words.count('receipt.days', expected);
}
