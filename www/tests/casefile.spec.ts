/** The case file: a timeline that fills itself, notes by role, and a file that goes from hand to hand and is believed by nobody. */

import type { Browser, Page } from '@playwright/test';
import { axe, violations } from './axe';
import { caseCard, caseFile, note, openCase, savedCase, unfold, type SavedCase } from './cases';
import { choose, dispute, disputeSample, expectSettled, focused, press, settled } from './dispute';
import { NOW, Signer as Stranger, digestOf } from './issuer';
import { expect, open, sample, test, upload, verdict } from './page';

function lines(page: Page): Promise<readonly (string | null)[]> {
  return caseCard(page).locator('[data-line]').evaluateAll((all) => all.map((line) => line.getAttribute('data-line')));
}

/** A case that somebody saved, for whoever is handed it. */
async function saved(browser: Browser): Promise<SavedCase> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await note(page, 'Slip found in drawer 2.');
  const file = await savedCase(page);
  await context.close();
  return file;
}

test('what happens notes itself, once, and what people write stands below it', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await unfold(page);
  expect(await lines(page)).toEqual(['opened', 'verified', 'reason_stated', 'answered']);
  await press(page, 'card_state', 'stolen').catch(() => undefined);
  await page.locator('[data-act=choose]').click();
  await choose(page, 'complaint');
  await unfold(page);
  expect((await lines(page)).slice(-2)).toEqual(['reason_stated', 'answered']);
  await caseCard(page).locator('[data-role="casefile.by"]').selectOption('finance');
  await note(page, 'Journal looked through.');
  const last = caseCard(page).locator('[data-line]').last();
  await expect(last).toContainText('Finance');
  await expect(last).toContainText('Journal looked through.');
  await expect(caseCard(page).locator('[data-unsaved]')).toBeVisible();
});

test('what the page notes by itself is nobody’s word, and what a key of nobody’s signed is not the customer’s answer', async ({ page, baseURL }) => {
  const origin = new URL(baseURL ?? '').origin;
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  const card = await unfold(page);
  await expect(card.locator('[data-line=verified]')).toContainText('Noted by the page');
  const file = await savedCase(page);
  expect(file.entries.filter(({ by }) => by !== undefined).map(({ kind }) => kind)).toEqual(['handed_over']);
  // Whoever holds a phone can make a key.
  const key = new Stranger(origin);
  const digest = digestOf((file.dossiers[0] ?? '').split('~')[0] ?? '');
  const ack = key.sign('receipt-ack+jwt', { iss: origin, iat: NOW(), receipt_digest: digest, verdict: 'mine', method: 'device_key', key: { kty: 'OKP', crv: 'Ed25519', x: key.x } });
  await dispute(page, `${file.dossiers[0] ?? ''}~${ack}`, 'never_paid');
  await unfold(page);
  await expect(card.locator('[data-line=note]')).toContainText('a key that nobody ties to the customer: “This is mine”');
  await expect(card.locator('[data-line=acknowledged]')).toHaveCount(0);
});

test('a file goes to the next one, known by its bytes: the receipt is checked anew and the lines are the file’s', async ({ browser, page }) => {
  const file = await saved(browser);
  expect(file.entries.map(({ kind }) => kind)).toEqual(['opened', 'verified', 'reason_stated', 'answered', 'note', 'handed_over']);
  await open(page);
  await openCase(page, file);
  await expectSettled(page, { claim: 'never_paid', answer: 'confirmed' });
  const card = caseCard(page);
  await expect(card.locator('[data-brought]')).toBeVisible();
  // Six of the file, then what this page found by itself.
  await expect(card.locator('[data-from-file]')).toHaveCount(6);
  expect((await lines(page)).slice(6)).toEqual(['verified', 'answered']);
  await expect(card.locator('[data-line=note]')).toContainText('Slip found in drawer 2.');
  await note(page, 'Seen by finance.');
  const again = await savedCase(page);
  expect(again.entries).toHaveLength(10);
  expect(again.dossiers).toEqual(file.dossiers);
});

