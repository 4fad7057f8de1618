/** Evidence in the page: from a dispute to one file, and from a file to what this device finds in it. */

import { readFileSync } from 'node:fs';
import { axe, violations } from './axe';
import { MAKER, begin, filesOf, findings, made, maker, manifestOf, openBundle, sha256, unfold } from './bundles';
import { note } from './cases';
import { dispute, disputeSample, lay, settled } from './dispute';
import { expect, open, payloadOf, sample, test, verdict } from './page';

/** The order number of another payment in the sample bill. */
const OTHER_LINE = 'CS20261116000731';

test('a bundle made here is opened here, says the same, and its maker’s name is no more than a name', async ({ page }) => {
  await begin(page);
  const { name, bytes } = await made(page);
  expect(name).toMatch(/^\d{4}-\d\d-\d\d-evidence\.zip$/);
  const files = filesOf(bytes);
  expect([...files.keys()]).toEqual(['answer.json', 'case.json', 'dossiers/1.txt', 'manifest.json', 'readme.txt', 'report.html', 'report.json', 'trust/1.jwt', 'trust/2.jwt']);
  const words = files.get('report.html')?.toString().replace(/<[^>]*>/g, '');
  expect(words).toContain(`Made by ${MAKER}; re-check in your own verifier`);
  for (const { path, sha256: hash } of manifestOf(files).files) expect(sha256(files.get(path) ?? Buffer.of()), path).toBe(hash);

  await open(page);
  await openBundle(page, bytes);
  expect(await findings(page)).toEqual(['bundle_unsigned info', 'bundle_list_same pass', 'bundle_list_same pass']);
  await expect(page.locator('bundle-view h1')).toBeFocused();
  await expect(page.locator('[data-bundle-opened]')).not.toHaveAttribute('data-contradicted');
  // Sample keys say so here too.
  await expect(page.locator('bundle-view .ribbon')).toBeVisible();
  await expect(page.locator('[data-answered]')).toHaveAttribute('data-level', 'E2');
  await expect(page.locator('[data-report]')).toHaveAttribute('data-report', 'acquirer_approved');
  await page.locator('[data-bundle=go-on]').click();
  await expect(settled(page)).toHaveAttribute('data-claim', 'never_paid');
  await expect(page.locator('case-view [data-from-file]').first()).toBeVisible();
});

test('a bundle that the command line wrote is opened here, and says the same', async ({ page }) => {
  const bytes = readFileSync(new URL('../../tests/vectors/bundle/from-cli.zip', import.meta.url));
  await open(page);
  await openBundle(page, bytes);
  const found = await findings(page);
  expect(found.filter((finding) => finding.endsWith('conflict'))).toEqual([]);
  expect(found).toContain('bundle_list_bare info');
  await expect(page.locator('[data-answered]')).toHaveAttribute('data-level', 'E2');
  await expect(page.locator('[data-report]')).toHaveAttribute('data-report', 'acquirer_approved');
});

test('one of its receipts opens by itself', async ({ page }) => {
  await begin(page);
  const { bytes } = await made(page);
  await open(page);
  await openBundle(page, bytes);
  await page.locator('[data-dossier="dossiers/1.txt"]').click();
  await expect(verdict(page)).toHaveAttribute('data-code', 'acquirer_approved');
});

test('a profile says what is here, what is missing and what to attach, and what is written goes in', async ({ page }) => {
  await begin(page);
  const form = maker(page);
  await form.locator('[data-bundle=profile]').selectOption('unionpay_retrieval');
  await expect(form.locator('[data-element=slip_amount]')).toHaveAttribute('data-state', 'present');
  await expect(form.locator('[data-element=original_slip]')).toHaveAttribute('data-state', 'attach');
  await expect(form.locator('[data-warning=reprint_refused]')).toBeVisible();
  await expect(form.locator('[data-never=card_number_in_file]')).toBeVisible();
  await form.locator('[data-bundle=profile]').selectOption('consumer_letter');
  const ask = form.locator('[data-element=what_i_ask]');
  await expect(ask).toHaveAttribute('data-state', 'missing');
  await ask.locator('textarea').fill('Please look the transaction up.');
  await ask.locator('textarea').blur();
  await expect(ask).toHaveAttribute('data-state', 'present');
  const { bytes } = await made(page);
  expect(filesOf(bytes).get('profile.txt')?.toString()).toContain('Please look the transaction up.');
});

