/** This device's own keys: made at a press, one for a shop, seen and removed; and what is said where none is to be had. */

import { installed } from './app';
import { stored } from './lists';
import { expect, sample, test } from './page';
import { ack, phone, say, sign, toSigningSample } from './signing';

test('nothing lies on the device before a key is made, and nothing after its removal', async ({ browser, baseURL }) => {
  const { page, context } = await phone(browser, baseURL ?? '');
  await toSigningSample(page, 'acquirer_approved', 'customer');
  await say(page, 'mine');
  await expect(page.locator('[data-make=device_key]')).toBeVisible();
  const names = (): Promise<readonly (string | undefined)[]> => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(await names()).not.toContain('own-keys');
  await sign(page, 'device_key');
  expect(await names()).toContain('own-keys');
  // The private half does not come out, not even to the page.
  expect(await stored(page)).not.toMatch(/"d":/);
  await page.locator('own-keys summary').click();
  await page.locator('own-keys [data-act=remove-key]').click();
  await expect(page.locator('own-keys [role=alert]')).toContainText('gone for good');
  await page.locator('own-keys [data-act=remove-surely]').click();
  await expect(page.locator('own-keys li')).toHaveCount(0);
  expect(await names()).not.toContain('own-keys');
  await context.close();
});

test('a key is one shop’s: at another shop another one is made, and both are named', async ({ browser, baseURL }) => {
  const { page, context, authenticator } = await phone(browser, baseURL ?? '');
  const shops = ['acquirer_approved', 'delegated'] as const;
  for (const id of shops) {
    await toSigningSample(page, id, 'customer');
    await expect(page.locator('[data-ask=answer]')).toBeVisible();
    await say(page, 'mine');
    await expect(page.locator('[data-make=passkey]')).toBeVisible();
    await sign(page);
    await page.locator('[data-act=done]').click();
    await say(page, 'mine');
    // Here it is the one that was made before.
    await expect(page.locator('[data-sign=passkey]')).toBeVisible();
    await page.goto('about:blank');
  }
  expect(await authenticator.credentials()).toBe(shops.length);
  await page.goto('/');
  await page.locator('own-keys summary').click();
  await expect(page.locator('own-keys li')).toHaveCount(shops.length);
  await expect(page.locator('own-keys')).toContainText('pay.tenghui.example');
  await context.close();
});

test('the same phone as the shop’s has another key again', async ({ browser, baseURL }) => {
  const { page, context } = await phone(browser, baseURL ?? '');
  await toSigningSample(page, 'acquirer_approved', 'customer');
  await say(page, 'mine');
  await sign(page);
  await page.locator('[data-act=done]').click();
  await page.locator('[data-act=other-side]').click();
  await page.locator('[data-act=write-terms]').click();
  await page.locator('[data-remedy=none]').click();
  await page.locator('[data-act=read]').click();
  await expect(page.locator('[data-make=passkey]')).toBeVisible();
  await expect(page.locator('[data-sign]')).toHaveCount(0);
  await context.close();
});

test('an Ed25519 passkey signs as well, and a synced one is said to be synced', async ({ browser, baseURL }) => {
  for (const [alg, synced, text] of [
    [-8, false, 'stays on one device'],
    [-7, true, 'synced'],
  ] as const) {
    const { page, context } = await phone(browser, baseURL ?? '', { alg, synced });
    await toSigningSample(page, 'acquirer_approved', 'customer');
    await say(page, 'mine');
    const part = await sign(page);
    const header = JSON.parse(Buffer.from(part.split('.')[0] ?? '', 'base64url').toString()) as { readonly alg: string };
    expect(header.alg).toBe(alg === -8 ? 'webauthn-ed25519' : 'webauthn-es256');
    await expect(ack(page, 'mine')).toContainText(text);
    await context.close();
  }
});

test('a prompt that is called off: said in words, nothing is signed, and the next press goes through', async ({ browser, baseURL }) => {
  const { page, context, authenticator } = await phone(browser, baseURL ?? '', { unverified: true });
  await toSigningSample(page, 'acquirer_approved', 'customer');
  await say(page, 'amount_differs', '100');
  await page.locator('[data-make=passkey]').click();
  await expect(page.locator('[data-fault=cancelled]')).toContainText('Nothing was signed and nothing is lost');
  await expect(page.locator('[data-sheet=answer]')).toContainText('100.00');
  await authenticator.recognises(true);
  await sign(page);
  await expect(ack(page, 'amount_differs')).toContainText('100.00');
  await context.close();
});

test('a passkey that was deleted in the device’s settings', async ({ browser, baseURL }) => {
  const { page, context, authenticator } = await phone(browser, baseURL ?? '');
  await toSigningSample(page, 'acquirer_approved', 'customer');
  await say(page, 'mine');
  await sign(page);
  await page.locator('[data-act=done]').click();
  await authenticator.forget();
  await say(page, 'not_recognised');
  await page.locator('[data-sign=passkey]').click();
  await expect(page.locator('[data-fault=cancelled]')).toContainText('no longer on the device', { timeout: 150_000 });
  await sign(page, 'device_key');
  await expect(ack(page, 'not_recognised')).toBeVisible();
  await context.close();
});

test('where browsers have no passkeys, the browser’s own key is offered', async ({ browser, baseURL }) => {
  const { page, context } = await phone(browser, baseURL ?? '');
  await page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
  await toSigningSample(page, 'acquirer_approved', 'customer');
  await say(page, 'not_recognised');
  await expect(page.locator('[data-missing=passkey]')).toContainText('no passkeys');
  await sign(page, 'device_key');
  await expect(ack(page, 'not_recognised')).toContainText('kept by a page or an app');
  await context.close();
});

test('a browser that keeps nothing still signs, and says that the key will be gone', async ({ browser, baseURL }) => {
  const { page, context } = await phone(browser, baseURL ?? '');
  await page.addInitScript(() => {
    const open = indexedDB.open.bind(indexedDB);
    indexedDB.open = (name: string, version?: number) => {
      if (name === 'own-keys') throw new DOMException('refused', 'SecurityError');
      return open(name, version);
    };
  });
  await toSigningSample(page, 'acquirer_approved', 'customer');
  await say(page, 'mine');
  await sign(page, 'device_key');
  await page.locator('[data-act=done]').click();
  await say(page, 'mine');
  await expect(page.locator('[data-held=device_key]')).toContainText('gone once the page is closed');
  await context.close();
});

test('a key that cannot be made says so', async ({ browser, baseURL }) => {
  const { page, context } = await phone(browser, baseURL ?? '');
  await page.addInitScript(() => {
    Object.assign(crypto.subtle, { generateKey: () => Promise.reject(new DOMException('no such kind', 'NotSupportedError')) });
  });
  await toSigningSample(page, 'acquirer_approved', 'customer');
  await say(page, 'mine');
  await page.locator('[data-make=device_key]').click();
  await expect(page.locator('[data-fault=unsupported]')).toContainText('can\'t make this kind of key');
  await context.close();
});

test('signing works without a network once the page is installed', async ({ page, context }) => {
  await installed(page);
  await context.setOffline(true);
  await page.goto(`/#${sample('acquirer_approved').digits}`);
  await page.locator('[data-act=sign]').click();
  await page.locator('[data-whose=customer]').click();
  await say(page, 'not_recognised');
  await sign(page, 'device_key');
  await expect(ack(page, 'not_recognised')).toBeVisible();
});
