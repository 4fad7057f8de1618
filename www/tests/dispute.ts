/** What the tests of a dispute share: from a receipt to the answer of a sentence, as people press it. */

import type { Locator, Page } from '@playwright/test';
import { expect, open, sample, verdict, type FilePayload } from './page';

/** The answer to a sentence. */
export function settled(page: Page): Locator {
  return page.locator('[data-answer]');
}

export async function disagree(page: Page): Promise<void> {
  await page.locator('[data-act=disagree]').click();
  await expect(page.locator('[data-claim=never_paid]')).toBeVisible();
}

export async function choose(page: Page, claim: string): Promise<void> {
  await page.locator(`sentence-list [data-claim=${claim}]`).click();
  await expect(page.locator(`[data-answer][data-claim=${claim}]`)).toBeVisible();
}

/** The answer to a sentence about a receipt, by the link on its slip. */
export async function dispute(page: Page, fragment: string, claim: string): Promise<void> {
  await open(page, `#${fragment}`);
  await expect(verdict(page)).toBeVisible();
  await disagree(page);
  await choose(page, claim);
}

export async function disputeSample(page: Page, id: string, claim: string): Promise<void> {
  await dispute(page, sample(id).digits, claim);
}

export async function expectSettled(page: Page, expected: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(expected)) await expect(settled(page)).toHaveAttribute(`data-${name}`, value);
}

export function question(page: Page, code: string): Locator {
  return page.locator(`[data-question=${code}]`);
}

/** A question that is worth asking, wherever it stands among them. */
export async function uncover(page: Page, code: string): Promise<void> {
  const more = page.locator('question-list [data-act=more]');
  if ((await question(page, code).count()) === 0) await more.click();
  await expect(question(page, code)).toBeVisible();
}

export async function press(page: Page, code: string, choice: string): Promise<void> {
  await uncover(page, code);
  await question(page, code).locator(`[data-choice=${choice}]`).click();
  await expect(question(page, code).locator(`[data-choice=${choice}]`)).toHaveAttribute('aria-pressed', 'true');
}

export async function write(page: Page, code: string, text: string): Promise<void> {
  await uncover(page, code);
  await question(page, code).locator('input').fill(text);
  await question(page, code).locator('button[type=submit]').click();
}

/** A further receipt, pasted at the answer. */
export async function bring(page: Page, text: string): Promise<void> {
  const more = page.locator('more-receipts');
  await more.locator('[data-more=bring]').click();
  await more.locator('[data-way=paste]').click();
  await more.locator('textarea').fill(text);
  await more.locator('button[type=submit]').click();
  await expect(more.locator('[data-brought]')).toBeVisible();
}

/** A statement file, as far as its being read. */
export async function lay(page: Page, whose: string, file: FilePayload): Promise<void> {
  const bill = page.locator('bill-view');
  await bill.locator('[data-bill=open]').click();
  await bill.locator(`[data-whose=${whose}]`).click();
  await bill.locator('input[type=file]').setInputFiles(file);
}

export function csv(name: string, lines: readonly string[]): FilePayload {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\r\n')}\r\n`) };
}

/** The link to the other phone, told from one side. */
export async function linkFrom(page: Page, side: string): Promise<string> {
  await page.locator(`hand-over [data-from=${side}]`).click();
  return (await page.locator('hand-over [data-hand=link]').getAttribute('data-link')) ?? '';
}

/** Where the keyboard is, through every shadow root: the element's name and text. */
export async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at === null ? '' : `${at.localName} ${at.textContent.trim()}`;
  });
}
