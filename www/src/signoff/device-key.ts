/** A key that this browser keeps and never gives out. Nobody is asked for a finger or a PIN: whoever holds the unlocked device can sign with it. */

import { toBase64Url } from '../app/keep/base64url';
import { KeyFault } from './key-fault';
import type { PublicJwk } from './types';

export interface DeviceKey {
  readonly jwk: PublicJwk;
  readonly secret: CryptoKey;
}

/** Absent without a secure context, whatever the types say. */
function subtle(): SubtleCrypto {
  if (!window.isSecureContext) throw new KeyFault('insecure');
  return crypto.subtle;
}

export async function makeDeviceKey(): Promise<DeviceKey> {
  const lender = subtle();
  try {
    const { privateKey, publicKey } = await lender.generateKey('Ed25519', false, ['sign', 'verify']);
    const x = toBase64Url(new Uint8Array(await lender.exportKey('raw', publicKey)));
    return { jwk: { kty: 'OKP', crv: 'Ed25519', x }, secret: privateKey };
  } catch (cause) {
    throw new KeyFault('unsupported', { cause });
  }
}

export async function signWithDeviceKey({ secret }: DeviceKey, input: string): Promise<{ readonly signature: string }> {
  try {
    const signature = await subtle().sign('Ed25519', secret, new TextEncoder().encode(input));
    return { signature: toBase64Url(new Uint8Array(signature)) };
  } catch (cause) {
    throw new KeyFault('failed', { cause });
  }
}
