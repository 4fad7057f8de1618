/**
 * How kept receipts are encrypted, version 1. No storage and no screen here: the same scheme serves the database and the file.
 *
 * A passphrase gives a key through PBKDF2-SHA-256; that key wraps a random data key; the data key seals each record with
 * AES-256-GCM under a fresh nonce. What a ciphertext is, and whose, is bound to it as additional data, so that none can be put
 * in another's place. A new passphrase wraps the same data key anew. All of it is WebCrypto.
 */

import { fromBase64Url, toBase64Url } from './base64url';
import { KeepFailure } from './failure';

export const VERSION = 1;
/** What is asked for at least today; a lock says its own number, so that it can grow. */
export const ITERATIONS = 600_000;
/** More than this would only keep a phone busy for minutes. */
const MOST_ITERATIONS = 10_000_000;
const SALT = 16;
const NONCE = 12;
const KEY = 32;
/** Lengths tell how many items a receipt has: they are rounded up to this. */
const BLOCK = 1024;

const CONTEXT = `receipt-verifier/keep/${VERSION}`;

export interface Sealed {
  readonly nonce: string;
  readonly ciphertext: string;
}

/** All that is readable without the passphrase. */
export interface Lock {
  readonly version: number;
  /** Of the data key: it stays when the passphrase changes. */
  readonly id: string;
  readonly kdf: { readonly name: 'PBKDF2-SHA-256'; readonly iterations: number; readonly salt: string };
  readonly wrapped: Sealed;
}

/** Neither key can leave WebCrypto. */
export interface Keys {
  readonly passphrase: CryptoKey;
  readonly data: CryptoKey;
}

export interface Opened {
  readonly lock: Lock;
  readonly keys: Keys;
}

export async function createLock(passphrase: string): Promise<Opened> {
  const kdf = newKdf();
  return wrap(await derive(passphrase, kdf), kdf, randomText(SALT), random(KEY));
}

/** Another data key under the passphrase that opened these keys: for a file, which then tells nothing about the database. */
export async function siblingLock({ lock, keys }: Opened): Promise<Opened> {
  return wrap(keys.passphrase, lock.kdf, randomText(SALT), random(KEY));
}

export async function openLock(lock: Lock, passphrase: string): Promise<Keys> {
  const key = await derive(passphrase, lock.kdf);
  return { passphrase: key, data: await importKey(await unwrap(key, lock)) };
}

export async function changePassphrase(lock: Lock, old: string, fresh: string): Promise<Opened> {
  const raw = await unwrap(await derive(old, lock.kdf), lock);
  const kdf = newKdf();
  return wrap(await derive(fresh, kdf), kdf, lock.id, raw);
}

/** `about` names what is sealed, and opens it again. */
export async function seal(key: CryptoKey, about: string, content: unknown): Promise<Sealed> {
  return encrypt(key, about, padded(JSON.stringify(content)));
}

export async function unseal(key: CryptoKey, about: string, sealed: Sealed): Promise<unknown> {
  const plain = await decrypt(key, about, sealed, 'damaged');
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain)) as unknown;
}

/** Reads a lock from outside. */
export function lockOf(value: unknown): Lock {
  const lock = value as { version?: unknown; id?: unknown; kdf?: Record<string, unknown>; wrapped?: unknown } | null;
  if (typeof lock !== 'object' || lock === null || typeof lock.version !== 'number') throw new KeepFailure('damaged');
  if (lock.version > VERSION) throw new KeepFailure('newer_version');
  const { version, id, kdf } = lock;
  const iterations = kdf?.iterations;
  if (version !== VERSION || kdf?.name !== 'PBKDF2-SHA-256' || typeof iterations !== 'number' || typeof id !== 'string') {
    throw new KeepFailure('damaged');
  }
  if (!Number.isInteger(iterations) || iterations < ITERATIONS || iterations > MOST_ITERATIONS) throw new KeepFailure('damaged');
  const salt = textOf(kdf.salt, SALT);
  return { version, id: textOf(id, SALT), kdf: { name: kdf.name, iterations, salt }, wrapped: sealedOf(lock.wrapped) };
}

export function sealedOf(value: unknown): Sealed {
  const sealed = value as { nonce?: unknown; ciphertext?: unknown } | null;
  const ciphertext = sealed?.ciphertext;
  if (typeof ciphertext !== 'string' || fromBase64Url(ciphertext) === null) throw new KeepFailure('damaged');
  return { nonce: textOf(sealed?.nonce, NONCE), ciphertext };
}

/** Says nothing about what it names. */
export function randomId(): string {
  return randomText(SALT);
}

function newKdf(): Lock['kdf'] {
  return { name: 'PBKDF2-SHA-256', iterations: ITERATIONS, salt: randomText(SALT) };
}

async function derive(passphrase: string, { iterations, salt }: Lock['kdf']): Promise<CryptoKey> {
  // Two keyboards may write one letter in two ways.
  const material = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const key = await crypto.subtle.importKey('raw', material, 'PBKDF2', false, ['deriveKey']);
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', iterations, salt: bytesOf(salt) };
  return crypto.subtle.deriveKey(parameters, key, { name: 'AES-GCM', length: KEY * 8 }, false, ['encrypt', 'decrypt']);
}

async function wrap(key: CryptoKey, kdf: Lock['kdf'], id: string, raw: Uint8Array<ArrayBuffer>): Promise<Opened> {
  const wrapped = await encrypt(key, lockText(id, kdf), raw);
  return { lock: { version: VERSION, id, kdf, wrapped }, keys: { passphrase: key, data: await importKey(raw) } };
}

async function unwrap(key: CryptoKey, { id, kdf, wrapped }: Lock): Promise<Uint8Array<ArrayBuffer>> {
  const raw = await decrypt(key, lockText(id, kdf), wrapped, 'passphrase_wrong');
  if (raw.length !== KEY) throw new KeepFailure('damaged');
  return raw;
}

/** Takes the raw key: nobody else can read it afterwards. */
async function importKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  raw.fill(0);
  return key;
}

function lockText(id: string, { name, iterations, salt }: Lock['kdf']): string {
  return `lock/${id}/${name}/${iterations}/${salt}`;
}

async function encrypt(key: CryptoKey, about: string, plain: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  const nonce = random(NONCE);
  const ciphertext = await crypto.subtle.encrypt(parametersOf(nonce, about), key, plain);
  return { nonce: toBase64Url(nonce), ciphertext: toBase64Url(new Uint8Array(ciphertext)) };
}

async function decrypt(
  key: CryptoKey,
  about: string,
  { nonce, ciphertext }: Sealed,
  code: 'damaged' | 'passphrase_wrong',
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const plain = await crypto.subtle.decrypt(parametersOf(bytesOf(nonce), about), key, bytesOf(ciphertext));
    return new Uint8Array(plain);
  } catch (cause) {
    throw new KeepFailure(code, { cause });
  }
}

function parametersOf(nonce: Uint8Array<ArrayBuffer>, about: string): AesGcmParams {
  return { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(`${CONTEXT}/${about}`), tagLength: 128 };
}

/** JSON ends where white space begins. */
function padded(json: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(json);
  const plain = new Uint8Array(Math.ceil(text.length / BLOCK) * BLOCK).fill(0x20);
  plain.set(text);
  return plain;
}

function textOf(value: unknown, length: number): string {
  if (typeof value !== 'string' || fromBase64Url(value)?.length !== length) throw new KeepFailure('damaged');
  return value;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64Url(text);
  if (bytes === null) throw new KeepFailure('damaged');
  return bytes;
}

function random(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

function randomText(length: number): string {
  return toBase64Url(random(length));
}
