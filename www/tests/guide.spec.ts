/** The counter cards: a sheet for customers and one for staff, in both languages, each on exactly one page of paper. */

import type { Page } from '@playwright/test';
import { installed } from './app';
import { axe, violations } from './axe';
import { disputeSample, settled } from './dispute';
import { expect, test } from './page';

const READERS = ['customer', 'staff'] as const;

async function show(page: Page, reader: string): Promise<void> {
  await page.goto(`/guide/#${reader}`);
  await expect(page.locator(`[data-sheet=${reader}]`)).toBeVisible();
}

for (const locale of ['zh-CN', 'en']) {
  test.describe(`paper, ${locale}`, () => {
    test.use({ locale, viewport: { width: 794, height: 1123 } });

    for (const reader of READERS) {
      test(`the sheet for ${reader} is one page of A4, filled by half at least, with room to write by hand`, async ({ page }) => {
        await show(page, reader);
        await page.emulateMedia({ media: 'print' });
        for (const control of await page.locator('button, a, input').all()) await expect(control).toBeHidden();
        await expect(page.locator('.pictures svg')).toHaveCount(4);
        for (const written of await page.locator('.written').all()) expect((await written.boundingBox())?.height ?? 0).toBeGreaterThan(18);
        const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
        expect(Math.max(...Array.from(pdf.matchAll(/\/Count (\d+)/g), ([, count]) => Number(count)))).toBe(1);
        expect((await page.locator('.sheet').boundingBox())?.height ?? 0).toBeGreaterThan(560);
      });

      test(`what a shop fills in as long as it may is still one page: ${reader}`, async ({ page }) => {
        await show(page, reader);
        for (const field of await page.locator('[data-blank]').all()) await field.fill('+86 571 8888 0000 转 8001，早 9 点到晚 9 点，找李经理或王'.slice(0, 40));
        await page.emulateMedia({ media: 'print' });
        await expect(page.locator('.written').first()).toContainText('8001');
        const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
        expect(Math.max(...Array.from(pdf.matchAll(/\/Count (\d+)/g), ([, count]) => Number(count)))).toBe(1);
      });
    }
  });
}

test('what is filled in stays on the page: not in its address, not in storage, gone with a reload', async ({ page }) => {
  await show(page, 'customer');
  await page.locator('[data-blank=acquirer]').fill('+86 571 8888 0000');
  await page.locator('[data-reader=staff]').click();
  // One acquirer for both sheets.
  await expect(page.locator('[data-blank=acquirer]')).toHaveValue('+86 571 8888 0000');
  expect(page.url()).toMatch(/\/guide\/#staff$/);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  await page.reload();
  await expect(page.locator('[data-blank=acquirer]')).toHaveValue('');
});

test('the keyboard alone chooses the sheet and the language', async ({ page }) => {
  await show(page, 'customer');
  await page.locator('[data-reader=staff]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-sheet=staff] h2')).toBeFocused();
  await expect(page).toHaveTitle('When somebody says “I never paid that”');
  await page.locator('header button').focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle('有人说“这笔我没付过”');
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
});

test('the verifier’s page leads to it, without a network too, and it leads back', async ({ page, context }) => {
  await installed(page);
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Counter cards' }).click();
  await expect(page.locator('[data-sheet=customer]')).toBeVisible();
  await page.getByRole('link', { name: 'To the verifier' }).click();
  await expect(page.locator('ways-in')).toBeVisible();
});

test('each side’s next steps lead to its own sheet, and the dispute stays where it is', async ({ page, context }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  for (const [side, reader] of [['customer', 'customer'], ['merchant', 'staff']] as const) {
    const opened = context.waitForEvent('page');
    await page.locator(`[data-next=${side}] .card-link`).click();
    const sheet = await opened;
    await expect(sheet.locator(`[data-sheet=${reader}]`)).toBeVisible();
    await sheet.close();
    await expect(settled(page)).toBeVisible();
  }
});

for (const locale of ['zh-CN', 'en']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme, viewport: { width: 360, height: 740 } });

      test('axe finds nothing, nothing scrolls sideways, everything to press is 44 pixels or more, no sentence is missing', async ({ page }) => {
        await page.addInitScript(axe);
        for (const reader of READERS) {
          await show(page, reader);
          expect(await violations(page)).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
          for (const target of await page.locator('button:visible, a:visible, input:visible').all()) {
            expect(Math.round((await target.boundingBox())?.height ?? 0), await target.innerText()).toBeGreaterThanOrEqual(44);
          }
          expect(await page.getByRole('main').innerText()).not.toMatch(/guide\./);
        }
      });
    });
  }
}
