/** An answer on paper: words instead of colours, the code kept, nothing to press. */

import type { Page } from '@playwright/test';
import { expect, expectVerdict, open, sample, test, upload, verdict } from './page';

/** The page as it goes to the printer, with the events that come with printing. */
async function printing(page: Page): Promise<void> {
  await expect(page.locator('about-build')).toBeAttached();
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
}

async function pages(page: Page, format: 'A4' | 'Letter'): Promise<number> {
  const pdf = (await page.pdf({ format })).toString('latin1');
  return Math.max(...Array.from(pdf.matchAll(/\/Count (\d+)/g), ([, count]) => Number(count)));
}

/** Luminance 0 … 1 of a computed colour. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}

test.use({ viewport: { width: 794, height: 1123 } });

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('everything that is printed is dark on white, and nothing can be pressed', async ({ page }) => {
      await open(page, `#${sample('acquirer_approved').digits}`);
      await expectVerdict(page, { code: 'acquirer_approved' });
      await expect(page.locator('phone-view img')).toBeVisible();
      await printing(page);
      await expect(verdict(page)).toContainText('Acquirer says approved');
      await expect(verdict(page)).toContainText('E2');
      await expect(page.locator('[data-fold=checks] li').first()).toBeVisible();
      await expect(page.locator('[data-fold=decoded]')).toBeHidden();
      await expect(page.getByText('This sheet shows nothing by itself')).toBeVisible();
      // The name of the page stays; no other button does.
      for (const button of await page.locator('button:visible, a:visible, input:visible').all()) await expect(button).toHaveClass(/brand/);
      const colours = await verdict(page).evaluate((section) =>
        [...section.querySelectorAll('h1, .sentence, .badge, .level b, .ribbon, .ages')].map((element) => {
          const { color, backgroundColor } = getComputedStyle(element);
          return { name: element.className || element.tagName, color, backgroundColor };
        }),
      );
      expect(colours.length).toBeGreaterThan(4);
      for (const { name, color, backgroundColor } of colours) {
        expect(luminance(color), name).toBeLessThan(0.25);
        expect(backgroundColor === 'rgba(0, 0, 0, 0)' || luminance(backgroundColor) === 1, name).toBe(true);
      }
    });
  });
}

test('the printed code is this receipt', async ({ page }) => {
  await open(page, `#${sample('acquirer_approved').digits}`);
  await expectVerdict(page, { code: 'acquirer_approved' });
  await expect(page.locator('phone-view img')).toBeVisible();
  await printing(page);
  const path = test.info().outputPath('code.png');
  await page.locator('phone-view figure').screenshot({ path });
  await page.emulateMedia({ media: null });
  await upload(page, path);
  await expectVerdict(page, { code: 'acquirer_approved' });
});

test('folds are as they were once the sheet is printed', async ({ page }) => {
  await open(page, `#${sample('shop_only').digits}`);
  await expectVerdict(page, { code: 'terminal_signed' });
  await printing(page);
  await expect(page.locator('[data-fold=checks]')).toHaveAttribute('open', '');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(page.locator('[data-fold=checks]')).not.toHaveAttribute('open', '');
});

for (const format of ['A4', 'Letter'] as const) {
  test(`${format}: two sheets for a usual receipt, three for a long one, one for a refusal`, async ({ page }) => {
    for (const [id, most] of [
      ['acquirer_approved', 2],
      ['twenty_items', 3],
      ['unknown_shop', 1],
    ] as const) {
      await page.goto('about:blank');
      await open(page, `#${sample(id).digits}`);
      await expect(verdict(page)).toBeVisible();
      await expect(page.locator('about-build')).toBeAttached();
      if (most > 1) await expect(page.locator('phone-view img')).toBeVisible();
      expect(await pages(page, format), id).toBeLessThanOrEqual(most);
    }
  });
}

test('a refused receipt prints the reason and nothing of its content', async ({ page }) => {
  await open(page, `#${sample('altered').digits}`);
  await expectVerdict(page, { outcome: 'rejected' });
  await printing(page);
  await expect(page.locator('receipt-view')).toHaveCount(0);
  await expect(page.locator('phone-view')).toHaveCount(0);
  await expect(page.locator('body')).not.toContainText('18.65');
});
