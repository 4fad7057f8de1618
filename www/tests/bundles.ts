/** What the tests of evidence bundles share: making one by hand, and taking one apart to spoil it. The archive's one spelling is that of PROTOCOL section 9.1. */

import { createHash } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { downloaded } from './cases';
import { disputeSample } from './dispute';
import { expect, upload } from './page';

export type Files = Map<string, Buffer>;

export interface Manifest {
  maker: { name: string; side: string };
  made_at: number;
  files: { path: string; kind: string; size: number; sha256: string; provenance?: string }[];
  attachments: { name: string; kind: string; size: number; sha256: string; from: number | null; to: number | null; note: string | null }[];
}

export const MAKER = 'Tenghui Tea, Ms Li';

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function filesOf(zip: Buffer): Files {
  const files: Files = new Map();
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50; ) {
    const size = zip.readUInt32LE(at + 18);
    const name = zip.readUInt16LE(at + 26);
    files.set(zip.toString('latin1', at + 30, at + 30 + name), zip.subarray(at + 30 + name, at + 30 + name + size));
    at += 30 + name + size;
  }
  return files;
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** An archive as an honest program writes it, whatever is in it. */
export function zipOf(files: Files): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const head = Buffer.alloc(26);
    head.writeUInt16LE(10, 0);
    head.writeUInt16LE(0x21, 8);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(bytes.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), head, Buffer.from(name), bytes]);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(10, 4);
    head.copy(entry, 6);
    entry.writeUInt32LE(at, 42);
    locals.push(local);
    central.push(Buffer.concat([entry, Buffer.from(name)]));
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

export function manifestOf(files: Files): Manifest {
  return JSON.parse(files.get('manifest.json')?.toString() ?? '{}') as Manifest;
}

/** The bundle with one file changed, or added, and a list of files that says so: as a maker writes it who means to deceive. */
export function changed(zip: Buffer, path: string, change: (content: string) => string, kind = 'trust'): Buffer {
  const files = filesOf(zip);
  const bytes = Buffer.from(change(files.get(path)?.toString() ?? ''));
  files.set(path, bytes);
  const manifest = manifestOf(files);
  const listed = { path, kind, ...manifest.files.find((file) => file.path === path), size: bytes.length, sha256: sha256(bytes), ...(kind === 'trust' && path.startsWith('trust/') ? { provenance: 'pinned' } : {}) };
  manifest.files = [...manifest.files.filter((file) => file.path !== path), listed].sort((a, b) => (a.path < b.path ? -1 : 1));
  files.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
  return zipOf(files);
}

export function maker(page: Page): Locator {
  return page.locator('bundle-maker');
}

/** From a sample's dispute to the form, filled in so far that it can be made. */
export async function begin(page: Page, sample = 'acquirer_approved', claim = 'never_paid'): Promise<void> {
  await disputeSample(page, sample, claim);
  await unfold(page);
}

export async function unfold(page: Page): Promise<void> {
  await maker(page).locator('summary').first().click();
  await maker(page).locator('#maker').fill(MAKER);
  await expect(maker(page).locator('[data-preview]')).toBeVisible();
}

export async function made(page: Page): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const file = await downloaded(page, maker(page).locator('[data-bundle=make]'));
  await expect(maker(page).locator('[data-made=yes]')).toContainText(sha256(file.bytes));
  return file;
}

export async function openBundle(page: Page, bytes: Buffer, name = 'evidence.zip'): Promise<void> {
  await upload(page, { name, mimeType: 'application/octet-stream', buffer: bytes });
}

export async function findings(page: Page): Promise<readonly string[]> {
  await expect(page.locator('[data-bundle-opened]')).toBeVisible();
  return page.locator('[data-finding]').evaluateAll((all) => all.map((one) => `${one.getAttribute('data-finding') ?? ''} ${one.getAttribute('data-outcome') ?? ''}`));
}
