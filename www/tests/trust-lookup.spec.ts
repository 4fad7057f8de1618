/** A shop that nobody here vouches for may vouch for itself at its own web domain, which is asked at a press and not before. */

import type { Page, Request } from '@playwright/test';
import { installed } from './app';
import { SHOP, keyOf, ofShop, publish, refreshRow, shopEntry, signed, stored, stranger } from './lists';
import { expect, expectVerdict, open, sample, test, verdict } from './page';

const FILE = `${SHOP}/.well-known/receipt-issuer.jwt`;
const ANYONE = { 'access-control-allow-origin': '*' };
const own = signed(ofShop(), keyOf('unlisted_shop'));

test.use({ serviceWorkers: 'block', askable: [SHOP] });

interface Answer {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function shopAnswers(page: Page, answer: Answer | 'abort'): Promise<readonly Request[]> {
  const requests: Request[] = [];
  await page.context().route(`${SHOP}/**`, (route) => {
    requests.push(route.request());
    return answer === 'abort' ? route.abort() : route.fulfill({ headers: ANYONE, ...answer });
  });
  await publish(page, () => ({ status: 404 }));
  await open(page, `#${sample('unknown_shop').digits}`);
  await expectVerdict(page, { outcome: 'unknown_signer', code: 'issuer_unknown' });
  return requests;
}

const ask = (page: Page): Promise<void> => page.locator('domain-lookup button').click();

test('nothing is asked before the press, and the words before it say who learns what', async ({ page }) => {
  const requests = await shopAnswers(page, { body: own });
  const lookup = page.locator('domain-lookup');
  await expect(lookup).toContainText('till.unlisted-shop.example will learn that somebody at your internet address asked');
  await expect(lookup).toContainText('nobody else vouches');
  await page.waitForTimeout(2_000);
  expect(requests).toEqual([]);
});

test('its own keys check the receipt, and the verdict says that only its domain vouches', async ({ page }) => {
  const requests = await shopAnswers(page, { body: own });
  await ask(page);
  await expectVerdict(page, { outcome: 'verified', code: 'domain_signed', level: 'E1' });
  await expect(page.locator('verdict-view h1')).toBeFocused();
  expect(requests.map((request) => request.url())).toEqual([FILE]);
  const headers = (await requests[0]?.allHeaders()) ?? {};
  expect(headers.referer).toBeUndefined();
  expect(headers.cookie).toBeUndefined();
  // Not even from where.
  expect(headers.origin).toBe('null');
  expect(requests[0]?.method()).toBe('GET');
});

test('what was looked up is for this session, and leaves no trace of it on the device', async ({ page }) => {
  await shopAnswers(page, { body: own });
  await ask(page);
  await expectVerdict(page, { code: 'domain_signed' });
  await expect(page.locator(`${refreshRow}[data-refresh=resting]`)).toBeAttached({ timeout: 20_000 });
  const kept = await stored(page);
  // It is not empty for want of anything to find.
  expect(kept).toContain('asked');
  expect(kept).not.toContain('unlisted-shop');
  await page.goto('about:blank');
  await open(page, `#${sample('unknown_shop').digits}`);
  await expectVerdict(page, { code: 'issuer_unknown' });
});

test('a domain vouches for itself alone: the receipts of others are as unknown as before', async ({ page }) => {
  await shopAnswers(page, { body: signed(ofShop({ issuers: [shopEntry(), { ...shopEntry(), iss: 'https://other.example' }] }), keyOf('unlisted_shop')) });
  await ask(page);
  await expect(page.locator('[data-lookup=list_domain_mismatch]')).toBeVisible();
});

for (const [name, answer, code] of [
  ['no file there', { status: 404 }, 'missing'],
  ['a file that other sites may not read', { body: own, headers: { 'access-control-allow-origin': SHOP } }, 'unreachable'],
  ['a server that is down', 'abort', 'unreachable'],
  ['a server in trouble', { status: 500 }, 'refused'],
  ['a redirect', { status: 302, headers: { ...ANYONE, location: 'https://elsewhere.example/list.jwt' } }, 'redirects'],
  ['a web page', { body: '<!doctype html><title>Shop</title>' }, 'not_a_list'],
  ['a list of another domain', { body: signed(ofShop({ iss: 'https://other.example' }), keyOf('unlisted_shop')) }, 'list_domain_mismatch'],
  ['a list signed by a key that is not in it', { body: signed(ofShop(), stranger('merchant')) }, 'list_signature_invalid'],
  ['a list that makes the shop a bank', { body: signed(ofShop({ issuers: [{ ...shopEntry(), role: 'issuer', keys: [{ ...keyOf('unlisted_shop').jwk, role: 'issuer' }] }] }), keyOf('unlisted_shop')) }, 'vouch_role_not_allowed'],
  ['more than any list may be', { body: 'x'.repeat(23 * 1024 * 1024) }, 'too_large'],
] as const) {
  test(`${name}: said, and the verdict stands (${code})`, async ({ page }) => {
    const requests = await shopAnswers(page, answer);
    await ask(page);
    await expect(page.locator(`[data-lookup=${code}]`)).toBeVisible({ timeout: 20_000 });
    await expectVerdict(page, { outcome: 'unknown_signer', code: 'issuer_unknown' });
    const lookup = page.locator('domain-lookup');
    await expect(lookup).toContainText('doesn’t make the receipt fake');
    await expect(lookup).not.toContainText(/lookup\.|fetch\.|refused\./);
    expect(requests.map((request) => request.url())).toEqual([FILE]);
    await expect(page.locator('iframe')).toHaveCount(0);
  });
}

test('offline it is not even tried', async ({ page, context }) => {
  const requests = await shopAnswers(page, { body: own });
  await context.setOffline(true);
  await ask(page);
  await expect(page.locator('[data-lookup=offline]')).toBeVisible();
  expect(requests).toEqual([]);
});

test('a host whose headers forbid the desk is said to forbid it', async ({ page }) => {
  await page.context().route('**/lookup.html', (route) => route.fulfill({ status: 404, body: 'not found' }));
  const requests = await shopAnswers(page, { body: own });
  await ask(page);
  await expect(page.locator('[data-lookup=desk_closed]')).toBeVisible({ timeout: 20_000 });
  expect(requests).toEqual([]);
});

test('the page itself may not ask anybody else, and the desk has nothing of the page’s', async ({ page }) => {
  await shopAnswers(page, { body: own });
  const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
  expect(policy).toContain("connect-src 'self';");
  const seen = page.waitForEvent('frameattached');
  await ask(page);
  const desk = await seen;
  const element = await desk.frameElement().catch(() => null);
  if (element !== null) expect(await element.getAttribute('sandbox')).toBe('allow-scripts');
  await expectVerdict(page, { code: 'domain_signed' });
  const html = await (await page.request.get('/lookup.html')).text();
  expect(html).toContain("default-src 'none'; script-src 'sha256-");
  expect(html).toContain('connect-src https:;');
});

test('an answer that nobody waits for any more changes nothing', async ({ page }) => {
  await page.context().route(`${SHOP}/**`, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await route.fulfill({ headers: ANYONE, body: own }).catch(() => undefined);
  });
  await publish(page, () => ({ status: 404 }));
  await open(page, `#${sample('unknown_shop').digits}`);
  await ask(page);
  await page.getByRole('button', { name: 'Start' }).first().click();
  await expect(verdict(page)).toHaveCount(0);
  await page.waitForTimeout(4_000);
  await expect(verdict(page)).toHaveCount(0);
  await expect(page.locator('iframe')).toHaveCount(0);
});

test.describe('installed', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the desk asks past the service worker, which has nothing to do with other hosts', async ({ page }) => {
    await page.context().route(`${SHOP}/**`, (route) => route.fulfill({ headers: ANYONE, body: own }));
    await installed(page);
    await page.evaluate((digits) => (location.hash = digits), sample('unknown_shop').digits);
    await expectVerdict(page, { code: 'issuer_unknown' });
    await ask(page);
    await expectVerdict(page, { code: 'domain_signed' });
    const kept = await stored(page);
    expect(kept).not.toContain('unlisted-shop');
  });
});
