/** A statement file at the answer: whose it is, which line fits, what it covers; and that it goes nowhere. */

import { bring, csv, disputeSample, expectSettled, focused, lay } from './dispute';
import { stored } from './lists';
import { expect, payloadOf, sample, test } from './page';

const WECHAT = payloadOf('samples/wechat_bill.csv', 'text/csv');

/** A bank's table that nobody knows. */
const TABLE = ['Booked,What for,Out,In,Left', '21/11/2026,Sample bakery,12.30,,900.00', '22/11/2026,TENGHUI TEA HZ,186.50,,713.50', '23/11/2026,Salary,,5000.00,5713.50'];

test('a wallet’s file has the line by its transaction number, and who brought it decides what it counts for', async ({ page }) => {
  await disputeSample(page, 'wechat', 'never_paid');
  await lay(page, 'customer', WECHAT);
  const match = page.locator('[data-match]');
  await expect(match).toHaveAttribute('data-match', 'G1');
  await expect(match.locator('[data-line]')).toContainText('128.00');
  await expect(match.locator('[data-line]')).toContainText('腾辉茶叶店');
  await expect(match.locator('[data-fields=matched] [data-name=reference]')).toBeVisible();
  await expect(page.locator('[data-unsigned]')).toContainText('Nobody has signed this file');
  await expect(page.locator('[data-coverage]')).toContainText('2026-11-15');
  // Against its supplier's interest, beside the acquirer's word.
  await expectSettled(page, { level: 'E4', answer: 'confirmed' });
  await page.locator('[data-bill=forget]').click();
  await expect(match).toHaveCount(0);
  await expectSettled(page, { level: 'E2' });
});

test('the shop’s file does not count for the shop', async ({ page }) => {
  await disputeSample(page, 'wechat', 'never_paid');
  await lay(page, 'merchant', WECHAT);
  await expect(page.locator('[data-match]')).toHaveAttribute('data-match', 'G1');
  await expectSettled(page, { level: 'E2' });
});

test('the keyboard goes from step to step', async ({ page }) => {
  await disputeSample(page, 'wechat', 'never_paid');
  await page.locator('[data-bill=open]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-step=whose]')).toBeVisible();
  expect(await focused(page)).toContain('Whose file');
  await page.locator('[data-whose=unknown]').focus();
  await page.keyboard.press('Enter');
  expect(await focused(page)).toContain('The file');
  await page.locator('bill-view [data-bill=cancel]').press('Enter');
  expect(await focused(page)).toContain('Use a statement file');
});

test('the sample file is offered with sample slips', async ({ page }) => {
  await disputeSample(page, 'wechat', 'never_paid');
  await page.locator('[data-bill=open]').click();
  await page.locator('[data-whose=customer]').click();
  await page.locator('[data-bill=sample]').click();
  await expect(page.locator('[data-match]')).toHaveAttribute('data-match', 'G1');
});

test('columns that are not known are confirmed by whoever knows them', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await lay(page, 'customer', csv('account.csv', TABLE));
  const columns = page.locator('bill-columns');
  await expect(columns.locator('tbody tr').first()).toContainText('Sample bakery');
  for (const [role, column] of [
    ['date', '0'],
    ['amount', ''],
    ['debit', '2'],
    ['credit', '3'],
    ['name', '1'],
  ] as const) await columns.locator(`select[data-role=${role}]`).selectOption(column);
  // What nobody could guess stands open.
  await columns.locator('input[data-written=currency_code]').fill('cny');
  await columns.locator('[data-columns=confirm]').click();
  await expect(page.locator('[data-match]')).toHaveAttribute('data-match', 'G3');
  await expect(page.locator('[data-match] [data-line]')).toContainText('186.50');
});

test('a table without a header shows its rows, and its columns can be told by number', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await lay(page, 'customer', csv('account.csv', TABLE.slice(1)));
  const columns = page.locator('bill-columns');
  await expect(columns.locator('tbody tr').first()).toContainText('Sample bakery');
  await expect(columns.locator('select[data-role=name] option')).toHaveCount(6);
});

test('without a date and an amount there is nothing to compare', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await lay(page, 'customer', csv('account.csv', TABLE));
  const columns = page.locator('bill-columns');
  for (const role of ['amount', 'debit', 'credit']) await columns.locator(`select[data-role=${role}]`).selectOption('');
  await columns.locator('[data-columns=confirm]').click();
  await expect(columns.getByRole('alert')).toContainText('A date and an amount are needed');
});

