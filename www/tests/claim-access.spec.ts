/** The dispute for everybody: axe in both languages and both themes, narrow screens, large letters, targets that a thumb hits. */

import type { Page } from '@playwright/test';
import { axe, violations } from './axe';
import { bring, csv, disagree, lay, linkFrom, press, write, choose } from './dispute';
import { expect, open, payloadOf, sample, test } from './page';

async function expectAccessible(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
  for (const target of await page.locator('dispute-view').locator('button:visible, summary:visible, select:visible, input:visible').all()) {
    // A thumb hits a box's label as well as the box.
    const height = await target.evaluate((element) => (element.matches('[type=checkbox]') ? (element.closest('label') ?? element) : element).getBoundingClientRect().height);
    expect(Math.round(height), await target.innerText()).toBeGreaterThanOrEqual(44);
  }
}

for (const locale of ['zh-CN', 'en']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${locale}, ${colorScheme}, 360 pixels`, () => {
      test.use({ locale, colorScheme, viewport: { width: 360, height: 740 }, serviceWorkers: 'block' });
      test.beforeEach(({ page }) => page.addInitScript(axe));

      test('axe finds nothing from the sentence to the file and the other phone', async ({ page }) => {
        await open(page, `#${sample('wechat').digits}`);
        await disagree(page);
        await expectAccessible(page);
        await choose(page, 'wrong_amount');
        await write(page, 'amount', '28');
        await expect(page.locator('[data-part=conflicts]')).toBeVisible();
        await expectAccessible(page);
        await lay(page, 'customer', csv('account.csv', ['Booked,What for,Out,In', '22/11/2026,TENGHUI,186.50,', '23/11/2026,Salary,,5000.00']));
        await expect(page.locator('bill-columns')).toBeVisible();
        await page.locator('bill-columns summary').click();
        await expectAccessible(page);
        await page.locator('[data-columns=cancel]').click();
        await lay(page, 'customer', payloadOf('samples/wechat_bill.csv', 'text/csv'));
        await expect(page.locator('[data-match]')).toBeVisible();
        await bring(page, sample('acquirer_approved').link);
        await linkFrom(page, 'customer');
        await expect(page.locator('hand-over img')).toBeVisible();
        for (const fold of await page.locator('answer-view summary').all()) await fold.click();
        await expectAccessible(page);
      });

      test('axe finds nothing where the argument stops', async ({ page }) => {
        await open(page, `#${sample('acquirer_approved').digits}`);
        await disagree(page);
        await choose(page, 'not_my_card');
        await press(page, 'card_state', 'stolen');
        await expect(page.locator('[data-stop]')).toBeVisible();
        await expectAccessible(page);
      });
    });
  }
}

test.describe('letters twice as large', () => {
  test.use({ viewport: { width: 360, height: 740 }, serviceWorkers: 'block' });

  test('nothing is cut off or wider than the screen', async ({ page }) => {
    await open(page, `#${sample('wechat').digits}`);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    await disagree(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await choose(page, 'never_paid');
    await lay(page, 'customer', payloadOf('samples/wechat_bill.csv', 'text/csv'));
    await expect(page.locator('[data-match]')).toBeVisible();
    await linkFrom(page, 'customer');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});

test.describe('by the keyboard alone', () => {
  test('from the verdict to the answer', async ({ page }) => {
    await open(page, `#${sample('acquirer_approved').digits}`);
    await expect(page.locator('[data-act=disagree]')).toBeVisible();
    // The verdict has the focus; what two people in a dispute need comes next.
    await page.keyboard.press('Tab');
    await expect(page.locator('[data-act=disagree]')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-claim=never_paid]')).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.locator('[data-claim=never_paid]')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-answer][data-claim=never_paid]')).toBeVisible();
  });
});