test('a file to attach is hashed here and stays here, a recording with its span; the reader checks theirs against it', async ({ page }) => {
  const video = Buffer.alloc(3_300_000, 'frame');
  await begin(page);
  await page.locator('attach-view input[type=file]').setInputFiles({ name: 'camera 3.mp4', mimeType: 'video/mp4', buffer: video });
  await expect(page.locator('[data-attached=read]')).toContainText(sha256(video));
  await page.locator('[data-attach=from]').fill('1:02:03');
  await page.locator('[data-attach=from]').blur();
  await page.locator('[data-attach=to]').fill('0:59');
  await page.locator('[data-attach=to]').blur();
  await expect(page.locator('attach-view [role=alert]')).toContainText('the end not before the beginning');
  await page.locator('[data-attach=to]').fill('1:04:00');
  await page.locator('[data-attach=to]').blur();
  const { bytes } = await made(page);
  expect(bytes.length).toBeLessThan(video.length);
  expect(manifestOf(filesOf(bytes)).attachments).toEqual([{ name: 'camera 3.mp4', kind: 'video', size: video.length, sha256: sha256(video), from: 3723, to: 3840, note: null }]);
  await open(page);
  await openBundle(page, bytes);
  const check = page.locator('bundle-view input[type=file]');
  await check.setInputFiles({ name: 'other name.mp4', mimeType: 'video/mp4', buffer: video });
  await expect(page.locator('[data-same=true]')).toContainText('camera 3.mp4');
  video[1_700_000] = 0;
  await check.setInputFiles({ name: 'camera 3.mp4', mimeType: 'video/mp4', buffer: video });
  await expect(page.locator('[data-same=false]')).toBeVisible();
});

test('of a statement file one line goes in and the hash of the whole, and it counts for nobody who has not seen the file', async ({ page }) => {
  await disputeSample(page, 'wechat', 'never_paid');
  const file = payloadOf('samples/wechat_bill.csv', 'text/csv');
  await lay(page, 'customer', file);
  await expect(page.locator('[data-match]')).toHaveAttribute('data-match', 'G1');
  await expect(settled(page)).toHaveAttribute('data-level', 'E4');
  await unfold(page);
  await expect(maker(page).locator('[data-line]')).toBeVisible();
  const { bytes } = await made(page);
  const line = filesOf(bytes).get('statement-line.json')?.toString() ?? '';
  expect(line).toContain(sha256(file.buffer));
  // Another payment of the same person's.
  expect(file.buffer.toString()).toContain(OTHER_LINE);
  expect(bytes.toString()).not.toContain(OTHER_LINE);
  await open(page);
  await openBundle(page, bytes);
  const found = await findings(page);
  expect(found).toContain('bundle_line_unsigned info');
  expect(found).toContain('bundle_line_not_counted info');
  await expect(page.locator('[data-answered]')).toHaveAttribute('data-level', 'E2');
});

test('a receipt that does not verify makes a bundle that says so', async ({ page }) => {
  await begin(page, 'altered');
  const { bytes } = await made(page);
  await open(page);
  await openBundle(page, bytes);
  await findings(page);
  await expect(page.locator('[data-report]')).toHaveAttribute('data-outcome', 'rejected');
  await expect(page.locator('bundle-view')).not.toContainText('18.65');
});

