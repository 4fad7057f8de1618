/** Newer lists come by the page's own clock, from its own host, and change nothing that somebody is looking at. */

import { edition, expectRefresh, keyOf, openPanel, pasteText, publish, refreshRow, signed, snapshotOf, withShop } from './lists';
import { expect, expectVerdict, open, sample, test } from './page';

// So that requests are the page's own and can be answered here.
test.use({ serviceWorkers: 'block' });

const registry = keyOf('registry');
const newer = snapshotOf(signed(withShop(2), registry));

test('a newer list is taken, and the verdict on the screen waits for a press', async ({ page }) => {
  await publish(page, () => ({ body: newer }));
  await open(page, `#${sample('unknown_shop').digits}`);
  await expectVerdict(page, { outcome: 'unknown_signer' });
  const again = page.locator('[data-act=again]');
  await expect(again).toBeVisible({ timeout: 20_000 });
  await expectVerdict(page, { outcome: 'unknown_signer', code: 'issuer_unknown' });
  await again.click();
  await expectVerdict(page, { outcome: 'verified', code: 'merchant_signed' });
  await expect(again).toHaveCount(0);
});

test('what was fetched is kept: without a network the next visit has the newest', async ({ page }) => {
  let reachable = true;
  await publish(page, () => (reachable ? { body: newer } : 'abort'));
  await open(page);
  await openPanel(page);
  await expectRefresh(page, 'resting');
  await expect(page.locator('[data-provenance=pinned]')).toHaveAttribute('data-sequence', '2');
  reachable = false;
  await page.reload();
  await pasteText(page, sample('unknown_shop').link);
  await expectVerdict(page, { outcome: 'verified' });
});

test('asked again with the mark of what is here, a host need not send it again', async ({ page }) => {
  const requests = await publish(page, () => (requests.at(-1)?.headers()['if-none-match'] === '"two"' ? { status: 304, etag: '"two"' } : { body: newer, etag: '"two"' }));
  await open(page);
  await openPanel(page);
  await expectRefresh(page, 'resting');
  await page.locator('[data-act=refresh]').click();
  await expect.poll(() => requests.length).toBe(2);
  await expectRefresh(page, 'resting');
  expect(requests[1]?.headers()['if-none-match']).toBe('"two"');
  await expect(page.locator(refreshRow)).toContainText('these are the newest');
});

test('a request says nothing about who asks', async ({ page, context, baseURL }) => {
  await context.addCookies([{ name: 'session', value: 'x', url: baseURL ?? '' }]);
  const requests = await publish(page, () => ({ body: newer }));
  await open(page, `#${sample('shop_only').digits}`);
  await openPanel(page);
  await expectRefresh(page, 'resting');
  const headers = (await requests[0]?.allHeaders()) ?? {};
  expect(headers.cookie).toBeUndefined();
  expect(headers.referer).toBeUndefined();
  expect(requests[0]?.url()).toBe(`${baseURL ?? ''}/trust/snapshot.json`);
});

test('the clock decides when to look, and no receipt does', async ({ page }) => {
  await page.clock.install();
  const requests = await publish(page, () => ({ body: newer }));
  await open(page);
  await page.clock.runFor(5_000);
  await openPanel(page);
  await expectRefresh(page, 'resting');
  for (const id of ['shop_only', 'acquirer_approved', 'unknown_shop']) {
    await pasteText(page, sample(id).link);
    await page.clock.runFor(2_000);
    await page.locator('[data-verdict]').waitFor();
  }
  expect(requests).toHaveLength(1);
  await page.clock.fastForward('05:30:00');
  expect(requests).toHaveLength(1);
  await page.clock.fastForward('01:30:00');
  await expect.poll(() => requests.length).toBe(2);
});

test('a second visit within six hours does not ask', async ({ page }) => {
  const requests = await publish(page, () => ({ body: newer }));
  await open(page);
  await openPanel(page);
  await expectRefresh(page, 'resting');
  await page.reload();
  await openPanel(page);
  await page.waitForTimeout(1_500);
  expect(requests).toHaveLength(1);
});

