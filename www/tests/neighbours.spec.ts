/** Another receipt of the same terminal, laid beside an answer. */

import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { ACQUIRER, SHOP, Signer, list, previousOf, receipt, terminalKey } from './issuer';
import { stored } from './lists';
import { expect, expectVerdict, open, test } from './page';
import { shipping } from './shipping';

const till = new Signer(SHOP);
const other = new Signer(SHOP);
const acquirer = new Signer(ACQUIRER);

const before = receipt(till, { counter: 12 });
const after = receipt(till, { counter: 13, previous: previousOf(before), amount: 900 });

/** From the shop's other terminal. */
const elsewhere = receipt(other, { counter: 13, terminal: '99' });

/** The answer to a receipt, with the place for another one open. */
async function beside(page: Page, dossier = before): Promise<void> {
  await shipping(page, list([terminalKey(till), terminalKey(other, { terminal: '99' })], { acquirer }));
  await open(page, `#${dossier}`);
  await expectVerdict(page, { outcome: 'verified' });
  await page.getByText('Who vouches for this terminal?').click();
  await page.getByText('Compare with another receipt of this terminal').click();
}

/** The scanner of the comparison, not the page's own. */
async function paste(page: Page, text: string): Promise<void> {
  const near = page.locator('neighbours-view');
  await near.locator('[data-near=bring]').click();
  await near.locator('[data-way=paste]').click();
  await near.locator('textarea').fill(text);
  await near.getByRole('button', { name: 'Check' }).click();
}

const found = (page: Page): Locator => page.locator('neighbours-view [data-found]');

for (const [what, first, second, finding, said] of [
  ['the next one, which names this one', before, after, 'chain_holds', 'They follow each other'],
  ['the one before, which this one names', after, before, 'chain_holds', 'this shows their order, not their dates'],
  ['the next one, which names another', before, receipt(till, { counter: 13, previous: 'AAAAAAAAAAAAAAAAAAAAAA' }), 'chain_broken', 'names some other receipt'],
  ['the next one, which names none', before, receipt(till, { counter: 13 }), 'chain_unlinked', 'doesn’t say which receipt came before it'],
  ['a different one with the same number', before, receipt(till, { counter: 12, amount: 1 }), 'number_signed_twice', 'A restored backup can do this too'],
  ['one from much later', before, receipt(till, { counter: 40 }), 'apart', 'neither can name the other'],
  ['the same one', before, before, 'same', 'This is the same receipt'],
] as const) {
  test(`${what}: ${finding}`, async ({ page }) => {
    await beside(page, first);
    await paste(page, second);
    await expect(found(page)).toHaveAttribute('data-found', finding);
    await expect(found(page)).toContainText(said);
    // The answer itself stays.
    await expectVerdict(page, { code: 'terminal_signed' });
  });
}

test('one of another terminal says nothing about this one', async ({ page }) => {
  await beside(page);
  await paste(page, elsewhere);
  await expect(found(page)).toHaveAttribute('data-found', 'other_terminal');
  await expect(page.locator('[data-near=save]')).toHaveCount(0);
});

test('one that does not verify shows its reason and nothing of its content', async ({ page }) => {
  await beside(page);
  const [head = '', , signature = ''] = after.split('.');
  const changed = Buffer.from(JSON.stringify({ iss: SHOP, number: 'FORGED-1' })).toString('base64url');
  await paste(page, `${head}.${changed}.${signature}`);
  await expect(found(page)).toHaveAttribute('data-found', 'refused');
  await expect(found(page)).toContainText('Doesn’t check out');
  await expect(page.locator('neighbours-view')).not.toContainText('FORGED-1');
  await expect(page.locator('[data-near=save]')).toHaveCount(0);
});

test('both are saved as one file, which the page checks anew', async ({ page }) => {
  await beside(page);
  await paste(page, receipt(till, { counter: 12, amount: 1 }));
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-near=save]').click()]);
  expect(download.suggestedFilename()).toBe('receipts-12-12.txt');
  const text = await readFile(await download.path(), 'utf8');
  expect(text.trim().split('~')).toHaveLength(2);
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.locator('ways-in input[type=file]').setInputFiles({ name: 'receipts-12-12.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await expectVerdict(page, { outcome: 'verified' });
  await expect(page.locator('[data-check=number_signed_twice]')).toBeAttached();
});

test('what is pasted while the comparison has the keyboard goes to it, and not to the page', async ({ page }) => {
  await beside(page);
  await page.locator('[data-near=bring]').click();
  await page.locator('neighbours-view [data-way=scan]').focus();
  await page.evaluate((text) => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const data = new DataTransfer();
    data.setData('text/plain', text);
    at?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true }));
  }, after);
  await expect(found(page)).toHaveAttribute('data-found', 'chain_holds');
  await expectVerdict(page, { code: 'terminal_signed' });
  await expect(page.locator('receipt-view')).toContainText('R-12');
});

test('nothing of it is stored, and another answer starts afresh', async ({ page }) => {
  await beside(page);
  await paste(page, after);
  await expect(found(page)).toBeVisible();
  const everything = await stored(page);
  for (const trace of ['R-12', 'R-13', before.slice(-40), after.slice(-40)]) expect(everything).not.toContain(trace);
  await page.evaluate((next) => (location.hash = next), receipt(till, { counter: 77 }));
  await expect(page.locator('receipt-view')).toContainText('R-77');
  await expect(found(page)).toHaveCount(0);
});

test('a kept receipt of this terminal is offered, others are not', async ({ page }) => {
  await shipping(page, list([terminalKey(till), terminalKey(other, { terminal: '99' })], { acquirer }));
  await open(page, `#${after}`);
  const keep = async (): Promise<void> => {
    await expectVerdict(page, { outcome: 'verified' });
    await page.locator('[data-do=keep]').click();
  };
  await keep();
  await page.getByLabel('Passphrase', { exact: true }).fill('seven blue teapots');
  await page.getByLabel('The same passphrase again').fill('seven blue teapots');
  await page.getByRole('button', { name: 'Set and keep' }).click();
  await expect(page.locator('[data-kept]')).toBeVisible();
  await page.evaluate((next) => (location.hash = next), elsewhere);
  await expect(page.locator('receipt-view')).toContainText('R-13');
  await keep();
  await expect(page.locator('[data-kept]')).toBeVisible();
  await page.evaluate((next) => (location.hash = next), before);
  await expect(page.locator('receipt-view')).toContainText('R-12');
  await page.getByText('Who vouches for this terminal?').click();
  await page.getByText('Compare with another receipt of this terminal').click();
  await expect(page.locator('[data-near=kept]')).toHaveCount(1);
  await page.locator('[data-near=kept]').click();
  await expect(found(page)).toHaveAttribute('data-found', 'chain_holds');
});
