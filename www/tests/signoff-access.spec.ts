/** Signing for everybody: axe in both languages and both themes, narrow screens, targets that a thumb hits, the keyboard, paper. */

import type { Page } from '@playwright/test';
import { axe, violations } from './axe';
import { focused } from './dispute';
import { expect, sample, test } from './page';
import { Authenticator, ack, agree, deal, say, sign, toSigningSample } from './signing';

async function expectAccessible(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
  for (const target of await page.locator('signing-view').locator('button:visible, summary:visible, label:has(input[type=checkbox]):visible, input:not([type=checkbox]):visible').all()) {
    expect(Math.round((await target.boundingBox())?.height ?? 0), await target.innerText()).toBeGreaterThanOrEqual(44);
  }
}

for (const locale of ['zh-CN', 'en']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${locale}, ${colorScheme}, 360 pixels`, () => {
      test.use({ locale, colorScheme, viewport: { width: 360, height: 740 }, serviceWorkers: 'block' });
      test.beforeEach(({ page }) => page.addInitScript(axe));

      test('axe finds nothing from the question to what was signed', async ({ page }) => {
        await Authenticator.at(page, {});
        await page.goto(`/#${sample('acquirer_approved').digits}`);
        await page.locator('[data-act=sign]').click();
        await expect(page.locator('[data-ask=side]')).toBeVisible();
        await expectAccessible(page);
        await page.locator('[data-whose=customer]').click();
        await page.locator('[data-answer-said=amount_differs]').click();
        await expectAccessible(page);
        await say(page, 'not_recognised');
        await expectAccessible(page);
        await sign(page);
        await page.locator('own-keys summary').click();
        await page.locator('own-keys [data-act=remove-key]').click();
        await expectAccessible(page);
        await page.locator('[data-act=leave]').click();
        await expect(ack(page, 'not_recognised')).toBeVisible();
        expect(await violations(page)).toEqual([]);
      });

      test('axe finds nothing from what was agreed to the proposal', async ({ page }) => {
        await toSigningSample(page, 'acquirer_approved', 'merchant');
        await expect(page.locator('handed-code img')).toBeVisible();
        await expectAccessible(page);
        await page.locator('[data-act=write-terms]').click();
        await page.locator('[data-remedy=refund]').click();
        await expectAccessible(page);
        await page.goBack();
        await agree(page);
        await expectAccessible(page);
        await sign(page, 'device_key');
        await expect(deal(page)).toHaveAttribute('data-settlement', 'proposed');
        await expectAccessible(page);
      });
    });
  }
}

test('by keyboard alone: each screen is where the keyboard is, and Back goes one screen back', async ({ page }) => {
  await toSigningSample(page, 'acquirer_approved', 'customer');
  expect(await focused(page)).toBe('h1 Is this yours?');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('h1 Before you sign');
  await page.goBack();
  await expect.poll(() => focused(page)).toBe('h1 Is this yours?');
  await page.goBack();
  await expect(page.locator('[data-verdict]')).toBeVisible();
});

test('on paper stand the answer and what it does not show', async ({ page }) => {
  await toSigningSample(page, 'acquirer_approved', 'customer');
  await say(page, 'not_recognised');
  await sign(page, 'device_key');
  await page.locator('[data-act=leave]').click();
  await expect(ack(page, 'not_recognised')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(ack(page, 'not_recognised')).toBeVisible();
  await expect(page.locator('sign-offs')).toContainText('A key is not a person');
  await expect(page.locator('[data-act=sign]')).toBeHidden();
});
