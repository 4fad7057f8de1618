/** Whoever made the bundle wrote every page of it, and may have meant to deceive: nothing that it says about itself raises a level. */

import { begin, changed, filesOf, findings, made, openBundle, zipOf } from './bundles';
import { SHOP, edition, keyOf, shopEntry, signed, stranger, withShop } from './lists';
import { expect, open, test } from './page';

/** Where nothing but the receipt by itself counts: its answer stays what it was. */
interface Attack {
  readonly name: string;
  readonly sample?: string;
  readonly spoil: (zip: Buffer) => Buffer;
  readonly finding: string;
  readonly level?: string;
  readonly report?: string;
}

const ATTACKS: readonly Attack[] = [
  {
    name: 'a report inside that tells of more than the signers carry',
    sample: 'shop_only',
    spoil: (zip) => changed(zip, 'report.json', (text) => text.replaceAll('"E1"', '"E5"').replaceAll('"shop_signed"', '"issuer_debited"').replaceAll('"terminal_signed"', '"issuer_debited"')),
    finding: 'bundle_report_differs conflict',
    level: 'E1',
  },
  {
    name: 'an answer inside that the receipts do not carry',
    sample: 'shop_only',
    spoil: (zip) => changed(zip, 'answer.json', (text) => text.replaceAll('"not_shown"', '"confirmed"').replaceAll('"level":"E1"', '"level":"E2"')),
    finding: 'bundle_answer_differs conflict',
    level: 'E1',
  },
  {
    name: 'a page inside that says something else',
    spoil: (zip) => changed(zip, 'report.html', (text) => text.replace('E2', 'E5')),
    finding: 'bundle_html_differs conflict',
    level: 'E2',
  },
  {
    name: 'a file that was changed after the list of files was written',
    spoil: (zip) => {
      const files = filesOf(zip);
      files.set('case.json', Buffer.from((files.get('case.json')?.toString() ?? '').replace('never_paid', 'complaint')));
      return zipOf(files);
    },
    finding: 'bundle_hash_mismatch conflict',
  },
  {
    name: 'a file that nobody listed',
    spoil: (zip) => zipOf(filesOf(zip).set('dossiers/9.txt', Buffer.from('x'))),
    finding: 'bundle_file_unlisted conflict',
  },
  {
    name: 'a listed file that is not there',
    spoil: (zip) => {
      const files = filesOf(zip);
      files.delete('readme.txt');
      return zipOf(files);
    },
    finding: 'bundle_file_missing conflict',
  },
  {
    name: 'an unsigned trust list that vouches for an unknown shop',
    sample: 'unknown_shop',
    spoil: (zip) => changed(zip, 'trust/3.json', () => JSON.stringify({ version: 1, issuers: [shopEntry()] })),
    finding: 'bundle_list_bare info',
    level: 'E0',
    report: 'issuer_unknown',
  },
  {
    name: 'a trust list signed by a registry of its maker’s own',
    sample: 'unknown_shop',
    spoil: (zip) => {
      const registry = stranger();
      return changed(zip, 'trust/3.jwt', () => signed({ ...withShop(9), iss: 'https://registry.evil.example', registry_keys: [registry.jwk] }, registry));
    },
    finding: 'bundle_list_unknown warn',
    level: 'E0',
    report: 'issuer_unknown',
  },
  {
    name: 'a trust list in the pinned registry’s name, signed by somebody else',
    sample: 'unknown_shop',
    spoil: (zip) => changed(zip, 'trust/3.jwt', () => signed(withShop(9), { ...stranger(), kid: keyOf('registry').kid })),
    finding: 'bundle_list_refused conflict',
    level: 'E0',
    report: 'issuer_unknown',
  },
  {
    name: 'an older list of the pinned registry',
    spoil: (zip) => changed(zip, 'trust/3.jwt', () => signed(edition(0), keyOf('registry'))),
    finding: 'bundle_list_older warn',
    level: 'E2',
  },
];

for (const { name, sample = 'acquirer_approved', spoil, finding, level, report } of ATTACKS) {
  test(`${name}: said, and nothing is lifted`, async ({ page }) => {
    await begin(page, sample);
    const spoilt = spoil((await made(page)).bytes);
    await open(page);
    await openBundle(page, spoilt);
    expect(await findings(page)).toContain(finding);
    if (finding.endsWith('conflict')) await expect(page.locator('[data-bundle-opened]')).toHaveAttribute('data-contradicted');
    if (level !== undefined) await expect(page.locator('[data-report]').first()).toHaveAttribute('data-level', level);
    if (report !== undefined) await expect(page.locator('[data-report]').first()).toHaveAttribute('data-report', report);
    if (level !== undefined && sample !== 'unknown_shop') await expect(page.locator('[data-answered]')).toHaveAttribute('data-level', level);
  });
}

test('a list that somebody brought in a bundle is gone with it', async ({ page }) => {
  await begin(page, 'unknown_shop');
  // Newer than what ships, signed by the registry that this page pins: it counts for the bundle.
  const spoilt = changed((await made(page)).bytes, 'trust/3.jwt', () => signed(withShop(99), keyOf('registry')));
  await open(page);
  await openBundle(page, spoilt);
  expect(await findings(page)).toContain('bundle_list_used info');
  await expect(page.locator('[data-report]')).toHaveAttribute('data-outcome', 'verified');
  await page.locator('[data-dossier="dossiers/1.txt"]').click();
  await expect(page.locator('[data-verdict]')).toHaveAttribute('data-code', 'issuer_unknown');
  await expect(page.locator('trust-panel')).not.toContainText(SHOP);
});

const OTHERS: readonly (readonly [string, (zip: Buffer) => Buffer, string])[] = [
  ['half a bundle', (zip) => zip.subarray(0, zip.length - 40), 'bundle_not_zip'],
  ['a bundle with something in front', (zip) => Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), zip]), 'bundle'],
  ['a bundle with something behind', (zip) => Buffer.concat([zip, Buffer.from('x')]), 'bundle'],
  ['a zip of other things', () => zipOf(new Map([['readme.txt', Buffer.from('hello')]])), 'bundle_manifest_invalid'],
  ['an empty zip', () => zipOf(new Map()), 'bundle'],
  ['a path that climbs out', (zip) => zipOf(filesOf(zip).set('../evil.txt', Buffer.from('x'))), 'bundle_name_invalid'],
];

for (const [what, spoil, code] of OTHERS) {
  test(`${what} is not opened, and says why`, async ({ page }) => {
    await begin(page);
    const spoilt = spoil((await made(page)).bytes);
    await open(page);
    await openBundle(page, spoilt);
    await expect(page.locator(`[data-unopened^=${code}]`)).toBeVisible();
    // Its own reason, not that of just any file.
    await expect(page.locator('unopened-file')).not.toContainText(/evidence\.error|can’t be read as an evidence file/);
    await expect(page.locator('[data-bundle-opened]')).toHaveCount(0);
  });
}

test('names and notes in a bundle are text', async ({ page }) => {
  const markup = '<img src=x onerror=alert(1)>';
  await begin(page);
  await page.locator('bundle-maker #maker').fill(markup);
  const spoilt = (await made(page)).bytes;
  await open(page);
  await openBundle(page, spoilt);
  await expect(page.locator('[data-bundle-opened]')).toContainText(markup);
  await expect(page.locator('bundle-view img')).toHaveCount(0);
  expect(filesOf(spoilt).get('report.html')?.toString()).not.toContain(markup);
});
