/** What the tests of case files share. */

import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, upload, type FilePayload } from './page';

export interface SavedCase {
  dossiers: string[];
  claim?: string;
  entries: { at: number; kind: string; by?: string; text?: string }[];
  deadlines: { code: string; date: string; source: string }[];
  [member: string]: unknown;
}

export function caseCard(page: Page): Locator {
  return page.locator('case-view');
}

/** Unfolds the card below the answer. */
export async function unfold(page: Page): Promise<Locator> {
  const card = caseCard(page);
  if ((await card.locator('details').getAttribute('open')) === null) await card.locator('summary').click();
  await expect(card.locator('case-dates')).toBeVisible();
  return card;
}

export async function note(page: Page, text: string, kind = 'note'): Promise<void> {
  const card = await unfold(page);
  await card.locator('textarea').fill(text);
  await card.locator(`[data-add=${kind}]`).click();
}

/** What a press downloads. */
export async function downloaded(page: Page, press: Locator): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

export async function savedCase(page: Page): Promise<SavedCase> {
  const { bytes } = await downloaded(page, caseCard(page).locator('[data-case=save]'));
  return JSON.parse(bytes.toString()) as SavedCase;
}

export function caseFile(content: unknown, name = 'handed-over.json'): FilePayload {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)) };
}

export async function openCase(page: Page, content: unknown): Promise<void> {
  await upload(page, caseFile(content));
}
