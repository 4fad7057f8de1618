/** Two builds, one after the other: the second one is offered, and comes when it is asked for. */

import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import { seal } from '../vite/sealed-build';
import { buildId, controlled } from './app';
import { expect, expectVerdict, open, sample, test, verdict } from './page';

const PORT = Number(process.env.PORT ?? 4173) + 50;
const DIST = fileURLToPath(new URL('../dist', import.meta.url));

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test.describe.configure({ mode: 'serial' });
test.use({ baseURL: `http://localhost:${PORT}` });

let folder: string;
let server: ChildProcess;

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'receipt-page-'));
  cpSync(DIST, folder, { recursive: true });
  server = spawn(process.execPath, [fileURLToPath(new URL('../tools/serve.mjs', import.meta.url))], {
    env: { ...process.env, PORT: String(PORT), DIST: folder },
  });
  await new Promise((resolve) => server.stdout?.once('data', resolve));
});

test.afterEach(() => {
  server.kill();
  rmSync(folder, { recursive: true });
});

/** Another build takes the first one's place at the host. */
async function deploy(): Promise<void> {
  const page = join(folder, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('</body>', '<!-- the second build --></body>'));
  await seal(folder);
}

test('axe finds nothing on a narrow page with the bar, and what has the focus is not under it', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.addInitScript({ content: axe });
  await open(page);
  await controlled(page);
  await deploy();
  await page.reload();
  await expect(page.locator('update-bar .bar')).toBeVisible();
  const found = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  expect(found.violations.map(({ id }) => id)).toEqual([]);
  const bar = page.locator('update-bar .bar');
  const top = async (): Promise<number> => (await bar.boundingBox())?.y ?? 0;
  for (const button of await page.locator('sample-shelf button').all()) {
    await button.focus();
    const box = await button.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(await top());
  }
});

test('the new build is offered under an answer, and changes nothing until the button is pressed', async ({ page }) => {
  await open(page);
  await controlled(page);
  const first = await buildId(page);
  await expect(page.locator('update-bar .bar')).toHaveCount(0);
  await deploy();
  await page.goto('about:blank');
  await open(page, `#${sample('acquirer_approved').digits}`);
  await expectVerdict(page, { code: 'acquirer_approved' });
  const bar = page.locator('update-bar [data-update=ready]');
  await expect(bar).toBeVisible();
  await expect(bar.locator('xpath=..')).toHaveAttribute('role', 'status');
  await expect(bar).toContainText('Updating closes what is shown here.');
  // Neither the answer nor the build has gone.
  await page.waitForTimeout(1_000);
  await expect(verdict(page)).toBeVisible();
  expect(await buildId(page)).toBe(first);
  const button = bar.getByRole('button', { name: 'Update now' });
  await button.focus();
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  await expect(page.locator('ways-in')).toBeVisible();
  await expect.poll(() => buildId(page)).not.toBe(first);
  await expect(page.locator('update-bar .bar')).toHaveCount(0);
  expect(await page.content()).toContain('the second build');
});

test('another window is told that it shows the old build, and reloads only when asked', async ({ page, context }) => {
  await open(page);
  await controlled(page);
  const second = await context.newPage();
  await open(second, `#${sample('shop_only').digits}`);
  await expectVerdict(second, { code: 'terminal_signed' });
  await buildId(second);
  await deploy();
  await page.reload();
  await page.getByRole('button', { name: 'Update now' }).click();
  await expect(second.locator('update-bar [data-update=elsewhere]')).toBeVisible();
  await expect(verdict(second)).toBeVisible();
});

test('"later" puts the bar away', async ({ page }) => {
  await open(page);
  await controlled(page);
  await deploy();
  await page.reload();
  await page.getByRole('button', { name: 'Later' }).click();
  await expect(page.locator('update-bar .bar')).toHaveCount(0);
});

test('the same files give the same id, and any other file another one', async () => {
  const id = (): string => (JSON.parse(readFileSync(join(folder, 'build.json'), 'utf8')) as { id: string }).id;
  const first = id();
  await seal(folder);
  expect(id()).toBe(first);
  await deploy();
  expect(id()).not.toBe(first);
});

test('a host that alters a file cannot get it kept', async ({ page }) => {
  const page_ = join(folder, 'index.html');
  writeFileSync(page_, `${readFileSync(page_, 'utf8')}<!-- altered by the host -->`);
  await open(page);
  await expect(page.locator('about-build')).toBeVisible();
  await page.waitForTimeout(3_000);
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
});
