/** This device's own keys: one for each shop and side, so that no key tells that two shops had one customer. */

import { toBase64Url } from '../app/keep/base64url';
import { nowSeconds } from '../clock';
import { makeDeviceKey, signWithDeviceKey } from './device-key';
import { KeyShelf } from './key-shelf';
import { makePasskey, signWithPasskey, type Assertion } from './passkey';
import type { Method, PublicJwk, Side } from './types';

export interface OwnKey {
  readonly id: string;
  /** The shop at whose receipts it signs. */
  readonly shop: string;
  readonly side: Side;
  readonly method: Method;
  readonly jwk: PublicJwk;
  readonly made: number;
  /** Of a passkey. */
  readonly credential: string | null;
  readonly rp_id: string;
  /** Of a device key: it cannot be read out, by this page neither. */
  readonly secret: CryptoKey | null;
}

/** @fires change - a key has come or gone. */
export class OwnKeys extends EventTarget {
  readonly #shelf = new KeyShelf();
  #keys: readonly OwnKey[] = [];
  /** Those that the browser would not keep: they sign until the page is closed. */
  readonly #passing = new Set<string>();
  #looking: Promise<void> | null = null;

  get all(): readonly OwnKey[] {
    return this.#keys;
  }

  /** What lies on the device from before. */
  look(): Promise<void> {
    this.#looking ??= this.#shelf.look().then((keys) => {
      this.#keys = [...keys, ...this.#keys];
      if (keys.length > 0) this.dispatchEvent(new Event('change'));
    });
    return this.#looking;
  }

  of(shop: string, side: Side): readonly OwnKey[] {
    return this.#keys.filter((key) => key.shop === shop && key.side === side);
  }

  isKept({ id }: OwnKey): boolean {
    return !this.#passing.has(id);
  }

  /** At a press alone. A browser that keeps nothing still lends the key until the page is closed. */
  async make(method: Method, shop: string, side: Side, page: string): Promise<OwnKey> {
    const key = method === 'passkey' ? await passkey(shop, side, page) : await deviceKey(shop, side);
    try {
      await this.#shelf.put(key);
    } catch {
      this.#passing.add(key.id);
    }
    this.#keys = [...this.#keys, key];
    this.dispatchEvent(new Event('change'));
    return key;
  }

  async sign(key: OwnKey, input: string, challenge: string): Promise<Assertion | { readonly signature: string }> {
    const { jwk, credential, rp_id, secret } = key;
    if (credential !== null) return signWithPasskey({ jwk, credential, rp_id }, challenge);
    if (secret !== null) return signWithDeviceKey({ jwk, secret }, input);
    throw new Error('a key that cannot sign');
  }

  /** From here on nothing signs with it here; what it signed stays signed. */
  async remove(key: OwnKey): Promise<void> {
    this.#keys = this.#keys.filter(({ id }) => id !== key.id);
    if (!this.#passing.delete(key.id)) await this.#shelf.remove(key.id).catch(() => undefined);
    this.dispatchEvent(new Event('change'));
  }

  /** For the verifier of this device: where it stands and, for a shop, the keys that were made there as the customer's. What was made as the shop's, or
   * at another shop, speaks for no customer here. */
  readonly own = (shop: string | null): string | null => {
    const keys = shop === null ? [] : this.of(shop, 'customer');
    if (shop !== null && keys.length === 0) return null;
    return JSON.stringify({ origin: location.origin, rp_id: location.hostname, keys: keys.map(({ jwk }) => jwk) });
  };
}

async function passkey(shop: string, side: Side, page: string): Promise<OwnKey> {
  const { jwk, credential, rp_id } = await makePasskey(page, hostOf(shop));
  return { ...facts(shop, side), method: 'passkey', jwk, credential, rp_id, secret: null };
}

async function deviceKey(shop: string, side: Side): Promise<OwnKey> {
  const { jwk, secret } = await makeDeviceKey();
  return { ...facts(shop, side), method: 'device_key', jwk, credential: null, rp_id: location.hostname, secret };
}

function facts(shop: string, side: Side): Pick<OwnKey, 'id' | 'shop' | 'side' | 'made'> {
  return { id: toBase64Url(crypto.getRandomValues(new Uint8Array(12))), shop, side, made: nowSeconds() };
}

export function hostOf(iss: string): string {
  return iss.replace(/^https?:\/\//, '');
}
