/** What the tests share: a page that may talk to nobody but its own origin, and the samples of the build. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test as plain, expect, type Locator, type Page } from '@playwright/test';
import type { Expected } from './expected';

const SAMPLES = new URL('../dist/samples/', import.meta.url);

interface Entry {
  readonly id: string;
  readonly png: string;
  readonly link: string;
}

export const samples = JSON.parse(readFileSync(new URL('index.json', SAMPLES), 'utf8')) as readonly Entry[];

export function sample(id: string): { readonly path: string; readonly link: string; readonly digits: string } {
  const entry = samples.find((candidate) => candidate.id === id);
  if (entry === undefined) throw new Error(`no sample ${id}`);
  const path = fileURLToPath(new URL(entry.png, SAMPLES));
  return { path, link: entry.link, digits: entry.link.slice(entry.link.indexOf('#') + 1) };
}

/** Every test fails on a request that leaves the origin, on an uncaught error and on a breach of the policy. */
export const test = plain.extend<{ guarded: undefined; askable: readonly string[] }>({
  /** Other origins that a test allows to be asked, because it presses for it. */
  askable: [[], { option: true }],
  guarded: [
    async ({ context, baseURL, askable }, use) => {
      const strays: string[] = [];
      const faults: string[] = [];
      context.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        if (origin !== baseURL && !askable.includes(origin) && protocol !== 'data:' && protocol !== 'blob:') strays.push(request.url());
      });
      context.on('weberror', (error) => faults.push(error.error().message));
      context.on('console', (message) => {
        if (/content security policy|trusted ?types?/i.test(message.text())) faults.push(message.text());
      });
      await use(undefined);
      expect(strays, 'requests that left the origin').toEqual([]);
      expect(faults, 'errors on the page').toEqual([]);
    },
    { auto: true },
  ],
});

/** A file that the test has made. */
export interface FilePayload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A file of the build, to be chosen. */
export function payloadOf(path: string, mimeType: string): FilePayload {
  return { name: path.slice(path.lastIndexOf('/') + 1), mimeType, buffer: readFileSync(new URL(`../dist/${path}`, import.meta.url)) };
}

export { expect };

export async function open(page: Page, fragment = ''): Promise<void> {
  await page.goto(`/${fragment}`);
  await expect(page.locator('ways-in')).toBeVisible();
}

export function verdict(page: Page): Locator {
  return page.locator('[data-verdict]');
}

export async function upload(page: Page, file: string | FilePayload): Promise<void> {
  await page.locator('ways-in input[type=file]').setInputFiles(file);
}

export async function expectVerdict(page: Page, expected: Partial<Expected>): Promise<void> {
  const answer = verdict(page);
  await expect(answer).toBeVisible({ timeout: 20_000 });
  for (const [name, value] of Object.entries(expected)) await expect(answer).toHaveAttribute(`data-${name}`, value);
}
