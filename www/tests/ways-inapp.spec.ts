/** Customers open the link inside WeChat and other apps: the link's way needs neither camera nor storage nor service worker. */

import { expect, expectVerdict, open, sample, test, upload } from './page';

const WECHAT =
  'Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160117 MMWEBSDK/20240404 MicroMessenger/8.0.49.2600(0x28003137) WeChat/arm64 NetType/WIFI Language/zh_CN';

const APPS: Readonly<Record<string, string>> = {
  wechat: WECHAT,
  alipay: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 AlipayClient/10.5.90 Language/zh-Hans',
  dingtalk: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 DingTalk/7.5.10',
  weibo: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Weibo (iPhone15,2__weibo__14.4.1)',
  qq: 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Version/4.0 Chrome/109.0 MQQBrowser/6.2 Mobile Safari/537.36 V1_AND_SQ_9.0.35 QQ/9.0.35.13975 NetType/WIFI',
  instagram: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Instagram 325.0.3.34.90',
  facebook: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/457.0.0]',
  line: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari Line/14.4.1',
};

test.describe('inside WeChat, with next to nothing lent to the page', () => {
  test.use({ userAgent: WECHAT, serviceWorkers: 'block' });

  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      for (const name of ['mediaDevices', 'serviceWorker', 'clipboard', 'storage', 'locks', 'vibrate', 'share']) {
        Reflect.deleteProperty(Navigator.prototype, name);
      }
      for (const name of ['indexedDB', 'localStorage', 'sessionStorage', 'caches']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('not here', 'SecurityError');
          },
        });
      }
      Object.defineProperty(Document.prototype, 'cookie', { get: () => '' });
    });
  });

  test('a link gets its answer', async ({ page }) => {
    await open(page, `#${sample('acquirer_approved').digits}`);
    await expectVerdict(page, { code: 'acquirer_approved', level: 'E2' });
  });

  test('a photo is read', async ({ page }) => {
    await open(page);
    await upload(page, sample('acquirer_approved').path);
    await expectVerdict(page, { code: 'acquirer_approved', level: 'E2' });
  });

  test('the way to another browser is shown, and blocks nothing', async ({ page }) => {
    await open(page);
    await expect(page.locator('[data-inapp=wechat]')).toContainText('WeChat');
    await expect(page.locator('ways-in button')).toHaveCount(3);
    await page.locator('[data-way=scan]').click();
    await expect(page.locator('[data-camera=camera_missing] [data-inapp=wechat]')).toContainText('Open in browser');
  });
});

for (const [app, userAgent] of Object.entries(APPS)) {
  test.describe(app, () => {
    test.use({ userAgent });

    test('the hint names the app where its camera fails, and stays away before', async ({ page }) => {
      await page.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
      });
      await open(page);
      await expect(page.locator('[data-inapp]')).toHaveCount(0);
      await page.locator('[data-way=scan]').click();
      await expect(page.locator(`[data-camera=camera_denied] [data-inapp=${app}]`)).toBeVisible();
    });
  });
}

test('an ordinary browser, and QQ’s own, get no such hint', async ({ browser, baseURL }) => {
  for (const userAgent of [
    undefined,
    'Mozilla/5.0 (Linux; U; Android 14; zh-cn) AppleWebKit/537.36 Version/4.0 Chrome/109.0 MQQBrowser/14.9 Mobile Safari/537.36',
  ]) {
    const context = await browser.newContext({ baseURL: baseURL ?? '', ...(userAgent === undefined ? {} : { userAgent }) });
    const page = await context.newPage();
    await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'mediaDevices'));
    await open(page);
    await page.locator('[data-way=scan]').click();
    await expect(page.locator('[data-camera=camera_missing]')).toBeVisible();
    await expect(page.locator('[data-inapp]')).toHaveCount(0);
    await context.close();
  }
});
