/** The terminal's card on the page: who stands behind a terminal, one press from the answer. */

import type { Locator, Page } from '@playwright/test';
import { axe, violations } from './axe';
import {
  ACQUIRER,
  ACQUIRER_PHONE,
  MERCHANT,
  NOW,
  PRINTED_PHONE,
  REGISTRY_PHONE,
  SHOP,
  Signer,
  TERMINAL,
  keyStatement,
  list,
  receipt,
  terminalKey,
  type Claims,
} from './issuer';
import { shipping } from './shipping';
import { expect, expectVerdict, open, sample, test } from './page';

const till = new Signer(SHOP);
const acquirer = new Signer(ACQUIRER);

const card = (page: Page): Locator => page.locator('terminal-card details[data-fold=vouching]');
const part = (page: Page, name: string): Locator => page.locator(`terminal-card [data-part=${name}]`);

/** The answer to a receipt, with a list of the test's own as the page's. */
async function answered(page: Page, world: Claims, dossier = receipt(till)): Promise<void> {
  await shipping(page, world);
  await open(page, `#${dossier}`);
  await expectVerdict(page, { outcome: 'verified' });
  await expect(card(page)).toBeVisible();
}

const listed = (more: Claims = {}): Claims => list([terminalKey(till, more)], { acquirer });

async function unfold(page: Page): Promise<void> {
  await card(page).locator('summary').first().click();
  for (const summary of await card(page).locator('details > summary').all()) await summary.click();
}

test('it is closed at first, and one press says who vouches, from the registry down', async ({ page }) => {
  await answered(page, listed());
  await expect(page.locator('terminal-card ol')).toBeHidden();
  await page.getByText('Who vouches for this terminal?').click();
  await expect(card(page).locator('.answer li').first()).toHaveText('Teahouse Registry lists this terminal as one of Teahouse.');
  await expect(card(page)).toHaveAttribute('data-standing', 'registry');
  const chain = page.getByRole('list', { name: 'Who vouches for whom' }).getByRole('listitem');
  await expect(chain).toHaveCount(3);
  await expect(chain.nth(0)).toContainText('Registry');
  await expect(chain.nth(0)).toContainText('list no. 42');
  await expect(chain.nth(1)).toContainText('Legal entity: Teahouse Trading Co. (TEA-1)');
  await expect(chain.nth(1)).toContainText('Its acquirer, by the list: Acquirer Ltd');
  await expect(chain.nth(2)).toContainText(TERMINAL);
});

test('the numbers to ring are the list’s, never the one printed on the slip', async ({ page }) => {
  await answered(page, listed());
  await unfold(page);
  const links = part(page, 'phone').getByRole('link');
  await expect(links).toHaveText([ACQUIRER_PHONE, REGISTRY_PHONE]);
  await expect(links.first()).toHaveAttribute('href', 'tel:+862155550199');
  await expect(part(page, 'phone')).toContainText(`is terminal ${TERMINAL} with merchant number ${MERCHANT} yours`);
  await expect(card(page)).not.toContainText(PRINTED_PHONE);
});

test('a list without a number says so, and offers none', async ({ page }) => {
  const world = listed();
  const bare = (world.issuers as readonly Claims[]).map((entry) => ({ ...entry, profile: { legal_name: 'Somebody Ltd' } }));
  await answered(page, { ...world, contact: undefined, issuers: bare });
  await unfold(page);
  await expect(part(page, 'phone')).toContainText('The list gives no number to ring.');
  await expect(part(page, 'phone').getByRole('link')).toHaveCount(0);
});

test('the licence is what the list says, with the day on which it was looked up', async ({ page }) => {
  await answered(page, listed());
  await unfold(page);
  const licence = part(page, 'licence');
  for (const said of ['Z1234567890123', 'People’s Bank of China', '银行卡收单', '2031-05-01', '2026-11-01', 'nobody has asked the authority just now']) {
    await expect(licence).toContainText(said);
  }
});

