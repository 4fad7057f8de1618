/** The widget is usable by everybody: in every state, view, language and theme. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { sample } from './page';
import { PACKAGE, expect, lookInside, pageWith, test } from './package/hosts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function violations(page: Page): Promise<readonly string[]> {
  const results = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  return results.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(' ')}`));
}

const receipts = ['acquirer_approved', 'acquirer_declined', 'key_stolen', 'training', 'refund', 'unknown_shop', 'altered'].map((id) => sample(id).link);
const widget = (attributes: string): string => `<receipt-verifier ${attributes}></receipt-verifier>`;

const PAGES: Readonly<Record<string, readonly string[]>> = {
  badge: receipts.map((link) => widget(`view="badge" receipt="${link}"`)),
  compact: [...receipts, 'nothing'].map((text) => widget(`receipt="${text}"`)),
  full: receipts.map((link) => widget(`view="full" receipt="${link}"`)),
  'idle and error': [widget(''), widget('scan="off"'), widget(`trust="#none" receipt="${receipts[0] ?? ''}"`), widget(`trust="/list.json" receipt="${receipts[0] ?? ''}"`)],
};

for (const locale of ['zh-CN', 'en']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme });

      for (const [name, widgets] of Object.entries(PAGES)) {
        test(`axe finds nothing in ${name}`, async ({ page, host }) => {
          await lookInside(page);
          await page.addInitScript({ content: axe });
          const list = readFileSync(new URL('../public/samples/trust.json', import.meta.url), 'utf8');
          const shop = await host({ '/': pageWith(widgets.join(''), { html: `lang="${locale}"`, head: '<meta name="color-scheme" content="light dark">' }), '/list.json': list }, { folder: PACKAGE });
          await page.goto(shop.origin);
          await expect.poll(() => page.evaluate(() => [...document.querySelectorAll<HTMLElement & { state: string }>('receipt-verifier')].some((w) => w.state === 'loading' || w.state === 'verifying'))).toBe(false);
          await expect(page.locator('[part=title]').first()).toBeVisible();
          expect(await violations(page)).toEqual([]);
          for (const fold of ['.badge > summary', '.vouching > summary']) {
            for (const summary of await page.locator(fold).all()) await summary.click();
          }
          for (const card of await page.locator('.vouching').all()) await expect(card.locator('ol')).toBeVisible();
          const paste = page.getByRole('button', { name: locale === 'en' ? 'Paste' : '粘贴' });
          if (name.startsWith('idle')) await paste.click();
          expect(await violations(page)).toEqual([]);
        });
      }

      test('axe finds nothing in scanning', async ({ page, host }) => {
        await lookInside(page);
        await page.addInitScript({ content: axe });
        const shop = await host({ '/': pageWith(widget(''), { html: `lang="${locale}"`, head: '<meta name="color-scheme" content="light dark">' }) }, { folder: PACKAGE });
        await page.goto(shop.origin);
        await page.locator('button.primary').click();
        await expect(page.locator('receipt-scanner input[type=file]')).toBeAttached();
        await page.waitForTimeout(500);
        expect(await violations(page)).toEqual([]);
      });
    });
  }
}

test('the verdict is spoken once it is there', async ({ page, host }) => {
  await lookInside(page);
  const shop = await host({ '/': pageWith(widget(`receipt="${receipts[0] ?? ''}"`)) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await expect(page.getByRole('status')).toHaveText('Acquirer says approved');
});

test('the badge opens by keyboard, and everything to press is 44 pixels or more', async ({ page, host }) => {
  await lookInside(page);
  await page.setViewportSize({ width: 360, height: 740 });
  const shop = await host({ '/': pageWith(widget(`view="badge" receipt="${receipts[0] ?? ''}"`) + widget('')) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await expect(page.locator('.badge > summary')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('.badge .facts')).toBeVisible();
  for (const target of await page.locator('summary:visible, button:visible').all()) {
    const box = await target.boundingBox();
    expect(Math.round(box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    expect(Math.round(box?.width ?? 0)).toBeGreaterThanOrEqual(44);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test('theme="dark" and theme="light" do not ask the device', async ({ page, host }) => {
  await lookInside(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const tags = ['light', 'dark'].map((theme) => widget(`theme="${theme}" receipt="${receipts[0] ?? ''}"`)).join('');
  const shop = await host({ '/': pageWith(tags) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await expect(page.locator('.card').nth(1)).toBeVisible();
  const grounds = await page.locator('.card').evaluateAll((cards) => cards.map((card) => getComputedStyle(card).backgroundColor));
  expect(grounds).toEqual(['rgb(255, 255, 255)', 'rgb(26, 32, 40)']);
});
