/** Who stands behind a receipt, in the widget: one press, fetched with it, and out of the page's reach. */

import { axe, violations } from './axe';
import { ACQUIRER, ACQUIRER_PHONE, SHOP, Signer, TERMINAL, list, receipt, terminalKey } from './issuer';
import { sample } from './page';
import { PACKAGE, expect, lookInside, pageWith, test } from './package/hosts';

const till = new Signer(SHOP);
const acquirer = new Signer(ACQUIRER);
const inline = `<script type="application/json" id="list">${JSON.stringify(list([terminalKey(till)], { acquirer }))}</script>`;
const brought = `<receipt-verifier lang="en" trust="#list" receipt="${receipt(till)}"></receipt-verifier>`;
const shipped = `<receipt-verifier lang="en" receipt="${sample('acquirer_approved').link}"></receipt-verifier>`;

/** The package's modules rather than the one file. */
const inParts = { script: '/dist/element.js' };

test.beforeEach(({ page }) => lookInside(page));

test('nothing of it is fetched before the press', async ({ page, host }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const shop = await host({ '/': pageWith(shipped, inParts) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await expect(page.locator('.vouching')).toBeVisible();
  const early = (): readonly string[] => asked.filter((path) => path.includes('card'));
  expect(early()).toEqual([]);
  await page.getByText('Who stands behind this receipt?').click();
  await expect(page.locator('.vouching .answer li').first()).toContainText('SAMPLE: nobody vouches');
  expect(early()).toEqual(['/dist/terminal-card.js', '/dist/card-words-en.js']);
});

test('keys that the page brought are said to be the page’s own word, and none of its numbers is offered', async ({ page, host }) => {
  const shop = await host({ '/': pageWith(inline + brought) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await page.getByText('Who stands behind this receipt?').click();
  await expect(page.locator('.vouching .answer')).toHaveAttribute('data-standing', 'host');
  await expect(page.locator('.vouching .answer')).toContainText('This page itself supplied the keys.');
  await expect(page.locator('.vouching ol > li').last()).toContainText(TERMINAL);
  await page.getByText('Check by phone').click();
  await expect(page.locator('.vouching')).toContainText('This page brought the list, so no number in it is worth ringing.');
  await expect(page.locator('.vouching')).not.toContainText(ACQUIRER_PHONE);
});

test('no part of it is the page’s to style, and it stays open in another language', async ({ page, host }) => {
  const shop = await host({ '/': pageWith(shipped) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await page.getByText('Who stands behind this receipt?').click();
  await expect(page.locator('.vouching ol')).toBeVisible();
  await expect(page.locator('.vouching [part], [part] .vouching')).toHaveCount(0);
  await page.locator('receipt-verifier').evaluate((widget) => widget.setAttribute('lang', 'zh-CN'));
  await expect(page.locator('.vouching .answer li').first()).toContainText('示例：没有人为这台终端担保');
});

test('a part that cannot be fetched says so, and is asked for again', async ({ page, host }) => {
  const shop = await host({ '/': pageWith(shipped, inParts) }, { folder: PACKAGE });
  await page.route('**/card-words-en.js', (route) => route.abort());
  await page.goto(shop.origin);
  await page.getByText('Who stands behind this receipt?').click();
  await expect(page.locator('.vouching')).toContainText('This part didn’t load.');
  await page.unroute('**/card-words-en.js');
  await page.getByText('Who stands behind this receipt?').click();
  await page.getByText('Who stands behind this receipt?').click();
  await expect(page.locator('.vouching ol')).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing with all of it open, ${theme}`, async ({ page, host }) => {
    await page.addInitScript(axe);
    const shop = await host({ '/': pageWith(shipped.replace('lang=', `theme="${theme}" lang=`)) }, { folder: PACKAGE });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(shop.origin);
    await page.getByText('Who stands behind this receipt?').click();
    await expect(page.locator('.vouching ol')).toBeVisible();
    for (const summary of await page.locator('.vouching details > summary').all()) await summary.click();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
}
