/** What somebody typed as an amount, in minor units: digits only, never a float. Null where it is none. */
export function minorOf(text: string, exponent: number): number | null {
  const plain = text.normalize('NFKC').replace(/[\s'¥￥$€£]/g, '');
  const [, whole = '', part = ''] = /^(\d{1,3}(?:[,.]\d{3})+|\d+)(?:[.,](\d*))?$/.exec(plain) ?? [];
  if (whole === '') return null;
  const [, major, sign, tail] = /^(\d{1,3})([.,])(\d{3})$/.exec(plain) ?? [];
  // "1.234" is a thousand to one reader and a slip of the thumb to another; where cents have three places, "1,234" is as doubtful.
  if (major !== undefined && tail !== undefined) {
    if (exponent === 3) return sign === '.' ? Number(major + tail) : null;
    if (sign === '.') return null;
  }
  if (part.length > exponent) return null;
  const minor = Number(whole.replace(/[,.]/g, '') + part.padEnd(exponent, '0'));
  return Number.isSafeInteger(minor) ? minor : null;
}
