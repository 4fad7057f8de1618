/** The merchant number that UnionPay's slips carry has fifteen digits, and the first three are the acquiring institution's. */

export interface MerchantParts {
  readonly institution: string;
}

/** For a look at whether two slips fit together, no more: nobody has looked the number up. */
export function merchantParts(id: string): MerchantParts | null {
  return /^\d{15}$/.test(id) ? { institution: id.slice(0, 3) } : null;
}
