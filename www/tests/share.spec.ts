/** What another app shares arrives by a form that only the service worker sees. */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { installed } from './app';
import { expect, expectVerdict, sample, test } from './page';

/** As the browser does it for the manifest's `share_target`. The page's own policy lets no form go anywhere, so the test lifts it. */
async function share(page: Page, content: { readonly text?: string; readonly png?: string }): Promise<void> {
  await page.evaluate(({ text, base64 }) => {
    const form = document.createElement('form');
    form.method = 'POST';
    form.action = './?share';
    form.enctype = 'multipart/form-data';
    const field = (name: string, type: string): HTMLInputElement => {
      const input = document.createElement('input');
      input.name = name;
      input.type = type;
      form.append(input);
      return input;
    };
    if (text !== undefined) field('text', 'text').value = text;
    if (base64 !== undefined) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], 'shared.png', { type: 'image/png' }));
      field('file', 'file').files = transfer.files;
    }
    document.body.append(form);
    form.submit();
  }, { text: content.text, base64: content.png === undefined ? undefined : readFileSync(content.png).toString('base64') });
}

test.use({ bypassCSP: true });

test('a shared text is checked, and leaves nothing behind', async ({ page }) => {
  await installed(page);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.serviceWorker() === null && request.method() === 'POST') sent.push(request.url());
  });
  await share(page, { text: `Look: ${sample('acquirer_approved').link}` });
  await expectVerdict(page, { code: 'acquirer_approved' });
  expect(await page.evaluate(() => location.href)).not.toContain('share');
  const kept = await page.evaluate(async () => ({
    caches: (await caches.keys()).filter((name) => !name.includes('precache')),
    // Trust lists are public, and remembered whatever is checked.
    databases: (await indexedDB.databases()).map(({ name }) => name).filter((name) => name !== 'trust-lists'),
    local: localStorage.length + sessionStorage.length,
  }));
  expect(kept).toEqual({ caches: [], databases: [], local: 0 });
});

test('a shared picture is read', async ({ page }) => {
  await installed(page);
  await share(page, { png: sample('shop_only').path });
  await expectVerdict(page, { code: 'terminal_signed' });
});

test('works without a network', async ({ page, context }) => {
  await installed(page);
  await context.setOffline(true);
  await share(page, { png: sample('acquirer_approved').path });
  await expectVerdict(page, { code: 'acquirer_approved' });
});

test('what was shared is handed over once', async ({ page }) => {
  await installed(page);
  await share(page, { text: sample('shop_only').link });
  await expectVerdict(page, { code: 'terminal_signed' });
  await page.reload();
  await expect(page.locator('ways-in')).toBeVisible();
  await expect(page.locator('[data-verdict]')).toHaveCount(0);
});

test('a ticket without anything behind it, and an empty share, say so', async ({ page }) => {
  await installed(page);
  await page.goto('/?share=nothing');
  await expect(page.locator('[data-trouble=share_lost]')).toBeVisible();
  await share(page, { text: '' });
  await expect(page.locator('[data-trouble=share_lost]')).toBeVisible();
  await expect(page.locator('ways-in')).toBeVisible();
});
