/** The encryption of kept receipts, without a browser: what goes in comes out, and nothing else does. */

import { test, expect } from '@playwright/test';
import { fromBase64Url, toBase64Url } from '../src/app/keep/base64url';
import {
  ITERATIONS,
  changePassphrase,
  createLock,
  lockOf,
  openLock,
  seal,
  siblingLock,
  unseal,
  type Opened,
  type Sealed,
} from '../src/app/keep/container';
import { openFile, readFile, writeFile } from '../src/app/keep/receipts-file';
import { endOf, expired } from '../src/app/keep/retention';
import { acceptable, strengthOf } from '../src/app/keep/strength';

const PASSPHRASE = 'vier Pferde, ein Turm 马';

/** Deriving takes a while: one lock serves the tests that do not change it. */
let opened: Opened;
test.beforeAll(async () => {
  opened = await createLock(PASSPHRASE);
});

/** A small seeded generator: the same inputs in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

function flipped(text: string, bit: number): string {
  const bytes = fromBase64Url(text) ?? new Uint8Array();
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return toBase64Url(bytes);
}

function codeOf(error: unknown): string {
  return (error as { readonly code: string }).code;
}

test('texts of any kind and length come back as they were', async () => {
  const next = random(1);
  for (let round = 0; round < 60; round += 1) {
    const text = Array.from({ length: next(3000) }, () => String.fromCodePoint([65, 0x4e2d, 0x1f600, 10, 34, 0x202e][next(6)] ?? 65)).join('');
    const sealed = await seal(opened.keys.data, 'record/a', { text });
    expect(await unseal(opened.keys.data, 'record/a', sealed)).toEqual({ text });
  }
});

test('every flipped bit of a record is refused, in the nonce and in the ciphertext', async () => {
  const sealed = await seal(opened.keys.data, 'record/a', { dossier: 'x' });
  const broken: Sealed[] = [];
  for (let bit = 0; bit < 12 * 8; bit += 1) broken.push({ ...sealed, nonce: flipped(sealed.nonce, bit) });
  for (let bit = 0; bit < (fromBase64Url(sealed.ciphertext)?.length ?? 0) * 8; bit += 1) {
    broken.push({ ...sealed, ciphertext: flipped(sealed.ciphertext, bit) });
  }
  expect(broken.length).toBeGreaterThan(8_000);
  const codes = await Promise.all(broken.map((one) => unseal(opened.keys.data, 'record/a', one).then(() => 'opened', codeOf)));
  expect(new Set(codes)).toEqual(new Set(['damaged']));
});

test('a shortened, lengthened or moved record is refused', async () => {
  const sealed = await seal(opened.keys.data, 'record/a', { dossier: 'x' });
  const bytes = fromBase64Url(sealed.ciphertext) ?? new Uint8Array();
  for (const ciphertext of [bytes.slice(0, -1), bytes.slice(1), Uint8Array.of(...bytes, 0), new Uint8Array()]) {
    const one = { ...sealed, ciphertext: toBase64Url(ciphertext) };
    await expect(unseal(opened.keys.data, 'record/a', one)).rejects.toMatchObject({ code: 'damaged' });
  }
  for (const about of ['record/b', 'choices', 'file', 'record/a/']) {
    await expect(unseal(opened.keys.data, about, sealed)).rejects.toMatchObject({ code: 'damaged' });
  }
});

test('a nonce is never used twice, and lengths come in steps', async () => {
  const sealed = await Promise.all(Array.from({ length: 500 }, (_, n) => seal(opened.keys.data, 'record/a', { n: 'x'.repeat(n) })));
  expect(new Set(sealed.map(({ nonce }) => nonce)).size).toBe(500);
  expect(new Set(sealed.map(({ ciphertext }) => ciphertext.length)).size).toBe(1);
});

test('neither key can be read out, and the lock holds none', async () => {
  for (const key of Object.values(opened.keys) as CryptoKey[]) {
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  }
  expect(Object.keys(opened.lock).sort()).toEqual(['id', 'kdf', 'version', 'wrapped']);
  expect(opened.lock.kdf).toMatchObject({ name: 'PBKDF2-SHA-256', iterations: ITERATIONS });
  expect(ITERATIONS).toBeGreaterThanOrEqual(600_000);
});

test('only the passphrase opens the lock, however it was typed', async () => {
  const sealed = await seal(opened.keys.data, 'record/a', 'kept');
  for (const typed of [PASSPHRASE, PASSPHRASE.replace('vier', 'ｖｉｅｒ')]) {
    const keys = await openLock(opened.lock, typed);
    expect(await unseal(keys.data, 'record/a', sealed)).toBe('kept');
  }
  for (const wrong of ['', 'Vier Pferde, ein Turm 马', `${PASSPHRASE} `]) {
    await expect(openLock(opened.lock, wrong)).rejects.toMatchObject({ code: 'passphrase_wrong' });
  }
});

test('any change to the lock keeps it shut', async () => {
  const { lock } = opened;
  const changes = [
    { ...lock, id: flipped(lock.id, 3) },
    { ...lock, kdf: { ...lock.kdf, salt: flipped(lock.kdf.salt, 7) } },
    { ...lock, kdf: { ...lock.kdf, iterations: ITERATIONS + 1 } },
    { ...lock, wrapped: { ...lock.wrapped, nonce: flipped(lock.wrapped.nonce, 0) } },
    { ...lock, wrapped: { ...lock.wrapped, ciphertext: flipped(lock.wrapped.ciphertext, 100) } },
  ];
  for (const one of changes) await expect(openLock(lockOf(one), PASSPHRASE)).rejects.toMatchObject({ code: 'passphrase_wrong' });
});

test('a lock of a newer version says so; a weakened or broken one is not used', () => {
  const { lock } = opened;
  expect(lockOf(JSON.parse(JSON.stringify(lock)))).toEqual(lock);
  expect(() => lockOf({ ...lock, version: 2 })).toThrow(expect.objectContaining({ code: 'newer_version' }));
  for (const one of [
    null,
    {},
    { ...lock, version: 0 },
    { ...lock, kdf: { ...lock.kdf, iterations: 1 } },
    { ...lock, kdf: { ...lock.kdf, iterations: 1e12 } },
    { ...lock, kdf: { ...lock.kdf, name: 'none' } },
    { ...lock, wrapped: { ...lock.wrapped, nonce: '' } },
    { ...lock, id: 7 },
  ]) {
    expect(() => lockOf(one)).toThrow(expect.objectContaining({ code: 'damaged' }));
  }
});

test('another passphrase opens the same records, and the old one none', async () => {
  const sealed = await seal(opened.keys.data, 'record/a', 'kept');
  await expect(changePassphrase(opened.lock, 'wrong', 'six green chairs')).rejects.toMatchObject({ code: 'passphrase_wrong' });
  const { lock } = await changePassphrase(opened.lock, PASSPHRASE, 'six green chairs');
  expect(lock.id).toBe(opened.lock.id);
  expect(lock.kdf.salt).not.toBe(opened.lock.kdf.salt);
  const keys = await openLock(lock, 'six green chairs');
  expect(await unseal(keys.data, 'record/a', sealed)).toBe('kept');
  await expect(openLock(lock, PASSPHRASE)).rejects.toMatchObject({ code: 'passphrase_wrong' });
});

test.describe('the file', () => {
  const entries = [{ dossier: 'a.b.c', digest: 'd', kept: 1_795_340_112, label: null }];

  test('comes back with its passphrase, under a data key of its own', async () => {
    const text = await writeFile(opened, entries);
    expect(text).not.toContain('a.b.c');
    expect(await openFile(await readFile(text), PASSPHRASE)).toEqual(entries);
    const { lock, body } = await readFile(text);
    expect(lock.id).not.toBe(opened.lock.id);
    // Whoever has the database's key does not have the file's.
    await expect(unseal(opened.keys.data, 'file', body)).rejects.toMatchObject({ code: 'damaged' });
    await expect(openFile(await readFile(text), 'not this one')).rejects.toMatchObject({ code: 'passphrase_wrong' });
    expect((await siblingLock(opened)).lock.wrapped.ciphertext).not.toBe(opened.lock.wrapped.ciphertext);
  });

  test('any changed character is refused before it is opened', async () => {
    const text = await writeFile(opened, entries);
    const next = random(7);
    for (let round = 0; round < 400; round += 1) {
      const at = next(text.length);
      const broken = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
      // White space between members carries nothing.
      if (/\s/.test(text[at] ?? '')) continue;
      const code = await readFile(broken).then(() => 'accepted', codeOf);
      expect(['damaged', 'not_ours', 'newer_version'], `${at}: ${text.slice(at - 20, at + 20)}`).toContain(code);
    }
  });

  test('altered on purpose, with its checksum made anew, it still meets the seals', async () => {
    const file = await readFile(await writeFile(opened, entries));
    const bodies = [0, 500, 4_000].map((bit) => ({ ...file, body: { ...file.body, ciphertext: flipped(file.body.ciphertext, bit) } }));
    for (const one of bodies) await expect(openFile(one, PASSPHRASE)).rejects.toMatchObject({ code: 'damaged' });
    const other = await readFile(await writeFile(opened, []));
    await expect(openFile({ lock: file.lock, body: other.body }, PASSPHRASE)).rejects.toMatchObject({ code: 'damaged' });
  });

  test('other files, newer ones and junk are told apart', async () => {
    const file = JSON.parse(await writeFile(opened, entries)) as object;
    await expect(readFile('hello')).rejects.toMatchObject({ code: 'not_ours' });
    await expect(readFile('{"version":1,"issuers":[]}')).rejects.toMatchObject({ code: 'not_ours' });
    await expect(readFile(JSON.stringify({ ...file, version: 9 }))).rejects.toMatchObject({ code: 'newer_version' });
    await expect(readFile(JSON.stringify({ ...file, body: null }))).rejects.toMatchObject({ code: 'damaged' });
  });
});

test('base64url has one spelling for each value', () => {
  for (const bytes of [[], [0], [255, 254], [1, 2, 3]]) {
    const text = toBase64Url(Uint8Array.from(bytes));
    expect([...(fromBase64Url(text) ?? [])]).toEqual(bytes);
  }
  for (const other of ['A', 'AB', 'AA==', 'A+/A', 'AA A']) expect(fromBase64Url(other)).toBeNull();
});

test('what is easy to guess is not accepted', () => {
  for (const weak of ['', '1234567', '12345678', 'aaaaaaaaaaaa', 'abcdefghijkl', '88888888', '13800138']) {
    expect(acceptable(strengthOf(weak)), weak).toBe(false);
  }
  for (const usable of ['correct horse battery', '四匹马和一座塔', 'Lx9!mQ2#vT']) expect(acceptable(strengthOf(usable)), usable).toBe(true);
});

test('periods end on the same day of a later month, or on its last', () => {
  const at = (text: string): number => Date.parse(text) / 1000;
  expect(endOf(at('2026-11-22T10:00:00Z'), 13)).toBe(at('2027-12-22T10:00:00Z'));
  expect(endOf(at('2027-01-31T10:00:00Z'), 1)).toBe(at('2027-02-28T10:00:00Z'));
  expect(endOf(at('2026-11-22T10:00:00Z'), null)).toBeNull();
  expect(expired(at('2026-11-22T10:00:00Z'), 13, at('2027-12-22T09:59:59Z'))).toBe(false);
  expect(expired(at('2026-11-22T10:00:00Z'), 13, at('2027-12-22T10:00:00Z'))).toBe(true);
  expect(expired(at('2000-01-01T00:00:00Z'), null, at('2099-01-01T00:00:00Z'))).toBe(false);
});
