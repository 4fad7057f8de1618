import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, expectVerdict, open, sample, test, upload } from './page';

const APPROVED = { code: 'acquirer_approved', level: 'E2' };

/** A paste or a drop as the browser would deliver it, with a file or a text in it. */
async function deliver(page: Page, kind: 'paste' | 'drop', content: { path: string } | { text: string }): Promise<void> {
  const payload = 'path' in content ? { base64: readFileSync(content.path).toString('base64') } : content;
  await page.evaluate(
    ([type, data]) => {
      const transfer = new DataTransfer();
      if ('text' in data) transfer.setData('text/plain', data.text);
      else {
        const bytes = Uint8Array.from(atob(data.base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], 'slip.png', { type: 'image/png' }));
      }
      const event =
        type === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    },
    [kind, payload] as const,
  );
}

test('a link answers at once, and leaves neither the address bar nor a history entry', async ({ page }) => {
  await page.goto('about:blank');
  const before = await page.evaluate(() => history.length);
  await open(page, `#${sample('acquirer_approved').digits}`);
  await expectVerdict(page, APPROVED);
  expect(await page.evaluate(() => location.href)).not.toContain('#');
  expect(await page.evaluate(() => history.length)).toBe(before + 1);
  await expect(page.locator('verdict-view h1')).toBeFocused();
});

test('a link needs no decoder', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await open(page, `#${sample('shop_only').digits}`);
  await expectVerdict(page, { code: 'terminal_signed' });
  await page.waitForTimeout(2_000);
  expect(fetched.filter((url) => url.includes('scan'))).toEqual([]);
});

test('a link opened in the running page answers too', async ({ page }) => {
  await open(page);
  await page.evaluate((digits) => (location.hash = digits), sample('shop_only').digits);
  await expectVerdict(page, { code: 'terminal_signed' });
  expect(await page.evaluate(() => location.href)).not.toContain('#');
});

test('a link of any host is read and never opened', async ({ page }) => {
  await open(page);
  await deliver(page, 'paste', { text: sample('acquirer_approved').link });
  await expectVerdict(page, APPROVED);
});

test('bare digits, pasted', async ({ page }) => {
  await open(page);
  await deliver(page, 'paste', { text: sample('acquirer_approved').digits });
  await expectVerdict(page, APPROVED);
});

test('the box takes a text by Enter and by its button', async ({ page }) => {
  await open(page);
  await page.locator('[data-way=paste]').click();
  const box = page.getByRole('textbox');
  await expect(box).toBeFocused();
  await box.fill(sample('shop_only').link);
  await box.press('Enter');
  await expectVerdict(page, { code: 'terminal_signed' });
  await page.locator('[data-way=paste]').click();
  await box.fill('hello');
  await page.getByRole('button', { name: 'Check', exact: true }).first().click();
  await expectVerdict(page, { outcome: 'unreadable', code: 'not_a_receipt' });
});

test('a pasted picture', async ({ page }) => {
  await open(page);
  await deliver(page, 'paste', { path: sample('acquirer_approved').path });
  await expectVerdict(page, APPROVED);
});

test('a dropped picture, and a dropped text', async ({ page }) => {
  await open(page);
  await deliver(page, 'drop', { path: sample('acquirer_approved').path });
  await expectVerdict(page, APPROVED);
  await deliver(page, 'drop', { text: sample('shop_only').link });
  await expectVerdict(page, { code: 'terminal_signed' });
});

test('a picture without a code, and a file that is no picture, say so', async ({ page }) => {
  await open(page);
  await page.locator('ways-in input[type=file]').setInputFiles({
    name: 'photo.heic',
    mimeType: 'image/heic',
    buffer: Buffer.from('not a picture'),
  });
  await expect(page.locator('[data-trouble=picture_heic]')).toBeVisible();
  const blank = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 640;
    canvas.getContext('2d')?.fillRect(0, 0, 320, 640);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))];
  });
  await page
    .locator('ways-in input[type=file]')
    .setInputFiles({ name: 'blank.png', mimeType: 'image/png', buffer: Buffer.from(blank) });
  await expect(page.locator('[data-trouble=no_code]')).toBeVisible();
  await expect(page.locator('ways-in button')).toHaveCount(3);
});

test('works with the network cut after load', async ({ page, context }) => {
  const decoder = page.waitForResponse((response) => /scan_bg.*\.wasm/.test(response.url()));
  await open(page);
  await decoder;
  await page.waitForTimeout(300);
  await context.setOffline(true);
  await upload(page, sample('acquirer_approved').path);
  await expectVerdict(page, APPROVED);
  await deliver(page, 'paste', { text: sample('altered').link });
  await expectVerdict(page, { outcome: 'rejected' });
});

test('check on your own phone: the code on the screen is this receipt', async ({ page }) => {
  await open(page, `#${sample('acquirer_approved').digits}`);
  await expectVerdict(page, APPROVED);
  const picture = page.locator('phone-view img');
  await picture.screenshot({ path: test.info().outputPath('code.png'), scale: 'device' });
  await upload(page, test.info().outputPath('code.png'));
  await expectVerdict(page, APPROVED);
});
