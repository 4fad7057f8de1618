import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, expectVerdict, open, sample, test, upload } from './page';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Violations in short, or nothing. */
async function violations(page: Page): Promise<readonly string[]> {
  const results = await page.evaluate(
    () => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return results.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(' ')}`));
}

async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    const open = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element instanceof HTMLDetailsElement) element.open = true;
        if (element.shadowRoot !== null) open(element.shadowRoot);
      }
    };
    open(document);
  });
}

for (const locale of ['zh-CN', 'en']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme });
      // Before the page's own scripts: its policy lets no other in.
      test.beforeEach(({ page }) => page.addInitScript({ content: axe }));

      test('axe finds nothing on the start screen, in the box and without a camera', async ({ page }) => {
        await open(page);
        await unfold(page);
        expect(await violations(page)).toEqual([]);
        await page.locator('[data-way=paste]').click();
        await expect(page.locator('textarea')).toBeVisible();
        expect(await violations(page)).toEqual([]);
        await page.locator('[data-way=scan]').click();
        await expect(page.locator('camera-view [role=alert]')).toBeVisible();
        expect(await violations(page)).toEqual([]);
      });

      for (const id of ['acquirer_approved', 'shop_only', 'acquirer_declined', 'key_stolen', 'training']) {
        test(`axe finds nothing in the answer to ${id}`, async ({ page }) => {
          await open(page, `#${sample(id).digits}`);
          await expectVerdict(page, { outcome: 'verified' });
          await page.locator('compare-view button[data-answer=different]').click();
          await unfold(page);
          expect(await violations(page)).toEqual([]);
        });
      }

      test('axe finds nothing in the failures', async ({ page }) => {
        await open(page);
        for (const id of ['unknown_shop', 'altered']) {
          await upload(page, sample(id).path);
          await expect(page.locator('[data-verdict]:not([data-outcome=verified])')).toBeVisible();
          await unfold(page);
          expect(await violations(page)).toEqual([]);
        }
        await page.evaluate(() => (location.hash = 'nothing'));
        await expectVerdict(page, { outcome: 'unreadable' });
        expect(await violations(page)).toEqual([]);
      });
    });
  }
}

test('language comes from the browser and can be switched, also under an answer', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await open(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.locator('.hero h1')).toHaveText('对付款有争议？');
  await upload(page, sample('acquirer_approved').path);
  await expectVerdict(page, { code: 'acquirer_approved' });
  await expect(page.locator('verdict-view h1')).toHaveText('收单机构称已批准');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('verdict-view h1')).toHaveText('Acquirer says approved');
  await context.close();
});

test.describe('360 pixels', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('nothing scrolls sideways, and everything to press is 44 pixels or more', async ({ page }) => {
    const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
    await open(page);
    expect(await width()).toBe(360);
    await upload(page, sample('twenty_items').path);
    await expectVerdict(page, { outcome: 'verified' });
    await unfold(page);
    expect(await width()).toBe(360);
    for (const target of await page.locator('button:visible, a:visible, summary:visible').all()) {
      const box = await target.boundingBox();
      expect(Math.round(box?.height ?? 0), await target.innerText()).toBeGreaterThanOrEqual(44);
    }
  });
});

test('the keyboard reaches the ways in, in order', async ({ page }) => {
  await open(page);
  const reached: (string | null)[] = [];
  for (let press = 0; press < 6; press += 1) {
    await page.keyboard.press('Tab');
    reached.push(
      await page.evaluate(() => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return active?.getAttribute('data-way') ?? null;
      }),
    );
  }
  expect(reached.filter((way) => way !== null)).toEqual(['scan', 'photo', 'paste']);
});
