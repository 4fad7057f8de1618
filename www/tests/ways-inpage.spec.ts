/** Where no Worker can be made, the decoder works in the page: a widget's script from another origin, a sandboxed frame. */

import { asked, lend } from './cameras';
import { expect, expectVerdict, open, sample, test, upload } from './page';

const APPROVED = { code: 'acquirer_approved', level: 'E2' };

test.describe('the browser makes none', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      window.Worker = function () {
        throw new DOMException('no Worker here', 'SecurityError');
      } as unknown as typeof Worker;
    });
  });

  test('a picture is read', async ({ page }) => {
    await open(page);
    await upload(page, sample('acquirer_approved').path);
    await expectVerdict(page, APPROVED);
  });

  test('the camera is read, and the page stays alive meanwhile', async ({ page }) => {
    await lend(page, [{ id: 'only', label: 'Webcam', shows: 'table' }]);
    await open(page);
    await page.locator('[data-way=scan]').click();
    await expect(page.locator('[data-camera=live]')).toBeVisible();
    // Ticks of a page that is busy all the time don't come.
    const ticks = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let count = 0;
          const timer = setInterval(() => (count += 1), 100);
          setTimeout(() => {
            clearInterval(timer);
            resolve(count);
          }, 3_000);
        }),
    );
    expect(ticks).toBeGreaterThan(10);
    await page.locator('camera-view .close').click();
    expect((await asked(page)).stopped).toEqual(['only']);
  });

  test('the camera reads a slip', async ({ page }) => {
    await lend(page, [{ id: 'only', label: 'Webcam', shows: 'acquirer_approved' }]);
    await open(page);
    await page.locator('[data-way=scan]').click();
    await expectVerdict(page, APPROVED);
  });
});

test('in a sandboxed frame, whose origin is nobody’s, a picture is read', async ({ page }) => {
  await page.route('**/*', async (route) => {
    const response = await route.fetch();
    const headers: Record<string, string> = { ...response.headers(), 'access-control-allow-origin': '*' };
    if (route.request().resourceType() === 'document') headers['content-security-policy'] = 'sandbox allow-scripts';
    await route.fulfill({ response, headers });
  });
  await open(page);
  expect(await page.evaluate(() => self.origin)).toBe('null');
  await upload(page, sample('acquirer_approved').path);
  await expectVerdict(page, APPROVED);
  // What the page still fetches for later must not outlive the test.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
