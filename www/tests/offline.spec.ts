/** After one visit the page works without a network; where there is no service worker, it works with one. */

import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { controlled, installed } from './app';
import { expect, expectVerdict, open, sample, test, upload, verdict } from './page';

test('after the first visit: page, link, picture, both languages and the sample shelf without a network', async ({ page, context }) => {
  await installed(page);
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator('ways-in')).toBeVisible();
  await upload(page, sample('acquirer_approved').path);
  await expectVerdict(page, { code: 'acquirer_approved', level: 'E2' });
  await expect(page.locator('phone-view img')).toBeVisible();
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.goto(`/#${sample('altered').digits}`);
  await expectVerdict(page, { outcome: 'rejected' });
  await page.goto('about:blank');
  await open(page, `#${sample('shop_only').digits}`);
  await expectVerdict(page, { code: 'terminal_signed' });
  await page.getByRole('banner').getByRole('button', { name: 'Receipt verifier' }).click();
  const picture = page.locator('sample-shelf img').first();
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
});

test('without a network the first page to be opened may be a link', async ({ page, context }) => {
  await installed(page);
  await page.close();
  await context.setOffline(true);
  const second = await context.newPage();
  await open(second, `#${sample('acquirer_approved').digits}`);
  await expectVerdict(second, { code: 'acquirer_approved' });
});

test('what is kept for offline use is this build, file by file, and nothing else', async ({ page }) => {
  await installed(page, `#${sample('acquirer_approved').digits}`);
  await expectVerdict(page, { code: 'acquirer_approved' });
  const kept = await page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname.slice(1));
    }
    return paths.sort();
  });
  const dist = new URL('../dist/', import.meta.url);
  const built = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'sw.js')
    .map((entry) => relative(dist.pathname, join(entry.parentPath, entry.name)))
    // What other people's pages embed, and the page that shows it, are no part of the app.
    .filter((name) => !/^(demo|widget)\//.test(name))
    // Newer lists are published there without a new build; what ships lies in assets/.
    .filter((name) => !name.startsWith('trust/'))
    .sort();
  expect(kept).toEqual(built);
});

test('an unknown address is not answered with the page', async ({ page }) => {
  await installed(page);
  const response = await page.goto('/no-such-page');
  expect(response?.status()).toBe(404);
});

test('without service workers, as in some in-app browsers, everything but offline use is there', async ({ page }) => {
  await page.addInitScript(() => {
    delete (Navigator.prototype as { serviceWorker?: unknown }).serviceWorker;
  });
  await open(page, `#${sample('acquirer_approved').digits}`);
  await expectVerdict(page, { code: 'acquirer_approved' });
  await expect(page.locator('about-build')).toBeVisible();
  expect(await page.evaluate(() => 'serviceWorker' in navigator)).toBe(false);
});

test('a worker that cannot be fetched changes nothing', async ({ page }) => {
  await page.route('**/sw.js', (route) => route.abort());
  await open(page, `#${sample('shop_only').digits}`);
  await expectVerdict(page, { code: 'terminal_signed' });
  await expect(page.locator('about-build')).toBeVisible();
});

test('the answer to a link waits for none of this', async ({ page }) => {
  const early: string[] = [];
  // Asked when the request leaves: is the answer there?
  await page.route(/extras|sw\.js|build\.json|words-app/, async (route) => {
    if (!(await verdict(page).isVisible())) early.push(route.request().url());
    await route.fallback();
  });
  await page.goto(`/#${sample('shop_only').digits}`);
  await verdict(page).waitFor();
  await controlled(page);
  expect(early).toEqual([]);
});
