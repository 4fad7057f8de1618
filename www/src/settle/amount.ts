/** What somebody typed as an amount, in minor units: digits only, never a float. Null where it is none. */
export function minorOf(text: string, exponent: number): number | null {
  const plain = text.normalize('NFKC').replace(/[\s'¥￥$€£]/g, '');
  const [, whole = '', part = ''] = /^(\d{1,3}(?:[,.]\d{3})+|\d+)(?:[.,](\d*))?$/.exec(plain) ?? [];
  if (whole === '') return null;
  const thousands = /^\d{1,3}([,.]\d{3})+$/.test(whole);
  // "1,234" and "1.234" are thousands where cents have two places, and nothing where they have three.
  if (thousands && exponent === 3 && part === '') return null;
  if (part.length > exponent) return null;
  const minor = Number(whole.replace(/[,.]/g, '') + part.padEnd(exponent, '0'));
  return Number.isSafeInteger(minor) ? minor : null;
}