test('without a name nothing is made; card data in a name, a note or the timeline makes nothing either', async ({ page }) => {
  await begin(page);
  const form = maker(page);
  const press = async (): Promise<void> => {
    await form.locator('[data-bundle=make]').click();
    await expect(form.locator('[data-made=no]')).toBeVisible();
  };
  await form.locator('#maker').fill(' ');
  await press();
  await expect(form.locator('#maker')).toBeFocused();
  await form.locator('#maker').fill('card 4111 1111 1111 1111');
  await press();
  await expect(form.locator('[data-made=no]')).toContainText('Card data');
  await form.locator('#maker').fill(MAKER);
  await page.locator('attach-view input[type=file]').setInputFiles({ name: 'slip.png', mimeType: 'image/png', buffer: Buffer.from('x') });
  await page.locator('[data-attach=note]').fill('4111111111111111');
  await page.locator('[data-attach=note]').blur();
  await press();
  await page.locator('[data-attach=note]').fill('the slip');
  await page.locator('[data-attach=note]').blur();
  await made(page);
});

test('the timeline goes in unless it is left out, and so do the lists', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await note(page, 'Slip found in drawer 2.');
  await unfold(page);
  expect(filesOf((await made(page)).bytes).get('case.json')?.toString()).toContain('drawer 2');
  await maker(page).locator('[data-tick=timeline]').uncheck();
  await maker(page).locator('[data-tick=lists]').uncheck();
  const { bytes } = await made(page);
  expect(bytes.toString('latin1')).not.toContain('drawer 2');
  expect([...filesOf(bytes).keys()].filter((path) => path.startsWith('trust/'))).toEqual([]);
});

test('the preview lists what goes in, and making it stores and sends nothing', async ({ page }) => {
  await begin(page);
  await maker(page).locator('[data-preview] summary').click();
  const shown = await maker(page).locator('[data-path]').evaluateAll((all) => all.map((one) => one.getAttribute('data-path')));
  const { bytes } = await made(page);
  expect(['manifest.json', ...shown].sort()).toEqual([...filesOf(bytes).keys()]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});

test('the page inside reads and prints without a script', async ({ browser, page }) => {
  await begin(page);
  const { bytes } = await made(page);
  const html = filesOf(bytes).get('report.html')?.toString() ?? '';
  const context = await browser.newContext({ javaScriptEnabled: false });
  const reader = await context.newPage();
  await reader.setContent(html);
  await expect(reader.locator('body')).toContainText(`Made by ${MAKER}; re-check in your own verifier`);
  await expect(reader.locator('svg').first()).toBeVisible();
  expect(html).not.toMatch(/<script|javascript:|https?:\/\/(?!verify|www\.w3\.org)[^"<]*\.js/i);
  await context.close();
});

for (const locale of ['zh-CN', 'en']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme, viewport: { width: 360, height: 740 } });

      test('axe finds nothing in the form nor in an opened bundle, nothing scrolls sideways, everything to press is 44 pixels or more', async ({ page }) => {
        await page.addInitScript(axe);
        await begin(page);
        await maker(page).locator('[data-bundle=profile]').selectOption('consumer_letter');
        await expect(page.locator('[data-element=what_i_ask]')).toBeVisible();
        await page.locator('attach-view input[type=file]').setInputFiles({ name: `${'long-name-'.repeat(5)}.mp4`, mimeType: 'video/mp4', buffer: Buffer.from('film') });
        await expect(page.locator('[data-attached=read]')).toBeVisible();
        const sound = async (part: string): Promise<void> => {
          expect(await violations(page)).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
          for (const target of await page.locator(part).locator('button:visible, input:visible:not([type=checkbox]), select:visible, textarea:visible, label.tick:visible').all()) {
            expect(Math.round((await target.boundingBox())?.height ?? 0), await target.innerText()).toBeGreaterThanOrEqual(44);
          }
          expect(await page.locator(part).innerText()).not.toMatch(/evidence\.|bundle\.|value\./);
        };
        await sound('bundle-maker');
        const { bytes } = await made(page);
        await open(page);
        await openBundle(page, bytes);
        await findings(page);
        await sound('bundle-view');
      });
    });
  }
}

test('the keyboard alone makes one', async ({ page }) => {
  await dispute(page, sample('acquirer_approved').digits, 'never_paid');
  await maker(page).locator('summary').first().focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type(MAKER);
  await expect(maker(page).locator('[data-preview]')).toBeVisible();
  await maker(page).locator('[data-bundle=make]').focus();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toContain('evidence');
});
