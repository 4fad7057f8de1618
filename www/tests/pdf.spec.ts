import { writeFileSync } from 'node:fs';
import { pdf, payload } from './files';
import { expect, expectVerdict, open, sample, test, upload } from './page';

const APPROVED = { code: 'acquirer_approved', level: 'E2' };
const slip = sample('acquirer_approved').path;
const file = (buffer: Buffer, name = 'receipt.pdf', type = 'application/pdf') => payload(name, type, buffer);

test.use({ serviceWorkers: 'block' });

test('a receipt as PDF verifies, also when its name and type say nothing', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await open(page);
  await upload(page, sample('shop_only').path);
  await expectVerdict(page, { code: 'terminal_signed' });
  // Nobody pays for the PDF reader before a PDF comes.
  expect(fetched.filter((url) => url.includes('pdf'))).toEqual([]);
  await upload(page, file(pdf({ pages: [slip] })));
  await expectVerdict(page, APPROVED);
  await upload(page, file(pdf({ pages: [sample('refund').path] }), 'download', 'application/octet-stream'));
  await expectVerdict(page, { code: 'refund_signed' });
});

test('the code may stand on the third page, not on the fourth', async ({ page }) => {
  await open(page);
  await upload(page, file(pdf({ pages: [null, null, slip] })));
  await expectVerdict(page, APPROVED);
  await upload(page, file(pdf({ pages: [null, null, null, slip] })));
  await expect(page.locator('[data-trouble=pdf_long]')).toContainText('4 pages; the first 3');
});

test('several receipts in one PDF are offered for choice', async ({ page }) => {
  await open(page);
  await upload(page, file(pdf({ pages: [sample('shop_only').path, slip] })));
  await page.locator('[data-choice] li button').nth(1).click();
  await expectVerdict(page, APPROVED);
});

test('no code, a password, damage: each says what it is', async ({ page }) => {
  await open(page);
  await upload(page, file(pdf({ pages: [null] })));
  await expect(page.locator('[data-trouble=pdf_no_code] h2')).toBeFocused();
  await upload(page, file(pdf({ pages: [slip], locked: true })));
  await expect(page.locator('[data-trouble=pdf_locked]')).toContainText('password');
  await upload(page, file(Buffer.from('%PDF-1.7\nnot much of one')));
  await expect(page.locator('[data-trouble=pdf_broken]')).toBeVisible();
  const large = test.info().outputPath('large.pdf');
  writeFileSync(large, Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(31 * 1024 * 1024)]));
  await upload(page, large);
  await expect(page.locator('[data-trouble=pdf_too_large]')).toBeVisible();
  await expect(page.locator('ways-in button')).toHaveCount(3);
});

test('without the PDF reader the sentence says what helps', async ({ page }) => {
  await page.route(/\/pdf-[^/]*\.js$/, (route) => route.abort());
  await open(page);
  await upload(page, file(pdf({ pages: [slip] })));
  await expect(page.locator('[data-trouble=pdf_unavailable]')).toContainText('screenshot');
});

test('where no Worker can be made, PDFs are read in the page', async ({ page }) => {
  await page.addInitScript(() => {
    window.Worker = function () {
      throw new DOMException('no Worker here', 'SecurityError');
    } as unknown as typeof Worker;
  });
  await open(page);
  await upload(page, file(pdf({ pages: [slip] })));
  await expectVerdict(page, APPROVED);
});
