/** Lists, offers and look-ups for everybody: axe in both languages and both themes, narrow screens, targets that a thumb hits. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { SHOP, edition, expectRefresh, keyOf, openPanel, pasteText, publish, shopEntry, signed, snapshotOf, stranger, withShop } from './lists';
import { expect, open, sample, test } from './page';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function expectAccessible(page: Page): Promise<void> {
  const results = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  expect(results.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(' ')}`))).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
  for (const target of await page.locator('trust-panel, trust-offer, domain-lookup, .news').locator('button:visible, summary:visible').all()) {
    expect(Math.round((await target.boundingBox())?.height ?? 0), await target.innerText()).toBeGreaterThanOrEqual(44);
  }
}

for (const locale of ['zh-CN', 'en']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme, viewport: { width: 360, height: 740 }, serviceWorkers: 'block', askable: [SHOP] });
      test.beforeEach(({ page }) => page.addInitScript({ content: axe }));

      test('axe finds nothing in offers, the panel, the news and the look-up', async ({ page, context }) => {
        await context.route(`${SHOP}/**`, (route) => route.fulfill({ status: 404, headers: { 'access-control-allow-origin': '*' } }));
        let body = snapshotOf(signed(edition(0), keyOf('registry')));
        await publish(page, () => ({ body }));
        await open(page, `#${sample('unknown_shop').digits}`);
        await page.locator('domain-lookup button').click();
        await page.locator('[data-lookup=missing]').waitFor();
        await expectAccessible(page);

        await pasteText(page, JSON.stringify({ ...stranger().jwk, iss: 'https://market-registry.example' }));
        await page.locator('[data-offer=keys]').waitFor();
        await expectAccessible(page);
        await page.locator('[data-decision=session]').click();
        await pasteText(page, signed({ ...edition(9), iss: 'https://nobody.example' }, stranger()));
        await page.locator('[data-offer=refused]').waitFor();
        await expectAccessible(page);
        await page.locator('[data-decision=decline]').click();
        await pasteText(page, JSON.stringify({ version: 1, iss: 'https://me.example', issuers: [shopEntry()] }));
        await page.locator('[data-offer=list]').waitFor();
        await expectAccessible(page);
        await page.locator('[data-decision=session]').click();

        await openPanel(page);
        await expectRefresh(page, 'failed', 'list_rolled_back');
        body = snapshotOf(signed(withShop(2), keyOf('registry')));
        await page.locator('[data-act=refresh]').click();
        await page.locator('[data-act=again]').waitFor();
        await expectAccessible(page);
        const said = await page.locator('receipt-app').innerText();
        expect(said).not.toMatch(/\b(trust|offer|refresh|fetch|refused|lookup|news)\.[a-z_]+|[{}]/);
      });
    });
  }
}