test('a host that does not answer holds up no verdict, and is given up after ten seconds', async ({ page }) => {
  await page.clock.install();
  const requests = await publish(page, () => 'hang');
  await open(page);
  await page.clock.runFor(5_000);
  await expect.poll(() => requests.length).toBe(1);
  await pasteText(page, sample('acquirer_approved').link);
  await expectVerdict(page, { code: 'acquirer_approved' });
  await openPanel(page);
  await expectRefresh(page, 'asking');
  await page.clock.runFor(10_500);
  await expectRefresh(page, 'failed', 'timeout');
});

test('after failures it asks again sooner than usual, and ever later', async ({ page }) => {
  await page.clock.install();
  const requests = await publish(page, () => ({ status: 503 }));
  await open(page);
  await page.clock.runFor(5_000);
  await openPanel(page);
  await expectRefresh(page, 'failed', 'refused');
  expect(requests).toHaveLength(1);
  await page.clock.runFor(70_000);
  await expect.poll(() => requests.length).toBe(2);
  await page.clock.runFor(200_000);
  expect(requests).toHaveLength(2);
  await page.clock.runFor(80_000);
  await expect.poll(() => requests.length).toBe(3);
});

for (const [code, answer] of [
  ['list_not_signed_list', { body: '<!doctype html><title>Not found</title>' }],
  ['list_not_signed_list', { body: JSON.stringify(edition(9)) }],
  ['too_large', { body: 'x'.repeat(23 * 1024 * 1024) }],
  ['refused', { status: 500 }],
] as const) {
  test(`what is no newer list changes nothing and is said: ${code} (${'body' in answer ? answer.body.slice(0, 12) : answer.status})`, async ({ page }) => {
    await publish(page, () => answer);
    await open(page);
    await openPanel(page);
    await expectRefresh(page, 'failed', code);
    await expect(page.locator(refreshRow)).toContainText('still answer');
    await expect(page.locator(refreshRow)).not.toContainText(/refused\.|fetch\.|refresh\./);
    await expect(page.locator('[data-provenance=pinned]')).toHaveAttribute('data-sequence', '1');
  });
}

test('a host that publishes no newer lists is no failure', async ({ page }) => {
  await publish(page, () => ({ status: 404 }));
  await open(page);
  await openPanel(page);
  await expectRefresh(page, 'resting');
});

test('offline is said as what it is', async ({ page, context }) => {
  await publish(page, () => 'abort');
  await open(page);
  await openPanel(page);
  await expectRefresh(page, 'failed', 'unreachable');
  await context.setOffline(true);
  await page.locator('[data-act=refresh]').click();
  await expectRefresh(page, 'failed', 'offline');
});

test.describe('a delegate elsewhere', () => {
  const acquirer = keyOf('acquirer');
  const theirs = 'https://acquirer.example/trust/list.jwt';
  test.use({ askable: ['https://acquirer.example'] });

  test('is not asked by itself, and at a press through the desk', async ({ page, context }) => {
    const asked: string[] = [];
    const list = signed({ ...edition(1), iss: 'https://acquirer.example', sequence: 7, delegates: undefined, issuers: [shopEntryOfMarket()] }, acquirer);
    await context.route(theirs, (route) => {
      asked.push(route.request().url());
      return route.fulfill({ body: list, headers: { 'access-control-allow-origin': '*' } });
    });
    await publish(page, () => ({ status: 404 }));
    await open(page);
    await openPanel(page);
    await expectRefresh(page, 'resting');
    expect(asked).toEqual([]);
    const row = page.locator('[data-delegate="https://acquirer.example"]');
    await expect(row).toHaveAttribute('data-sequence', '1');
    await row.getByRole('button').click();
    await expect(row).toHaveAttribute('data-sequence', '7');
    expect(asked).toEqual([theirs]);
  });
});

function shopEntryOfMarket(): Record<string, unknown> {
  return { iss: 'https://pay.mingfang.example', name: '明芳小吃', role: 'merchant', party: 'MF', acquirers: ['https://acquirer.example'], keys: [keyOf('market_till').jwk] };
}