test('the key can be read out, and its period and numbers stand beside it', async ({ page }) => {
  await answered(page, listed());
  await unfold(page);
  const digits = Buffer.from(till.thumbprint, 'base64url').toString('hex').toUpperCase();
  const groups = await part(page, 'terminal').locator('.groups span').allTextContents();
  expect(groups).toHaveLength(16);
  expect(groups.join('')).toBe(digits);
  await expect(page.locator('[data-fact=merchant]')).toContainText('first three digits (898)');
  await expect(page.locator('[data-fact=window]')).toContainText('from');
  await expect(page.locator('[data-fact=state]')).toContainText('not reported lost, stolen or replaced');
});

test('a key that came with the receipt is said to have come with it', async ({ page }) => {
  await answered(page, list([], { acquirer }), `${receipt(till)}~${keyStatement(till, acquirer)}`);
  await unfold(page);
  await expect(card(page).locator('.answer li').first()).toContainText('Acquirer Ltd vouches for this terminal of Teahouse.');
  const chain = page.getByRole('list', { name: 'Who vouches for whom' }).getByRole('listitem');
  await expect(chain).toHaveCount(4);
  await expect(chain.nth(1)).toContainText('that came with the receipt');
  await expect(page.locator('[data-fact=source]')).toContainText('the list itself doesn’t hold it');
});

test('a stolen terminal is the first thing said, in words', async ({ page }) => {
  const revoked = { recorded: NOW() - 3600, since: NOW() - 86_400, max_counter: 9, reason: 'stolen' };
  await answered(page, listed({ revoked }));
  await unfold(page);
  await expect(card(page).locator('.answer li').first()).toContainText('is reported stolen since');
  await expect(page.locator('[data-fact=state]')).toContainText('this receipt’s counter is above the last good one');
  await expect(page.locator('[data-fact=last_good]')).toContainText('9');
});

test('a list that has run out says until when it was good', async ({ page }) => {
  await answered(page, { ...listed(), exp: NOW() - 86_400 });
  await unfold(page);
  await expect(card(page).locator('.answer')).toContainText('What is said here ran out on');
  await expect(page.locator('[data-fact=list]')).toContainText('past its date');
});

test('a sample looks like one: nobody vouches, and its numbers cannot be pressed', async ({ page }) => {
  await open(page, `#${sample('acquirer_approved').digits}`);
  await expect(card(page)).toHaveAttribute('data-standing', 'sample');
  await unfold(page);
  await expect(card(page).locator('.answer li').first()).toContainText('SAMPLE: nobody vouches');
  await expect(card(page).getByRole('link')).toHaveCount(0);
});

test('what was refused has no card', async ({ page }) => {
  await open(page, `#${sample('altered').digits}`);
  await expectVerdict(page, { outcome: 'rejected' });
  await expect(page.locator('compare-view, terminal-card')).toHaveCount(0);
});

test('a name that turns the text round keeps to its own place', async ({ page }) => {
  const world = listed();
  await answered(page, { ...world, name: '‮registry ✅ bank' });
  await unfold(page);
  await expect(page.getByRole('list', { name: 'Who vouches for whom' }).getByRole('listitem').first()).toContainText('\\u{202e}registry');
});

for (const locale of ['zh-CN', 'en']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme, viewport: { width: 360, height: 740 } });
      test.beforeEach(({ page }) => page.addInitScript(axe));

      test('axe finds nothing, everything to press is large enough, and nothing runs off the side', async ({ page }) => {
        await answered(page, listed());
        await unfold(page);
        expect(await violations(page)).toEqual([]);
        for (const target of await card(page).locator('summary:visible, a:visible, button:visible').all()) {
          expect((await target.boundingBox())?.height ?? 0, await target.innerText()).toBeGreaterThanOrEqual(44);
        }
        const wide = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
        expect(await wide()).toBe(360);
        await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
        expect(await wide(), 'with text of twice the size').toBe(360);
      });
    });
  }
}

test('on paper it stands where the reader has opened it, with all that is in it', async ({ page }) => {
  await answered(page, listed());
  await expect(page.locator('about-build')).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  await expect(card(page)).toBeHidden();
  await page.emulateMedia({ media: null });
  await page.getByText('Who vouches for this terminal?').click();
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  for (const shown of [page.getByText('Registry', { exact: true }), page.getByText(ACQUIRER_PHONE), page.getByText('Z1234567890123')]) await expect(shown.first()).toBeVisible();
  await expect(part(page, 'near')).toBeHidden();
});
