import { EXPECTED } from './expected';
import { expect, expectVerdict, open, sample, samples, test, upload, verdict } from './page';

test('the shelf has every sample', async ({ page }) => {
  await open(page);
  expect(samples.map(({ id }) => id)).toEqual(Object.keys(EXPECTED));
  await expect(page.locator('[data-sample]')).toHaveCount(samples.length);
});

for (const [id, expected] of Object.entries(EXPECTED)) {
  test(`${id}: its picture gets its answer`, async ({ page }) => {
    await open(page);
    await upload(page, sample(id).path);
    await expectVerdict(page, expected);
    await expect(verdict(page)).toContainText('示例 SAMPLE');
    // Only a verified receipt shows what it says.
    await expect(page.locator('receipt-view')).toHaveCount(expected.outcome === 'verified' ? 1 : 0);
    await expect(page.locator('phone-view section')).toHaveCount(expected.outcome === 'verified' ? 1 : 0);
    // Every code has its sentence.
    const said = await page.locator('verdict-view').innerText();
    expect(said).not.toMatch(/\b(verdict|remedy|check|limit|note|part|value|receipt\.row|trouble)\.[a-z_]+/);
    expect(said).not.toMatch(/[{}]/);
  });
}

test('one click on the shelf checks, another downloads', async ({ page }) => {
  await open(page);
  const slip = page.locator('[data-sample=shop_only]');
  const download = page.waitForEvent('download');
  await slip.locator('a[download]').click();
  expect((await download).suggestedFilename()).toBe('shop_only.png');
  await slip.getByRole('button').click();
  await expectVerdict(page, { code: 'terminal_signed' });
});

test('changed print: "different" says plainly that the code is genuine and the paper is not', async ({ page }) => {
  await open(page);
  await upload(page, sample('paper_altered').path);
  await expectVerdict(page, { outcome: 'verified' });
  await page.locator('compare-view button[data-answer=different]').click();
  const answer = page.locator('compare-view .answer[data-answer=different]');
  await expect(answer).toContainText("The paper isn't what was signed");
  await page.locator('compare-view button').click();
  await page.locator('compare-view button[data-answer=same]').click();
  await expect(page.locator('compare-view .answer[data-answer=same]')).toBeVisible();
});

test('a receipt reads like a receipt', async ({ page }) => {
  await open(page);
  await upload(page, sample('acquirer_approved').path);
  await expectVerdict(page, { level: 'E2' });
  const paper = page.locator('receipt-view');
  await expect(paper.locator('.amount')).toContainText('186.50');
  await expect(paper.locator('[data-row=card]')).toContainText('••••4417');
  await expect(paper.locator('[data-row=time]')).toContainText('UTC+8');
  await expect(paper.locator('[data-row=code]')).toHaveText('183442');
  await expect(paper.locator('[data-row=card_kind]')).toContainText('normally differs from the plastic card');
});

test('items beside the code show when the link brings them, and are said to be elsewhere when the paper is all there is', async ({
  page,
}) => {
  // The sample's link is the text form, not digits.
  await open(page, `#${sample('items_apart').digits}`);
  await expectVerdict(page, { code: 'terminal_signed' });
  await expect(page.locator('receipt-view .items li')).toHaveCount(20);
  await expect(page.locator('verdict-view')).toContainText('the very items');
  await upload(page, sample('items_apart').path);
  await expect(page.locator('receipt-view .items li')).toHaveCount(0);
  await expect(page.locator('receipt-view')).toContainText('fingerprint is signed');
  await expect(page.locator('phone-view')).toContainText('without its items');
});

test('a failure shows no content and leaves the ways in open', async ({ page }) => {
  await open(page);
  await upload(page, sample('altered').path);
  await expectVerdict(page, { outcome: 'rejected' });
  const said = await page.locator('receipt-app').innerText();
  expect(said).not.toContain('186.50');
  expect(said).not.toContain('4417');
  await expect(page.locator('ways-in button')).toHaveCount(3);
  await upload(page, sample('shop_only').path);
  await expectVerdict(page, { outcome: 'verified' });
});
