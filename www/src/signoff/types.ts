/** What people sign about a receipt, by the names that these screens have for it. */

import type { Report } from '../report';

export type Side = 'customer' | 'merchant';
export const SIDES: readonly Side[] = ['customer', 'merchant'];

/** What a customer may say of a payment. Goods returned are read here and written elsewhere. */
export type Said = 'mine' | 'not_recognised' | 'amount_differs' | 'returned_goods';
/** In this order, alike in size: neither answer is the one that is hoped for. */
export const ANSWERS: readonly Said[] = ['mine', 'not_recognised', 'amount_differs'];

export type Method = 'passkey' | 'device_key';
export type Remedy = 'none' | 'refund' | 'partial_refund' | 'exchange' | 'correction' | 'other';
export const REMEDIES: readonly Remedy[] = ['refund', 'partial_refund', 'exchange', 'correction', 'other', 'none'];

export type Acknowledgement = Report['acknowledgements'][number];
export type Settlement = Report['settlements'][number];
export type Half = Settlement['first'];

/** Public, as statements and lists write it. */
export interface PublicJwk {
  readonly kty: 'EC' | 'OKP';
  readonly crv: 'P-256' | 'Ed25519';
  readonly x: string;
  readonly y?: string;
}

/** What was agreed, before anybody has signed it. */
export interface Terms {
  readonly facts: readonly string[];
  readonly remedy: Remedy;
  /** Minor units of the receipt's currency; only where money goes back. */
  readonly amount: number | null;
  /** Seconds since 1970. */
  readonly due: number | null;
}

/** Money goes back with it. */
export function givesBack(remedy: Remedy): boolean {
  return remedy === 'refund' || remedy === 'partial_refund';
}
