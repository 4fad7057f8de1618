/** What browsers ask for before they offer to install a page. */

import { readFileSync } from 'node:fs';
import { controlled } from './app';
import { expect, open, test } from './page';

interface Manifest {
  readonly id: string;
  readonly name: string;
  readonly short_name: string;
  readonly lang: string;
  readonly start_url: string;
  readonly scope: string;
  readonly display: string;
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly type: string; readonly purpose: string }[];
  readonly share_target: { readonly action: string; readonly method: string; readonly enctype: string };
}

for (const locale of ['zh-CN', 'en']) {
  test.describe(locale, () => {
    test.use({ locale });

    test('the manifest has what an installation needs, in this language', async ({ page }) => {
      await open(page);
      const address = await page.locator('link[rel=manifest]').evaluate((link: HTMLLinkElement) => link.href);
      const response = await page.request.get(address);
      expect(response.headers()['content-type']).toBe('application/manifest+json');
      const manifest = (await response.json()) as Manifest;
      const words = JSON.parse(readFileSync(new URL(`../../locales/${locale}/ui.json`, import.meta.url), 'utf8')) as Record<string, string>;
      expect(manifest).toMatchObject({ id: 'receipt-verifier', lang: locale, name: words['page.name'], display: 'standalone' });
      expect(manifest.short_name.length).toBeLessThanOrEqual(12);
      expect(new URL(manifest.start_url, address).pathname).toBe('/');
      expect(new URL(manifest.scope, address).pathname).toBe('/');
      expect(manifest.share_target).toMatchObject({ method: 'POST', enctype: 'multipart/form-data' });
      expect(manifest.icons.map(({ sizes, purpose }) => `${purpose} ${sizes}`).sort()).toEqual([
        'any 192x192',
        'any 512x512',
        'maskable 192x192',
        'maskable 512x512',
      ]);
      for (const { src, sizes } of manifest.icons) {
        const size = await page.evaluate(async (url) => {
          const picture = await createImageBitmap(await (await fetch(url)).blob());
          return `${picture.width}x${picture.height}`;
        }, new URL(src, address).href);
        expect(size).toBe(sizes);
      }
    });
  });
}

test('the browser finds no reason against installing', async ({ page, context }) => {
  await open(page);
  await controlled(page);
  const session = await context.newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A test runs in a window that keeps nothing.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  const { errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
});

test('the manifest follows the language', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('link[rel=manifest]')).toHaveAttribute('href', './app.zh-CN.webmanifest');
});
