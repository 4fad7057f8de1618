/** What the tests of the installed app share. */

import type { Page } from '@playwright/test';
import { expect, open } from './page';

/** The page, with its service worker in charge: from here on the network may go. */
export async function installed(page: Page, fragment = ''): Promise<void> {
  await open(page, fragment);
  await controlled(page);
}

export async function controlled(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', null, { timeout: 30_000 });
}

export async function buildId(page: Page): Promise<string> {
  const id = page.locator('about-build [data-build]');
  await expect(id).toHaveText(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/);
  return id.innerText();
}
