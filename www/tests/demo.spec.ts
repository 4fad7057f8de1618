/** The shop's page: the widget in all three views, in a real page under the strict policy. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect, test } from './page';
import { lookInside } from './package/hosts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Widget extends HTMLElement {
  readonly report: { readonly code: string } | null;
}

for (const locale of ['zh-CN', 'en']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme, viewport: { width: 360, height: 740 } });

      test('every widget answers, nothing scrolls sideways, axe finds nothing', async ({ page }) => {
        await lookInside(page);
        await page.addInitScript({ content: axe });
        await page.goto('/demo/');
        await expect
          .poll(() => page.evaluate(() => [...document.querySelectorAll<Widget>('receipt-verifier')].map(({ report }) => report?.code)))
          .toEqual(['refund_signed', 'acquirer_approved', 'terminal_signed', 'acquirer_declined', 'issuer_unknown']);
        await expect(page.locator('#event')).toContainText('receipt-verifier:');
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
        const { violations } = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.flat().join(' ')).join(', ')}`)).toEqual([]);
      });
    });
  }
}

test('one press changes the language of the page and of every widget', async ({ page }) => {
  await lookInside(page);
  await page.goto('/demo/');
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('.receipt [part=title]')).toHaveText('收单机构称已批准');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('.receipt [part=title]')).toHaveText('Acquirer says approved');
  await expect(page.locator('h1')).toHaveText(/Thank you/);
});
