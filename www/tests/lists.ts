/** Trust lists of the tests' own making, signed with the published keys of the samples. */

import { createHash, createPrivateKey, generateKeyPairSync, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page, Request } from '@playwright/test';
import { expect } from './page';

const SAMPLES = new URL('../../samples/', import.meta.url);

interface Jwk extends JsonWebKey {
  readonly kid: string;
  readonly iss: string;
  readonly role: string;
}

export interface List extends Record<string, unknown> {
  readonly iss: string;
  readonly sequence: number;
  readonly issuers: readonly Record<string, unknown>[];
}

export interface Signer {
  readonly kid: string;
  readonly key: KeyObject;
  /** As it stands in a list. */
  readonly jwk: Record<string, unknown>;
}

export function keyOf(name: string): Signer {
  const jwk = JSON.parse(readFileSync(new URL(`keys/${name}.json`, SAMPLES), 'utf8')) as Jwk;
  return { kid: jwk.kid, key: createPrivateKey({ key: jwk, format: 'jwk' }), jwk: publicPart(jwk) };
}

/** Nobody knows it. */
export function stranger(role = 'registry'): Signer {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = privateKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest().subarray(0, 9).toString('base64url');
  return { kid, key: privateKey, jwk: { kty: 'OKP', crv: 'Ed25519', x, kid, role } };
}

export function thumbprint({ jwk }: Signer): string {
  return createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${String(jwk.x)}"}`).digest('base64url');
}

function publicPart({ kty, crv, x, kid, role, ...rest }: Jwk): Record<string, unknown> {
  return { kty, crv, x, kid, role, ...Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'd' && name !== 'iss')) };
}

/** The list that ships, in another edition. */
export function edition(sequence: number, change: Partial<List> = {}): List {
  const list = JSON.parse(readFileSync(new URL('trust.json', SAMPLES), 'utf8')) as List;
  return { ...list, sequence, ...change };
}

/** The list that ships, with the shop of the sample `unknown_shop` on it. */
export function withShop(sequence: number): List {
  return edition(sequence, { issuers: [...edition(sequence).issuers, shopEntry()] });
}

export const SHOP = 'https://till.unlisted-shop.example';

export function shopEntry(name = '街角水果'): Record<string, unknown> {
  return { iss: SHOP, name, role: 'merchant', party: 'FRUIT', keys: [keyOf('unlisted_shop').jwk] };
}

/** What the shop of the sample `unknown_shop` may say of itself. */
export function ofShop(change: Record<string, unknown> = {}): Record<string, unknown> {
  return { version: 1, iss: SHOP, iat: 1795300000, exp: 1893456000, sequence: 1, issuers: [shopEntry()], ...change };
}

export function signed(list: object, { kid, key }: Signer): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part({ alg: 'Ed25519', typ: 'receipt-trust+jwt', kid })}.${part(list)}`;
  return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`;
}

export function snapshotOf(...lists: readonly string[]): string {
  return JSON.stringify({ version: 1, lists });
}

/** Where this page's host publishes what is newest. */
export const NEWEST = '**/trust/snapshot.json';

export interface Published {
  readonly body?: string;
  readonly status?: number;
  readonly etag?: string;
}

/** What the host publishes from now on; answers the requests that came for it. */
export async function publish(page: Page, answer: () => Published | 'hang' | 'abort'): Promise<readonly Request[]> {
  const requests: Request[] = [];
  await page.route(NEWEST, async (route) => {
    requests.push(route.request());
    const now = answer();
    if (now === 'abort') return route.abort();
    if (now === 'hang') return undefined;
    const { body = '', status = 200, etag } = now;
    return route.fulfill({ status, body, contentType: 'application/json', headers: etag === undefined ? {} : { etag } });
  });
  return requests;
}

export const refreshRow = '[data-refresh]';

/** The panel, unfolded. */
export async function openPanel(page: Page): Promise<void> {
  const panel = page.locator('trust-panel details');
  await expect(page.locator(refreshRow)).toBeAttached({ timeout: 20_000 });
  if ((await panel.getAttribute('open')) === null) await panel.locator('summary').click();
}

export async function expectRefresh(page: Page, kind: string, code = ''): Promise<void> {
  await expect(page.locator(refreshRow)).toHaveAttribute('data-refresh', kind, { timeout: 20_000 });
  await expect(page.locator(refreshRow)).toHaveAttribute('data-code', code);
}

export async function pasteText(page: Page, text: string): Promise<void> {
  await expect(page.locator('ways-in')).toBeVisible();
  await page.evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', content);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Everything that the page has left on the device, as text. */
export function stored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no database'));
      });
    const found: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage), document.cookie];
    for (const name of await caches.keys()) found.push((await (await caches.open(name)).keys()).map(({ url }) => url));
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name));
      for (const drawer of database.objectStoreNames) found.push(drawer, await answer(database.transaction(drawer).objectStore(drawer).getAll()));
      database.close();
    }
    return JSON.stringify(found);
  });
}

export const samplePath = (name: string): string => fileURLToPath(new URL(name, SAMPLES));
