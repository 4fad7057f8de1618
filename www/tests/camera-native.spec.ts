/** The browser's own detector works beside ours; Chromium on Linux has none, so the test brings one. */

import { asked, lend, lendDetector, type Lens } from './cameras';
import { expect, expectVerdict, open, sample, test, upload, type FilePayload } from './page';

const APPROVED = { code: 'acquirer_approved', level: 'E2' };
const SHOP = { code: 'terminal_signed' };
const main = (shows: string): readonly Lens[] => [{ id: 'main', label: 'Back Camera', shows }];

test('live: theirs is first where ours sees nothing', async ({ page }) => {
  await lend(page, main('table'));
  await lendDetector(page, { finds: [sample('shop_only').link] });
  await open(page);
  await page.locator('[data-way=scan]').click();
  await expectVerdict(page, SHOP);
  expect((await asked(page)).stopped).toEqual(['main']);
});

test('live: ours is first where theirs is slow, and theirs is dropped', async ({ page }) => {
  await lend(page, main('acquirer_approved'));
  await lendDetector(page, { finds: [sample('shop_only').link], after: 6_000 });
  await open(page);
  await page.locator('[data-way=scan]').click();
  await expectVerdict(page, APPROVED);
  await page.waitForTimeout(6_500);
  await expectVerdict(page, APPROVED);
});

test('live: theirs fails, ours reads', async ({ page }) => {
  await lend(page, main('acquirer_approved'));
  await lendDetector(page, { throws: true });
  await open(page);
  await page.locator('[data-way=scan]').click();
  await expectVerdict(page, APPROVED);
});

test('live: a code that is no receipt ends nothing, and can be looked at', async ({ page }) => {
  await lend(page, main('table'));
  await lendDetector(page, { finds: ['https://menu.example/table/7'] });
  await open(page);
  await page.locator('[data-way=scan]').click();
  await expect(page.locator('camera-view .caption')).toHaveText("This code isn't a receipt's");
  await expect(page.locator('[data-verdict]')).toHaveCount(0);
  await page.locator('[data-tool=foreign]').click();
  await expectVerdict(page, { outcome: 'unreadable', code: 'not_a_receipt' });
});

test('live: a foreign code by theirs does not keep ours from reading the receipt', async ({ page }) => {
  await lend(page, main('acquirer_approved'));
  await lendDetector(page, { finds: ['WIFI:S:shop;;'] });
  await open(page);
  await page.locator('[data-way=scan]').click();
  await expectVerdict(page, APPROVED);
});

test('live: without a decoder of ours, theirs goes on alone', async ({ page }) => {
  await page.route(/scan_bg.*\.wasm/, (route) => route.abort());
  await lend(page, main('table'));
  await lendDetector(page, { finds: [sample('shop_only').link], after: 2_000 });
  await open(page);
  await page.locator('[data-way=scan]').click();
  await expectVerdict(page, SHOP);
});

test('picture: theirs reads what ours does not', async ({ page }) => {
  await lendDetector(page, { finds: [sample('shop_only').link] });
  await open(page);
  await upload(page, blank());
  await expectVerdict(page, SHOP);
});

test('picture: theirs fails, or sees another code; ours reads', async ({ page }) => {
  for (const detector of [{ throws: true }, { finds: ['hello'] }]) {
    await lendDetector(page, detector);
    await open(page);
    await upload(page, sample('acquirer_approved').path);
    await expectVerdict(page, APPROVED);
  }
});

test('picture: a slow one of theirs does not hold up ours', async ({ page }) => {
  await lendDetector(page, { after: 60_000 });
  await open(page);
  await upload(page, sample('acquirer_approved').path);
  await expectVerdict(page, APPROVED);
});

/** A picture with nothing in it. */
function blank(): FilePayload {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><rect width="400" height="400" fill="#ccc"/></svg>';
  return { name: 'blank.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) };
}