test('dropped and pasted it is a case too', async ({ browser, page }) => {
  const text = JSON.stringify(await saved(browser));
  await open(page);
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'picture.png', { type: 'image/png' }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  }, text);
  await expect(settled(page)).toHaveAttribute('data-claim', 'never_paid');
  await open(page);
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.setData('text/plain', content);
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, cancelable: true }));
  }, text);
  await expect(settled(page)).toHaveAttribute('data-claim', 'never_paid');
});

test('a file that tells of a verified receipt and brings an altered one gets its own answer', async ({ browser, page }) => {
  const file = await saved(browser);
  const [dossier = ''] = file.dossiers;
  // One character of the amount's bytes.
  const payload = dossier.split('.')[1] ?? '';
  const text = Buffer.from(payload, 'base64url').toString().replace('18650', '11650');
  const altered = dossier.replace(payload, Buffer.from(text).toString('base64url'));
  await open(page);
  await openCase(page, { ...file, dossiers: [altered] });
  await expect(settled(page)).toHaveAttribute('data-code', 'not_verified');
  const card = caseCard(page);
  await expect(card.locator('[data-line=verified][data-from-file]')).toContainText('Acquirer says approved');
  await expect(card.locator('[data-line=verified]:not([data-from-file])')).not.toContainText('Acquirer says approved');
  // Nothing is counted from a day that nobody vouches for, and the receipt's words go into no calendar.
  await expect(card.locator('[data-deadline]')).toHaveCount(0);
  await expect(page.locator('body')).not.toContainText('116.50');
});

test('card data: a note with it is not taken in, and a file with it shows none of it', async ({ browser, page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await note(page, 'Her card is 4111 1111 1111 1111.');
  await expect(caseCard(page).locator('[data-said="casefile.error.casefile_card_data"]')).toBeVisible();
  expect(await lines(page)).not.toContain('note');
  expect(await focused(page)).toContain('textarea');

  const file = await saved(browser);
  const planted = { ...file, entries: file.entries.map((entry) => ({ ...entry, text: entry.kind === 'note' ? 'card 4111111111111111' : (entry.text ?? '-') })) };
  await open(page);
  await openCase(page, planted);
  await expect(caseCard(page).locator('[data-masked]')).toBeVisible();
  await expect(page.locator('body')).not.toContainText('4111');
});

const HOSTILE: readonly (readonly [string, (file: SavedCase) => unknown, string])[] = [
  ['a member that nobody shows', (file) => ({ ...file, verdict: 'verified' }), 'casefile_invalid'],
  ['a member twice', (file) => JSON.stringify(file).replace('{', '{"claim":"complaint","type":"receipt-case",'), 'json_member_twice'],
  ['another version', (file) => ({ ...file, version: 2 }), 'casefile_version'],
  ['lines that run backwards', (file) => ({ ...file, entries: [...file.entries].reverse() }), 'casefile_order'],
  ['a link in the place of a receipt', (file) => ({ ...file, dossiers: [`https://evil.example/#${file.dossiers[0] ?? ''}`] }), 'casefile_dossier'],
  ['text that turns around', (file) => ({ ...file, entries: file.entries.map((entry) => ({ ...entry, text: '\u202eevil' })) }), 'casefile_text'],
  ['a number that is none', (file) => JSON.stringify(file).replace('"version":1', '"version":1e0'), 'json_number'],
  ['half a file', (file) => JSON.stringify(file).slice(0, -9), 'json_invalid'],
];

for (const [what, spoilt, code] of HOSTILE) {
  test(`a case file with ${what} is refused with its reason, and nothing of it is shown`, async ({ browser, page }) => {
    const file = await saved(browser);
    const content = spoilt(file);
    await open(page);
    await upload(page, caseFile(typeof content === 'string' ? content : JSON.stringify(content)));
    await expect(page.locator(`[data-unopened=${code}]`)).toBeVisible();
    await expect(page.locator('unopened-file h1')).toBeFocused();
    await expect(page.locator('body')).not.toContainText('Slip found');
    await expect(verdict(page)).toHaveCount(0);
  });
}

test('markup in a note is text', async ({ browser, page }) => {
  const file = await saved(browser);
  const markup = '<img src=x onerror=alert(1)><b>paid</b>';
  await open(page);
  await openCase(page, { ...file, entries: file.entries.map((entry) => (entry.kind === 'note' ? { ...entry, text: markup } : entry)) });
  await expect(caseCard(page).locator('[data-line=note] .text')).toHaveText(markup);
  await expect(caseCard(page).locator('[data-line=note] img')).toHaveCount(0);
});

test('dates that a file brings about the receipt are not read; those that somebody was told are', async ({ browser, page }) => {
  const file = await saved(browser);
  const deadlines = [
    { code: 'unionpay_retrieval', date: '2020-01-01', source: 'acquirer_faq' },
    { code: 'told', date: '2026-12-05', source: 'bank' },
  ];
  await open(page);
  await openCase(page, { ...file, deadlines });
  const card = await unfold(page);
  await expect(card.locator('[data-deadline=told]')).toContainText('2026-12-05');
  await expect(card.locator('[data-deadline=unionpay_retrieval]')).not.toContainText('2020');
});

test('a closed case takes no line of the page’s own, and a line of somebody’s opens it again', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await note(page, 'Found the receipt at home.', 'closed');
  await page.locator('[data-act=choose]').click();
  await choose(page, 'complaint');
  await unfold(page);
  expect((await lines(page)).at(-1)).toBe('closed');
  await expect(caseCard(page).locator('[data-add=closed]')).toBeDisabled();
  await note(page, 'Came back.');
  expect((await lines(page)).slice(-3)).toEqual(['closed', 'opened', 'note']);
});