test('two lines alike: which one it is, the file does not show', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  const twice = WECHAT.buffer
    .toString('utf8')
    .replace(/^(2026-11-22 17:35:14.*)$/m, (line) => `${line}\n${line.replace('17:35:14', '17:36:02').replace('000488', '000499').replace('000317', '000319')}`);
  await lay(page, 'customer', { ...WECHAT, buffer: Buffer.from(twice) });
  await expect(page.locator('[data-match]')).toHaveAttribute('data-match', 'ambiguous');
  await expectSettled(page, { level: 'E2' });
});

test('not in the file is not “not charged”: what it covers stands beside it', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  const without = WECHAT.buffer.toString('utf8').replace(/^2026-11-22 17:35:14.*\n/m, '');
  await lay(page, 'merchant', { ...WECHAT, buffer: Buffer.from(without) });
  await expect(page.locator('[data-match]')).toHaveAttribute('data-match', 'none');
  await expect(page.locator('[data-coverage]')).toContainText('2026-11-30');
});

for (const [what, file, said] of [
  ['a PDF', { name: 'bill.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') }, 'PDF'],
  ['an empty file', { name: 'bill.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) }, 'Nothing stands in this file'],
  ['something else', { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Buy milk.\n') }, 'none of the formats'],
] as const) {
  test(`${what} is refused with a remedy, and another file may follow`, async ({ page }) => {
    await disputeSample(page, 'wechat', 'never_paid');
    await lay(page, 'customer', file);
    const refused = page.locator('[data-refused]');
    await expect(refused).toContainText(said);
    expect(await focused(page)).toContain('h3');
    await refused.locator('[data-bill=again]').click();
    await page.locator('bill-view input[type=file]').setInputFiles(WECHAT);
    await expect(page.locator('[data-match]')).toHaveAttribute('data-match', 'G1');
  });
}

test('a file that is dropped is read', async ({ page }) => {
  await disputeSample(page, 'wechat', 'never_paid');
  await page.locator('[data-bill=open]').click();
  await page.locator('[data-whose=customer]').click();
  const text = WECHAT.buffer.toString('utf8');
  await page.locator('bill-view .drop').evaluate((place, content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], 'bill.csv', { type: 'text/csv' }));
    place.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }));
  }, text);
  await expect(page.locator('[data-match]')).toHaveAttribute('data-match', 'G1');
});

test('further receipts are looked for in the file, too', async ({ page }) => {
  await disputeSample(page, 'wechat', 'charged_twice');
  await lay(page, 'customer', WECHAT);
  await expect(page.locator('[data-match]')).toHaveCount(1);
  await bring(page, sample('acquirer_approved').link);
  await expect(page.locator('[data-match]')).toHaveCount(2);
});

test('the file is stored nowhere, and no request leaves while it is read', async ({ page }) => {
  await disputeSample(page, 'wechat', 'never_paid');
  await lay(page, 'customer', { ...WECHAT, name: 'my-own-bill.csv' });
  await expect(page.locator('[data-match]')).toBeVisible();
  const everything = await stored(page);
  for (const trace of ['4200002571202611221839000517', '示例面馆', 'my-own-bill']) expect(everything).not.toContain(trace);
});

test('without a Worker, as in some in-app browsers, it is read in the page', async ({ page }) => {
  await page.addInitScript(() => {
    delete (window as { Worker?: unknown }).Worker;
  });
  await disputeSample(page, 'wechat', 'never_paid');
  await lay(page, 'customer', WECHAT);
  await expect(page.locator('[data-match]')).toHaveAttribute('data-match', 'G1');
});

test.describe('a Worker that never comes', () => {
  // What it has kept must not help out here.
  test.use({ serviceWorkers: 'block' });

  test('while it is read, it can be called off', async ({ page }) => {
    await page.route('**/bill-worker*', () => undefined);
    await disputeSample(page, 'wechat', 'never_paid');
    await lay(page, 'customer', WECHAT);
    await expect(page.locator('[data-step=reading]')).toContainText('wechat_bill.csv');
    await page.locator('bill-view [data-bill=cancel]').click();
    await expect(page.locator('[data-bill=open]')).toBeVisible();
  });
});
