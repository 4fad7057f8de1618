/** Public keys of registries, as a person brings them: a file, a scanned code, a pasted text. */

import { member, parsed } from './source';

export interface RegistryKey {
  readonly iss: string;
  readonly name: string | null;
  /** What two people compare: the key's RFC 7638 thumbprint, or the key itself where the browser cannot hash. */
  readonly fingerprints: readonly string[];
  /** As the core reads it. */
  readonly pins: string;
}

/** The registries in a text; empty where it is none of ours. The core is the judge of their keys when a list comes. */
export async function registryKeysOf(text: string): Promise<readonly RegistryKey[]> {
  const content = parsed(text);
  const registries = member(content, 'registries');
  if (Array.isArray(registries)) {
    const found = await Promise.all(registries.map((registry: unknown) => registryOf(registry, asList(member(registry, 'keys')))));
    return found.filter((key) => key !== null);
  }
  if (member(content, 'role') !== 'registry') return [];
  const found = await registryOf(content, [content]);
  return found === null ? [] : [found];
}

async function registryOf(registry: unknown, jwks: readonly unknown[]): Promise<RegistryKey | null> {
  const iss = member(registry, 'iss');
  const name = member(registry, 'name');
  if (typeof iss !== 'string' || !/^https:\/\/[^/?#\s]+$/.test(iss)) return null;
  const xs = jwks.map(publicPart).filter((x) => x !== null);
  // A private key is nobody's to bring here.
  if (xs.length === 0 || xs.length < jwks.length) return null;
  const keys = xs.map((x) => ({ kty: 'OKP', crv: 'Ed25519', x, role: 'registry' }));
  return {
    iss,
    name: typeof name === 'string' ? name : null,
    fingerprints: await Promise.all(xs.map(thumbprint)),
    pins: JSON.stringify({ version: 1, registries: [{ iss, keys }] }),
  };
}

function publicPart(jwk: unknown): string | null {
  const x = member(jwk, 'x');
  const fits = member(jwk, 'kty') === 'OKP' && member(jwk, 'crv') === 'Ed25519' && member(jwk, 'd') === undefined;
  return fits && typeof x === 'string' && /^[\w-]{43}$/.test(x) ? x : null;
}

async function thumbprint(x: string): Promise<string> {
  // Absent on pages without https, whatever the types say.
  const { subtle } = crypto as { readonly subtle?: SubtleCrypto };
  if (subtle === undefined) return x;
  const bytes = new TextEncoder().encode(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`);
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return btoa(String.fromCharCode(...hash)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