test('nothing is stored, and starting over forgets it', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await note(page, 'Only here.');
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  expect(await page.evaluate(async () => JSON.stringify(await indexedDB.databases()))).not.toContain('case');
  await page.locator('header .brand').click();
  await page.goto(`/#${sample('acquirer_approved').digits}`);
  await page.locator('[data-act=disagree]').click();
  await choose(page, 'never_paid');
  await unfold(page);
  expect(await lines(page)).not.toContain('note');
});

for (const locale of ['zh-CN', 'en']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme, viewport: { width: 360, height: 740 } });

      test('axe finds nothing in the card, nothing scrolls sideways, everything to press is 44 pixels or more', async ({ page }) => {
        await page.addInitScript(axe);
        await disputeSample(page, 'acquirer_approved', 'never_paid');
        await note(page, 'x'.repeat(300));
        const card = caseCard(page);
        await card.locator('input[type=date]').fill('2026-12-05');
        await card.locator('[data-case=tell]').click();
        await expect(card.locator('[data-deadline=told]')).toBeVisible();
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
        for (const target of await card.locator('button:visible, input:visible, select:visible, textarea:visible, summary:visible').all()) {
          expect(Math.round((await target.boundingBox())?.height ?? 0), await target.innerText()).toBeGreaterThanOrEqual(44);
        }
        expect(await card.innerText()).not.toMatch(/casefile\./);
      });
    });
  }
}

test('the keyboard alone notes a line and takes a date back', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  const card = caseCard(page);
  await card.locator('summary').focus();
  await page.keyboard.press('Enter');
  await card.locator('textarea').focus();
  await page.keyboard.type('By keyboard.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(card.locator('[data-line=note]')).toContainText('By keyboard.');
  await card.locator('input[type=date]').fill('2026-12-05');
  await card.locator('[data-case=tell]').press('Enter');
  await card.locator('[data-case=untell]').press('Enter');
  await expect(card.locator('[data-deadline=told]')).toHaveCount(0);
});

test('on paper stand the lines and the dates, and nothing to press', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await note(page, 'On paper too.');
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const card = caseCard(page);
  await expect(card.locator('[data-line=note]')).toBeVisible();
  await expect(card.locator('[data-deadline=keep_slip]')).toBeVisible();
  for (const control of await card.locator('button, input, select, textarea').all()) await expect(control).toBeHidden();
});
