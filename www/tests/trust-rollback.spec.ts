/** Of each maker the newest list that was seen counts. What is older, or is not what it says, never takes its place. */

import { edition, expectRefresh, keyOf, openPanel, pasteText, publish, refreshRow, signed, snapshotOf, stranger, withShop } from './lists';
import { expect, expectVerdict, open, sample, test } from './page';

test.use({ serviceWorkers: 'block' });

const registry = keyOf('registry');
const third = snapshotOf(signed(withShop(3), registry));

test('an older list than the one seen last is refused and said, on the next visit too', async ({ page }) => {
  let body = third;
  await publish(page, () => ({ body }));
  await open(page);
  await openPanel(page);
  await expectRefresh(page, 'resting');
  body = snapshotOf(signed(edition(2), registry));
  await page.reload();
  await openPanel(page);
  await page.locator('[data-act=refresh]').click();
  await expectRefresh(page, 'failed', 'list_rolled_back');
  await expect(page.locator(refreshRow)).toContainText('has a newer list');
  await expect(page.locator('[data-provenance=pinned]')).toHaveAttribute('data-sequence', '3');
  await pasteText(page, sample('unknown_shop').link);
  await expectVerdict(page, { outcome: 'verified' });
});

test('what ships with the page is the floor', async ({ page }) => {
  await publish(page, () => ({ body: snapshotOf(signed(withShop(0), registry)) }));
  await open(page);
  await openPanel(page);
  await expectRefresh(page, 'failed', 'list_rolled_back');
  await pasteText(page, sample('unknown_shop').link);
  await expectVerdict(page, { outcome: 'unknown_signer' });
});

test('two lists with one number: the first one stays, and it is said', async ({ page }) => {
  await publish(page, () => ({ body: snapshotOf(signed(withShop(1), registry)) }));
  await open(page);
  await openPanel(page);
  await expectRefresh(page, 'failed', 'list_sequence_reused');
  await pasteText(page, sample('unknown_shop').link);
  await expectVerdict(page, { outcome: 'unknown_signer' });
});

for (const [name, token, code] of [
  ['signed by somebody else in the registry’s name', signed(withShop(9), stranger()), 'list_signature_invalid'],
  ['of a registry that nobody chose', signed({ ...withShop(9), iss: 'https://other-registry.example' }, stranger()), 'list_signer_unknown'],
  ['changed after it was signed', changed(signed(withShop(9), registry)), 'list_signature_invalid'],
] as const) {
  test(`a list ${name} is refused, whatever its number`, async ({ page }) => {
    await publish(page, () => ({ body: snapshotOf(token) }));
    await open(page);
    await openPanel(page);
    await expectRefresh(page, 'failed', code);
    await expect(page.locator('[data-provenance=pinned]')).toHaveAttribute('data-sequence', '1');
    await page.reload();
    await expect(page.locator('[data-provenance=pinned]')).toHaveAttribute('data-sequence', '1');
  });
}

test('a kept list that was tampered with on the device gives way to the one that ships', async ({ page }) => {
  await publish(page, () => ({ body: third }));
  await open(page);
  await openPanel(page);
  await expectRefresh(page, 'resting');
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('trust-lists');
      request.onsuccess = () => resolve(request.result);
    });
    const store = database.transaction('lists', 'readwrite').objectStore('lists');
    const all = await new Promise<readonly { text: string; by: string; iss: string }[]>((resolve) => {
      const request = store.getAll();
      request.onsuccess = () => resolve(request.result as readonly { text: string; by: string; iss: string }[]);
    });
    for (const list of all) store.put({ ...list, text: `${list.text.slice(0, -8)}AAAAAAAA` }, `${list.by} ${list.iss}`);
  });
  await page.reload();
  await expect(page.locator('[data-provenance=pinned]')).toHaveAttribute('data-sequence', '1');
  await pasteText(page, sample('shop_only').link);
  await expectVerdict(page, { code: 'terminal_signed' });
});

test('a list past its date says so in the verdict and never comes out green', async ({ page }) => {
  await publish(page, () => ({ body: snapshotOf(signed({ ...edition(2), iat: 1795305600, exp: 1795305700 }, registry)) }));
  await open(page);
  await openPanel(page);
  await expectRefresh(page, 'resting');
  await pasteText(page, sample('acquirer_approved').link);
  await expectVerdict(page, { code: 'acquirer_approved' });
  await expect(page.locator('[data-verdict]')).not.toHaveAttribute('data-tone', 'green');
});

function changed(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const list = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sequence: number };
  return [header, Buffer.from(JSON.stringify({ ...list, sequence: 10 })).toString('base64url'), signature].join('.');
}
