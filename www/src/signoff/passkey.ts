/** The browser's passkeys: one is made, one signs. The owner is asked for a finger, a face or a PIN each time; no server takes part. */

import { fromBase64Url, toBase64Url } from '../app/keep/base64url';
import { KeyFault, keyFaultOf } from './key-fault';
import type { PublicJwk } from './types';

/** COSE numbers, in the order in which they are asked for. */
const ES256 = -7;
const EDDSA = -8;
/** What stands before the point in a SubjectPublicKeyInfo. */
const P256 = '3059301306072a8648ce3d020106082a8648ce3d030107034200' + '04';
const ED25519 = '302a300506032b6570032100';
const POINT = 32;
const PATIENCE = 120_000;

export interface Passkey {
  readonly jwk: PublicJwk;
  /** What the browser finds it again by, base64url. */
  readonly credential: string;
  readonly rp_id: string;
}

/** As a statement carries it; docs/PROTOCOL.md has the rules by which it is judged. */
export interface Assertion {
  readonly authenticator_data: string;
  readonly client_data: string;
  readonly signature: string;
}

/** Whether it is worth offering; the browser may still say no. */
export function canPasskey(): boolean {
  return window.isSecureContext && typeof (window as { PublicKeyCredential?: unknown }).PublicKeyCredential === 'function';
}

/** `name` is what the device lists it under: the shop's host, for one shop. */
export async function makePasskey(page: string, name: string): Promise<Passkey> {
  const rp_id = location.hostname;
  const made = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { id: rp_id, name: page },
        // Neither a name nor an account: a number by which nobody is found again.
        user: { id: crypto.getRandomValues(new Uint8Array(16)), name, displayName: name },
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        pubKeyCredParams: [
          { type: 'public-key', alg: ES256 },
          { type: 'public-key', alg: EDDSA },
        ],
        authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
        attestation: 'none',
        timeout: PATIENCE,
      },
    }),
  );
  const { response, rawId } = made as PublicKeyCredential & { readonly response: AuthenticatorAttestationResponse };
  const jwk = jwkOf(response.getPublicKey());
  if (jwk === null) throw new KeyFault('unsupported');
  return { jwk, credential: toBase64Url(new Uint8Array(rawId)), rp_id };
}

export async function signWithPasskey({ credential, rp_id }: Passkey, challenge: string): Promise<Assertion> {
  const id = fromBase64Url(credential);
  const bytes = fromBase64Url(challenge);
  if (id === null || bytes === null) throw new KeyFault('failed');
  const signed = await asked(() =>
    navigator.credentials.get({
      publicKey: { rpId: rp_id, challenge: bytes, allowCredentials: [{ type: 'public-key', id }], userVerification: 'required', timeout: PATIENCE },
    }),
  );
  const { response } = signed as PublicKeyCredential & { readonly response: AuthenticatorAssertionResponse };
  return {
    authenticator_data: toBase64Url(new Uint8Array(response.authenticatorData)),
    // Byte for byte as it was signed.
    client_data: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(response.clientDataJSON),
    signature: toBase64Url(new Uint8Array(response.signature)),
  };
}

async function asked(ask: () => Promise<Credential | null>): Promise<Credential> {
  if (!window.isSecureContext) throw new KeyFault('insecure');
  if (!canPasskey()) throw new KeyFault('unsupported');
  try {
    const credential = await ask();
    if (credential !== null) return credential;
  } catch (error) {
    throw keyFaultOf(error);
  }
  throw new KeyFault('failed');
}

function jwkOf(spki: ArrayBuffer | null): PublicJwk | null {
  if (spki === null) return null;
  const bytes = new Uint8Array(spki);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex.startsWith(P256) && bytes.length === P256.length / 2 + 2 * POINT) {
    return { kty: 'EC', crv: 'P-256', x: toBase64Url(bytes.slice(-2 * POINT, -POINT)), y: toBase64Url(bytes.slice(-POINT)) };
  }
  if (hex.startsWith(ED25519) && bytes.length === ED25519.length / 2 + POINT) {
    return { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(bytes.slice(-POINT)) };
  }
  return null;
}
