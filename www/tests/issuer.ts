/** Whoever signs in a test: keys of the test's own, statements, and the lists that vouch for them. */

import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

export const NOW = (): number => Math.floor(Date.now() / 1000);
const DAY = 86_400;

export class Signer {
  readonly iss: string;
  readonly x: string;
  readonly thumbprint: string;
  readonly #key: KeyObject;

  constructor(iss: string) {
    this.iss = iss;
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    this.#key = privateKey;
    this.x = publicKey.export({ format: 'jwk' }).x ?? '';
    this.thumbprint = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${this.x}"}`).digest('base64url');
  }

  get kid(): string {
    return this.thumbprint.slice(0, 12);
  }

  jwk(more: Claims = {}): Claims {
    return { kty: 'OKP', crv: 'Ed25519', x: this.x, ...more };
  }

  sign(typ: string, claims: Claims): string {
    const signed = `${base64url(JSON.stringify({ alg: 'Ed25519', typ, kid: this.kid }))}.${base64url(JSON.stringify(claims))}`;
    return `${signed}.${sign(null, Buffer.from(signed), this.#key).toString('base64url')}`;
  }
}

export function digestOf(statement: string): string {
  return createHash('sha256').update(statement.slice(0, statement.lastIndexOf('.'))).digest('base64url');
}

/** What a receipt says of the one before it: the first 16 bytes of its digest. */
export function previousOf(statement: string): string {
  return Buffer.from(digestOf(statement), 'base64url').subarray(0, 16).toString('base64url');
}

export const SHOP = 'https://pay.teahouse.example';
export const ACQUIRER = 'https://acquirer.teahouse.example';
export const REGISTRY = 'https://registry.teahouse.example';
export const TERMINAL = '77001122';
export const MERCHANT = '898330154110042';
/** On the list. */
export const ACQUIRER_PHONE = '+86 21 5555 0199';
export const REGISTRY_PHONE = '+86 10 5555 0123';
/** On the slip. */
export const PRINTED_PHONE = '+86 755 5555 0666';

export interface Terms {
  readonly counter?: number;
  readonly previous?: string;
  readonly amount?: number;
  readonly terminal?: string;
  /** Of the price that was shown before. */
  readonly intent?: string;
  readonly last4?: string;
  readonly items?: readonly Claims[];
}

/** The price as the shop shows it before anybody pays. */
export function intent(key: Signer, amount: number): string {
  return key.sign('receipt-intent+jwt', {
    iss: SHOP,
    iat: NOW() - 3660,
    utc_offset: 480,
    amount,
    currency: 'CNY',
    merchant: { trading_name: 'Teahouse', id: MERCHANT },
    terminal: { id: TERMINAL },
    valid_until: NOW() - 60,
  });
}

export function receipt(key: Signer, { counter = 12, previous, amount = 4200, terminal = TERMINAL, intent, last4, items }: Terms = {}): string {
  return key.sign('receipt+jwt', {
    iss: SHOP,
    iat: NOW() - 3600,
    utc_offset: 480,
    number: `R-${counter}`,
    type: 'sale',
    status: 'approved',
    amount,
    currency: 'CNY',
    merchant: { trading_name: 'Teahouse', id: MERCHANT, contact: PRINTED_PHONE },
    ...(intent === undefined ? {} : { intent_digest: intent }),
    ...(items === undefined ? {} : { items }),
    ...(last4 === undefined ? {} : { card: { last4 } }),
    terminal: { id: terminal, counter, ...(previous === undefined ? {} : { previous }) },
  });
}

/** A list that names the shop, its acquirer and, unless told otherwise, the terminal's key. */
export function list(keys: readonly Claims[], { acquirer, list: more = {} }: { readonly acquirer: Signer; readonly list?: Claims }): Claims {
  return {
    version: 1,
    iss: REGISTRY,
    name: 'Teahouse Registry',
    contact: REGISTRY_PHONE,
    iat: NOW() - 2 * DAY,
    exp: NOW() + 28 * DAY,
    sequence: 42,
    issuers: [
      {
        iss: SHOP,
        name: 'Teahouse',
        role: 'merchant',
        party: 'TEA-1',
        acquirers: [ACQUIRER],
        profile: { legal_name: 'Teahouse Trading Co.', contact: '+86 571 5555 0177' },
        keys,
      },
      {
        iss: ACQUIRER,
        name: 'Acquirer Ltd',
        role: 'acquirer',
        party: 'ACQ-1',
        vouches: { for: [SHOP] },
        profile: {
          legal_name: 'Acquirer Holding Ltd',
          contact: ACQUIRER_PHONE,
          licence: { number: 'Z1234567890123', authority: 'PBOC', scope: '银行卡收单', expires: '2031-05-01', as_of: '2026-11-01' },
        },
        keys: [acquirer.jwk({ role: 'acquirer' })],
      },
    ],
    ...more,
  };
}

export function terminalKey(key: Signer, more: Claims = {}): Claims {
  return key.jwk({ role: 'terminal', terminal: TERMINAL, merchants: [MERCHANT], not_before: NOW() - 100 * DAY, not_after: NOW() + 265 * DAY, ...more });
}

/** The key travels with the receipt, in a statement of the acquirer. */
export function keyStatement(key: Signer, acquirer: Signer): string {
  return acquirer.sign('receipt-key+jwt', {
    iss: ACQUIRER,
    iat: NOW() - DAY,
    exp: NOW() + 60 * DAY,
    subject: SHOP,
    key: terminalKey(key),
  });
}
