/** A list, or a registry's key, that somebody brings: asked about first, and never above what the page itself pins. */

import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { edition, expectRefresh, keyOf, openPanel, pasteText, publish, samplePath, shopEntry, signed, stored, stranger, thumbprint, withShop, type Signer } from './lists';
import { expect, expectVerdict, open, sample, test, upload, verdict } from './page';
import paper, { qr_svg } from '../src/wasm/paper/paper.js';

test.use({ serviceWorkers: 'block' });

const THEIRS = 'https://market-registry.example';
const theirs = stranger();
const theirKey = JSON.stringify({ ...theirs.jwk, iss: THEIRS });
const bare = JSON.stringify({ version: 1, iss: 'https://me.example', iat: 1795300000, issuers: [shopEntry()] });

function theirList(sequence: number, by: Signer = theirs): string {
  return signed({ version: 1, iss: THEIRS, name: '集市登记处', iat: 1795300000, exp: 1893456000, sequence, issuers: [shopEntry()] }, by);
}

function offer(page: Page): Locator {
  return page.locator('[data-offer]');
}

async function bring(page: Page, name: string, content: string): Promise<void> {
  await openPanel(page);
  await page.locator('trust-panel input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
}

const press = (page: Page, decision: 'session' | 'keep' | 'decline'): Promise<void> => page.locator(`[data-decision=${decision}]`).click();

/** The question goes once the device has written what was chosen. */
async function reload(page: Page): Promise<void> {
  await expect(offer(page)).toHaveCount(0);
  await page.reload();
}

test.beforeEach(async ({ page }) => {
  await publish(page, () => ({ status: 404 }));
});

test('a bare list: asked about with what it says and what it means, used for this session alone', async ({ page }) => {
  await open(page, `#${sample('unknown_shop').digits}`);
  await expectVerdict(page, { outcome: 'unknown_signer' });
  await bring(page, 'mine.json', bare);
  await expect(offer(page)).toHaveAttribute('data-offer', 'list');
  await expect(page.locator('trust-offer h1')).toBeFocused();
  await expect(offer(page)).toContainText('https://me.example');
  await expect(offer(page)).toContainText('街角水果');
  await expect(offer(page)).toContainText('Nobody signed this file');
  await press(page, 'session');
  // Whoever pressed wants to see what it changes.
  await expectVerdict(page, { outcome: 'verified', code: 'merchant_signed' });
  await expect(page.locator('[data-provenance=user]')).toHaveCount(1);
  expect(await stored(page)).not.toContain('me.example');
  await page.reload();
  await pasteText(page, sample('unknown_shop').link);
  await expectVerdict(page, { outcome: 'unknown_signer' });
});

test('kept on this device at a press, until it is removed', async ({ page }) => {
  await open(page);
  await bring(page, 'mine.json', bare);
  await press(page, 'keep');
  await reload(page);
  await pasteText(page, sample('unknown_shop').link);
  await expectVerdict(page, { outcome: 'verified' });
  await openPanel(page);
  await page.locator('[data-act=remove]').click();
  await expectVerdict(page, { outcome: 'unknown_signer' });
  await page.reload();
  await pasteText(page, sample('unknown_shop').link);
  await expectVerdict(page, { outcome: 'unknown_signer' });
});

test('declined, it changes nothing', async ({ page }) => {
  await open(page, `#${sample('unknown_shop').digits}`);
  await bring(page, 'mine.json', bare);
  await press(page, 'decline');
  await expectVerdict(page, { outcome: 'unknown_signer' });
  await expect(page.locator('[data-provenance=user]')).toHaveCount(0);
});

test('first a registry’s key, then its list: the fingerprint is there to compare', async ({ page }) => {
  await open(page);
  await bring(page, 'REGISTRY.pub.json', theirKey);
  await expect(offer(page)).toHaveAttribute('data-offer', 'keys');
  await expect(offer(page)).toContainText(THEIRS);
  expect((await page.locator('.fingerprint').innerText()).replaceAll(' ', '')).toBe(Buffer.from(thumbprint(theirs), 'base64url').toString('hex').toUpperCase());
  await press(page, 'session');
  await expect(page.locator(`[data-key="${THEIRS}"]`)).toContainText('Key taken');
  await pasteText(page, theirList(4));
  await expect(offer(page)).toHaveAttribute('data-offer', 'list');
  await expect(offer(page)).toContainText('集市登记处');
  await press(page, 'session');
  await pasteText(page, sample('unknown_shop').link);
  await expectVerdict(page, { outcome: 'verified' });
  await expect(page.locator('[data-provenance=user]')).toHaveAttribute('data-sequence', '4');
});

test('first the list, then its maker’s key: the list has been waiting', async ({ page }) => {
  await open(page);
  await bring(page, 'LIST.jwt', theirList(4));
  await expect(offer(page)).toHaveAttribute('data-code', 'list_signer_unknown');
  await expect(offer(page)).toContainText('REGISTRY.pub.json');
  await press(page, 'decline');
  await pasteText(page, theirKey);
  await press(page, 'keep');
  await expect(offer(page)).toHaveAttribute('data-offer', 'list');
  await press(page, 'keep');
  await reload(page);
  await pasteText(page, sample('unknown_shop').link);
  await expectVerdict(page, { outcome: 'verified' });
});

test('an older list of theirs does not take the place of a newer one', async ({ page }) => {
  await open(page);
  await pasteText(page, theirKey);
  await press(page, 'session');
  await pasteText(page, theirList(4));
  await press(page, 'session');
  await pasteText(page, theirList(3));
  await expect(offer(page)).toHaveAttribute('data-code', 'list_rolled_back');
  await pasteText(page, theirList(5, stranger()));
  await expect(offer(page)).toHaveAttribute('data-code', 'list_signature_invalid');
});

test('the registry that ships: a newer list of its is taken by hand, too, and kept without asking for how long', async ({ page }) => {
  await open(page);
  await pasteText(page, signed(withShop(2), keyOf('registry')));
  await expect(offer(page)).toHaveAttribute('data-offer', 'newer');
  await press(page, 'keep');
  await reload(page);
  await pasteText(page, sample('unknown_shop').link);
  await expectVerdict(page, { outcome: 'verified' });
  await pasteText(page, signed(withShop(2), keyOf('registry')));
  await expect(offer(page)).toHaveAttribute('data-offer', 'known');
});

test('a list as the link of a code for phones', async ({ page, baseURL }) => {
  await open(page);
  await pasteText(page, `${baseURL ?? ''}/#${signed(withShop(2), keyOf('registry'))}`);
  await expect(offer(page)).toHaveAttribute('data-offer', 'newer');
  await page.goto('about:blank');
  await page.goto(`/#${signed(withShop(2), keyOf('registry'))}`);
  await expect(offer(page)).toHaveAttribute('data-offer', 'newer');
  expect(await page.evaluate(() => location.href)).not.toContain('#');
});

test('a registry’s key as a printed code is read like a receipt’s', async ({ page }) => {
  await paper({ module_or_path: readFileSync(new URL('../src/wasm/paper/paper_bg.wasm', import.meta.url)) });
  const { svg } = qr_svg(theirKey);
  await open(page);
  await upload(page, { name: 'key.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg.replace('<svg ', '<svg width="640" height="640" ')) });
  await expect(offer(page)).toHaveAttribute('data-offer', 'keys', { timeout: 20_000 });
  await expect(offer(page)).toContainText(THEIRS);
});

test('no list of the user’s overrides what a pinned list says of its shops', async ({ page }) => {
  await publish(page, () => ({ status: 404 }));
  await open(page);
  const before = edition(1);
  // The pinned list of this build is one of samples, which a chosen list outranks: so the pinned one is made a real one first.
  await pasteText(page, signed({ ...edition(2), sample: false }, keyOf('registry')));
  await press(page, 'keep');
  const renamed = before.issuers.map((entry) => ({ ...entry, name: '冒名商店', acquirers: [] }));
  await bring(page, 'mine.json', JSON.stringify({ version: 1, iss: 'https://me.example', issuers: renamed }));
  await press(page, 'session');
  await pasteText(page, sample('shop_only').link);
  await expectVerdict(page, { code: 'terminal_signed' });
  await expect(verdict(page)).toContainText('腾辉茶叶店');
  await expect(page.locator('verdict-view')).not.toContainText('冒名商店');
});

for (const [name, content, code] of [
  ['the key of a registry that the page pins itself', readFileSync(samplePath('keys/registry.json'), 'utf8').replace(/"d":"[^"]*",/, ''), 'key_pinned'],
  ['a private key', readFileSync(samplePath('keys/registry.json'), 'utf8'), 'not_for_lists'],
  ['some other file', '{"version":1}', 'not_for_lists'],
  ['text', 'hello', 'not_for_lists'],
] as const) {
  test(`${name} is not taken`, async ({ page }) => {
    await open(page);
    await bring(page, 'x.json', content);
    await expect(offer(page)).toHaveAttribute('data-offer', 'refused');
    await expect(offer(page)).toHaveAttribute('data-code', code);
    await expect(offer(page)).not.toContainText(/refused\.|offer\./);
    await press(page, 'decline');
    await expect(page.locator('ways-in')).toBeVisible();
  });
}

test('a list with a fault in it says which', async ({ page }) => {
  await open(page);
  await bring(page, 'x.json', JSON.stringify({ version: 1, issuers: [{ ...shopEntry(), role: 'king' }] }));
  await expect(offer(page)).toHaveAttribute('data-code', 'role_unknown');
  await expect(offer(page)).toContainText('Unknown role.');
});

test('an address in a list is asked only where it is one', async ({ page }) => {
  await open(page);
  const list = (...urls: readonly string[]): string =>
    JSON.stringify({
      version: 1,
      iss: 'https://me.example',
      delegates: urls.map((url, index) => ({ iss: `https://delegate-${index}.example`, url })),
      issuers: [shopEntry()],
    });
  for (const url of ['not an address', 'javascript:alert(1)', 'http://plain.example/l.jwt']) {
    await bring(page, 'mine.json', list(url));
    await expect(offer(page)).toHaveAttribute('data-code', 'member_invalid');
    await page.getByRole('button', { name: 'Back' }).click();
  }
  // Of https that no browser would ask, the page makes no button.
  await bring(page, 'mine.json', list('https://user:secret@odd.example/l.jwt', 'https://fine.example/l.jwt'));
  await press(page, 'session');
  await openPanel(page);
  const rows = page.locator('[data-provenance=user] [data-delegate]');
  await expect(rows).toHaveCount(2);
  await expect(rows.getByRole('button')).toHaveText(['Fetch it from fine.example']);
  // The courier, too, goes on as if it were not there.
  await page.locator('[data-act=refresh]').click();
  await expectRefresh(page, 'resting');
});
