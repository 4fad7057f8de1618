/** Every state of the camera says what is the matter, and leaves the other ways in open. */

import type { Page } from '@playwright/test';
import { asked, lend, replaceDecoder } from './cameras';
import { expect, expectVerdict, open, sample, test, upload } from './page';

const APPROVED = { code: 'acquirer_approved', level: 'E2' };

test.use({ serviceWorkers: 'block' });

/** The state is said in words, and photo and paste still work beside it. */
async function expectState(page: Page, state: string, words: string | RegExp): Promise<void> {
  const view = page.locator(`[data-camera=${state}]`);
  await expect(view.locator('[role=alert]')).toContainText(words, { timeout: 40_000 });
  await page.locator('[data-way=paste]').click();
  await expect(page.locator('textarea')).toBeVisible();
  await upload(page, sample('shop_only').path);
  await expectVerdict(page, { code: 'terminal_signed' });
}

async function scan(page: Page): Promise<void> {
  await open(page);
  await page.locator('[data-way=scan]').click();
}

for (const [error, state, words] of [
  ['NotAllowedError', 'camera_denied', 'Camera not allowed'],
  ['NotFoundError', 'camera_missing', 'No camera here'],
  ['NotReadableError', 'camera_busy', 'Camera in use'],
  ['TypeError', 'camera_failed', "The camera didn't start"],
] as const) {
  test(`${error}: ${state}`, async ({ page }) => {
    await lend(page, [{ id: 'only', label: '', shows: 'table', fails: error }]);
    await scan(page);
    await expectState(page, state, words);
  });
}

test('no camera interface at all, as inside some apps', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }));
  await scan(page);
  await expectState(page, 'camera_missing', 'No camera here');
});

test('a page that came without https', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'isSecureContext', { value: false });
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
  });
  await scan(page);
  await expectState(page, 'camera_insecure', 'Camera needs a secure page');
});

test('in use, then free: trying again works', async ({ page }) => {
  await lend(page, [{ id: 'only', label: 'Webcam', shows: 'acquirer_approved' }]);
  await page.addInitScript(() => {
    const lendIt = navigator.mediaDevices.getUserMedia;
    let busy = 2;
    navigator.mediaDevices.getUserMedia = (wanted) => {
      busy -= 1;
      return busy >= -1 ? Promise.reject(new DOMException('no', 'NotReadableError')) : lendIt(wanted);
    };
  });
  await scan(page);
  await expect(page.locator('[data-camera=camera_busy]')).toBeVisible();
  await page.getByRole('button', { name: 'Try the camera again' }).click();
  await expectVerdict(page, APPROVED);
});

test('black frames: said after three seconds, and taken back when light comes', async ({ page }) => {
  await lend(page, [{ id: 'only', label: 'Webcam', shows: 'black' }]);
  await scan(page);
  await expect(page.locator('[data-camera=dark]')).toBeVisible();
  await page.evaluate(() => Object.assign(window, { uncovered: true }));
  await expect(page.locator('[data-camera=live], [data-camera=slow]')).toBeVisible();
  await page.evaluate(() => Reflect.deleteProperty(window, 'uncovered'));
  await expectState(page, 'dark', 'The picture stays black');
});

test('nothing found after eight seconds, with the camera still looking', async ({ page }) => {
  await lend(page, [{ id: 'only', label: 'Webcam', shows: 'table' }]);
  await scan(page);
  await expect(page.locator('[data-camera=live]')).toBeVisible();
  await expect(page.locator('[data-camera=slow] video')).toBeVisible({ timeout: 20_000 });
  await expectState(page, 'slow', 'Nothing found yet');
  expect((await asked(page)).stopped).toEqual(['only']);
});

test('a camera that is pulled out', async ({ page }) => {
  await lend(page, [{ id: 'only', label: 'Webcam', shows: 'table' }]);
  await scan(page);
  await expect(page.locator('[data-camera=live]')).toBeVisible();
  await page.evaluate(() => {
    const view = document.querySelector('receipt-app')?.shadowRoot?.querySelector('receipt-scanner')?.shadowRoot?.querySelector('camera-view');
    const stream = view?.shadowRoot?.querySelector('video')?.srcObject as MediaStream;
    stream.getVideoTracks()[0]?.dispatchEvent(new Event('ended'));
  });
  await expectState(page, 'camera_failed', "The camera didn't start");
});

test('the decoder does not load', async ({ page }) => {
  await page.route(/scan_bg.*\.wasm/, (route) => route.abort());
  await lend(page, [{ id: 'only', label: 'Webcam', shows: 'table' }]);
  await scan(page);
  await expect(page.locator('[data-camera=scan_unavailable] [role=alert]')).toContainText("The code reader didn't load");
  await page.locator('[data-way=paste]').click();
  await page.getByRole('textbox').fill(sample('shop_only').link);
  await page.getByRole('textbox').press('Enter');
  await expectVerdict(page, { code: 'terminal_signed' });
});

const READY = "postMessage({ kind: 'ready' });";

test('a decoder that got stuck is replaced, and the camera reads', async ({ page }) => {
  await replaceDecoder(page, `${READY} onmessage = () => { for (;;) {} };`, { once: true });
  await lend(page, [{ id: 'only', label: 'Webcam', shows: 'acquirer_approved' }]);
  await scan(page);
  await expectVerdict(page, APPROVED);
});

test('a decoder that trapped is replaced, and the picture is read', async ({ page }) => {
  await replaceDecoder(page, `${READY} onmessage = () => postMessage({ kind: 'failed' });`, { once: true });
  await open(page);
  await upload(page, sample('acquirer_approved').path);
  await expectVerdict(page, APPROVED);
});

test('a decoder that always gets stuck is said to be', async ({ page }) => {
  await replaceDecoder(page, `${READY} onmessage = () => postMessage({ kind: 'failed' });`, { once: false });
  await lend(page, [{ id: 'only', label: 'Webcam', shows: 'table' }]);
  await scan(page);
  await expect(page.locator('[data-camera=scan_stuck] [role=alert]')).toContainText('The code reader got stuck');
  await expect(page.locator('ways-in button')).toHaveCount(3);
});

test('a code whose modules are small is asked to come closer', async ({ page }) => {
  const small = `{ kind: 'done', reading: { texts: [], module_px: 2.6 } }`;
  await replaceDecoder(page, `${READY} onmessage = () => setTimeout(() => postMessage(${small}), 50);`, { once: false });
  await lend(page, [{ id: 'only', label: 'Webcam', shows: 'table' }]);
  await scan(page);
  const caption = page.locator('camera-view .caption');
  await expect(caption).toHaveAttribute('aria-live', 'polite');
  await expect(caption).toHaveText('Closer: the code is still small');
});

test('a picture that the decoder keeps failing on', async ({ page }) => {
  await replaceDecoder(page, `${READY} onmessage = () => postMessage({ kind: 'failed' });`, { once: false });
  await open(page);
  await upload(page, sample('acquirer_approved').path);
  await expect(page.locator('[data-trouble=scan_failed] h2')).toBeFocused();
  await expect(page.locator('ways-in button')).toHaveCount(3);
});
