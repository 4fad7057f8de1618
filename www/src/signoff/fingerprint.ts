/** A key's RFC 7638 thumbprint: what two people compare when somebody is to list it. */

import { toBase64Url } from '../app/keep/base64url';
import type { PublicJwk } from './types';

export async function thumbprintOf({ crv, kty, x, y }: PublicJwk): Promise<string> {
  const members = y === undefined ? { crv, kty, x } : { crv, kty, x, y };
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(members)));
  return toBase64Url(new Uint8Array(hash));
}
