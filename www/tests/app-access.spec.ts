/** The installed app's own views, for everybody: axe in both languages and both themes, narrow screens, keyboard. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, expectVerdict, open, sample, test } from './page';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PASSPHRASE = 'seven blue teapots';

async function violations(page: Page): Promise<readonly string[]> {
  const results = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  return results.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(' ')}`));
}

/** Nothing sticks out, and whatever can be pressed is large enough. */
async function roomy(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
  for (const target of await page.locator('button:visible, summary:visible, input:not([type=checkbox]):visible, select:visible').all()) {
    const box = await target.boundingBox();
    expect(Math.round(box?.height ?? 0), await target.evaluate((element) => `${element.tagName} ${element.textContent}`)).toBeGreaterThanOrEqual(44);
  }
}

for (const locale of ['zh-CN', 'en']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme, viewport: { width: 360, height: 740 } });
      test.beforeEach(({ page }) => page.addInitScript({ content: axe }));

      test('axe finds nothing in keeping, the list, its tools, the lock and the build', async ({ page }) => {
        await open(page, `#${sample('acquirer_approved').digits}`);
        await expectVerdict(page, { outcome: 'verified' });
        await page.locator('[data-do=keep]').click();
        await page.locator('[name=passphrase]').fill('1234');
        await page.locator('passphrase-form button.primary').click();
        expect(await violations(page)).toEqual([]);
        await roomy(page);
        await page.locator('[name=passphrase]').fill(PASSPHRASE);
        await page.locator('[name=again]').fill(PASSPHRASE);
        await page.locator('passphrase-form button.primary').click();
        await expect(page.locator('[data-kept]')).toBeVisible();
        expect(await violations(page)).toEqual([]);

        await page.locator('[data-do=show]').click();
        await expect(page.locator('[data-entry]')).toHaveCount(1);
        await page.locator('kept-tools summary').click();
        await page.locator('[data-remove]').click();
        await expect(page.locator('[data-do=remove]')).toBeFocused();
        await page.locator('[data-do=wipe]').click();
        await expect(page.locator('[data-do=cancel]')).toBeFocused();
        expect(await violations(page)).toEqual([]);
        await roomy(page);
        await page.locator('[data-do=change]').click();
        expect(await violations(page)).toEqual([]);

        await page.locator('[data-do=lock]').click();
        await expect(page.locator('passphrase-form')).toBeVisible();
        await page.locator('about-build summary').first().click();
        await expect(page.locator('[data-self-test=passed]')).toBeVisible();
        await page.locator('about-build details details summary').click();
        expect(await violations(page)).toEqual([]);
        await roomy(page);
      });
    });
  }
}

test('a receipt is kept, found and opened again without a mouse', async ({ page }) => {
  await open(page, `#${sample('shop_only').digits}`);
  await expectVerdict(page, { outcome: 'verified' });
  await page.locator('[data-do=keep]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[name=passphrase]')).toBeFocused();
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Tab');
  await expect(page.locator('[name=again]')).toBeFocused();
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-kept]')).toBeVisible();
  await page.locator('[data-do=show]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('kept-receipts h1')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expectVerdict(page, { code: 'terminal_signed' });
  await expect(page.locator('verdict-view h1')).toBeFocused();
});
