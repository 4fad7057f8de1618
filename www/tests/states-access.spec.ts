import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { lend, lendDetector } from './cameras';
import { draw, payload } from './files';
import { expect, open, sample, test, upload } from './page';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function violations(page: Page): Promise<readonly string[]> {
  const results = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  return results.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(' ')}`));
}

for (const [locale, colorScheme] of [
  ['zh-CN', 'light'],
  ['en', 'dark'],
] as const) {
  test.describe(`${locale}, ${colorScheme}, 360 pixels`, () => {
    test.use({ locale, colorScheme, viewport: { width: 360, height: 740 } });
    test.beforeEach(({ page }) => page.addInitScript({ content: axe }));

    test('axe finds nothing on a camera with all its tools, and each can be hit', async ({ page }) => {
      await lend(page, [
        { id: 'main', label: 'Back Camera', shows: 'table', capabilities: { torch: true, zoom: { min: 1, max: 4 } } },
        { id: 'front', label: 'Front Camera', shows: 'table' },
      ]);
      await lendDetector(page, { finds: ['hello'] });
      await open(page);
      await page.locator('[data-way=scan]').click();
      await expect(page.locator('[data-tool=foreign]')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      for (const target of await page.locator('camera-view button:visible, camera-view input:visible').all()) {
        const box = await target.boundingBox();
        expect(Math.round(box?.height ?? 0), await target.innerText()).toBeGreaterThanOrEqual(44);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      await expect(page.locator('[data-camera=slow]')).toBeVisible({ timeout: 30_000 });
      expect(await violations(page)).toEqual([]);
    });

    test('axe finds nothing on the choice and on a trouble', async ({ page }) => {
      await open(page);
      const paths = [sample('acquirer_approved').path, sample('shop_only').path];
      const png = await draw(page, { paths, type: 'image/png', width: 1900, height: 1700, tall: 1600 });
      await upload(page, payload('two.png', 'image/png', png));
      await expect(page.locator('[data-choice]')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await upload(page, payload('empty.png', 'image/png', Buffer.alloc(0)));
      await expect(page.locator('[data-trouble]')).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}
