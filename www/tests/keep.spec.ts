/** "My receipts": nothing is stored before Keep is pressed, and then only behind a passphrase. */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, expectVerdict, open, sample, test, upload, verdict } from './page';

const PASSPHRASE = 'seven blue teapots';

async function check(page: Page, id: string): Promise<void> {
  await page.goto('about:blank');
  await open(page, `#${sample(id).digits}`);
  await expectVerdict(page, { outcome: 'verified' });
  await expect(page.locator('keep-receipt section')).toBeVisible();
}

async function press(page: Page, name: string): Promise<void> {
  await page.locator(`[data-do=${name}]`).click();
}

async function setAndKeep(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await press(page, 'keep');
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('The same passphrase again').fill(passphrase);
  await page.getByRole('button', { name: 'Set and keep' }).click();
  await expect(page.locator('[data-kept]')).toBeVisible();
}

async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
}

/** The list, from a page just opened. */
async function showList(page: Page): Promise<void> {
  await page.goto('about:blank');
  await open(page);
  await page.getByRole('banner').getByRole('button', { name: 'My receipts' }).click();
  await expect(page.locator('kept-receipts h1')).toBeFocused();
}

/** Everything that this origin has put on the device, as one text. */
async function stored(page: Page): Promise<{ readonly databases: readonly string[]; readonly text: string }> {
  return page.evaluate(async () => {
    const parts: string[] = [JSON.stringify(Object.entries(localStorage)), JSON.stringify(Object.entries(sessionStorage)), document.cookie];
    const databases = (await indexedDB.databases()).map(({ name }) => name ?? '');
    for (const name of databases) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(name));
      });
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store).getAll();
        await new Promise((resolve) => (all.onsuccess = resolve));
        parts.push(JSON.stringify(all.result));
      }
      database.close();
    }
    const list = await (await fetch('build.json')).text();
    const files = Object.values((JSON.parse(list) as { files: Readonly<Record<string, string>> }).files);
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const body = (await (await cache.match(request))?.arrayBuffer()) ?? new ArrayBuffer();
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
        const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
        // The files of the build hold what they hold; of anything else, every word counts.
        if (!files.includes(hex)) parts.push(request.url, new TextDecoder().decode(body));
      }
    }
    // Trust lists are remembered without a press: public texts, the same for everybody. Anything else beside them counts.
    const signed = /ey[\w-]+\.[\w-]+\.[\w-]+/g;
    const isList = (token: string): boolean => atob((token.split('.')[0] ?? '').replace(/-/g, '+').replace(/_/g, '/')).includes('receipt-trust+jwt');
    const text = parts.join('\n').replace(list, '').replace(signed, (token) => (isList(token) ? '' : token));
    return { databases: databases.filter((name) => name !== 'trust-lists'), text };
  });
}

test('checking a receipt, by link or by picture, stores nothing of it', async ({ page }) => {
  await check(page, 'acquirer_approved');
  await upload(page, sample('twenty_items').path);
  await expectVerdict(page, { outcome: 'verified' });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const { databases, text } = await stored(page);
  expect(databases).toEqual([]);
  for (const said of ['腾辉茶叶店', '186.50', '18650', '4417', sample('acquirer_approved').digits.slice(0, 60)]) expect(text).not.toContain(said);
});

test('looking at the empty list stores nothing either', async ({ page }) => {
  await open(page);
  await page.getByRole('contentinfo').getByRole('button', { name: 'My receipts' }).click();
  await expect(page.locator('kept-receipts')).toContainText('Nothing is kept here.');
  expect((await stored(page)).databases).toEqual([]);
});

test('what is kept is unreadable without the passphrase: no name, amount or month', async ({ page }) => {
  await check(page, 'acquirer_approved');
  const shop = await page.locator('receipt-view [data-row=shop] bdi').innerText();
  await setAndKeep(page);
  const { databases, text } = await stored(page);
  expect(databases).toEqual(['receipts']);
  expect(text).toContain('ciphertext');
  for (const said of [shop, '18650', '2026-1', 'dossier', 'eyJ', PASSPHRASE]) expect(text).not.toContain(said);
});

test('a kept receipt comes back after a reload, behind the passphrase, and is checked anew', async ({ page }) => {
  await check(page, 'acquirer_approved');
  await setAndKeep(page);
  await expect(page.locator('[data-kept]')).toContainText('Kept on this device until');
  await showList(page);
  await expect(page.locator('[data-entry]')).toHaveCount(0);
  await unlock(page, 'not the passphrase');
  await expect(page.getByRole('alert')).toContainText('That is not the passphrase.');
  await unlock(page);
  await expect(page.locator('[data-entry]')).toHaveCount(1);
  // Since then its keys have been reported stolen, in a list that the customer chose.
  await page.locator('trust-panel summary').click();
  const trust = JSON.parse(readFileSync(new URL('../dist/samples/trust.json', import.meta.url), 'utf8')) as {
    sample?: boolean;
    iss?: string;
    issuers: { keys: { revoked?: object }[] }[];
  };
  // A list of published keys outranks nothing, and nobody else's name stands on an unsigned one: this is the customer's own.
  delete trust.sample;
  delete trust.iss;
  for (const key of trust.issuers.flatMap(({ keys }) => keys)) key.revoked = { recorded: 1_700_000_001, since: 1_700_000_000, reason: 'stolen' };
  await page
    .locator('trust-panel input[type=file]')
    .setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(trust)) });
  await page.locator('[data-decision=session]').click();
  await expect(page.locator('trust-panel [data-provenance=user]')).toBeAttached();
  await page.getByRole('banner').getByRole('button', { name: 'My receipts' }).click();
  await page.locator('[data-entry] .open').click();
  await expectVerdict(page, { code: 'key_withdrawn', level: 'E0' });
});

test('kept once, however often Keep is pressed', async ({ page }) => {
  await check(page, 'shop_only');
  await setAndKeep(page);
  await check(page, 'shop_only');
  await press(page, 'keep');
  await unlock(page);
  await expect(page.locator('[data-kept]')).toBeVisible();
  await press(page, 'show');
  await expect(page.locator('[data-entry]')).toHaveCount(1);
});

test('Keep stands under verified answers alone', async ({ page }) => {
  await open(page, `#${sample('unknown_shop').digits}`);
  await expectVerdict(page, { outcome: 'unknown_signer' });
  await expect(page.locator('about-build')).toBeVisible();
  await expect(page.locator('keep-receipt')).toHaveCount(0);
  await upload(page, sample('altered').path);
  await expectVerdict(page, { outcome: 'rejected' });
  await expect(page.locator('keep-receipt')).toHaveCount(0);
});

test('a passphrase that is easy to guess, or typed twice differently, is sent back with a reason', async ({ page }) => {
  await check(page, 'shop_only');
  await press(page, 'keep');
  const field = page.getByLabel('Passphrase', { exact: true });
  await expect(field).toBeFocused();
  await expect(page.locator('passphrase-form')).toContainText('Nobody can recover a forgotten passphrase.');
  await field.fill('12345678');
  await expect(page.locator('[data-strength=weak]')).toBeVisible();
  await field.press('Enter');
  await expect(page.getByRole('alert')).toContainText('harder to guess');
  await field.fill(PASSPHRASE);
  await page.getByLabel('The same passphrase again').fill('seven blue teapot');
  await field.press('Enter');
  await expect(page.getByRole('alert')).toContainText('not the same');
  expect((await stored(page)).databases).toEqual([]);
});

test.describe('with several kept', () => {
  test.beforeEach(async ({ page }) => {
    await check(page, 'acquirer_approved');
    await setAndKeep(page);
    for (const id of ['twenty_items', 'refund']) {
      await upload(page, sample(id).path);
      await expectVerdict(page, { outcome: 'verified' });
      await press(page, 'keep');
      await expect(page.locator('[data-kept]')).toBeVisible();
    }
    await press(page, 'show');
    await expect(page.locator('[data-entry]')).toHaveCount(3);
  });

  test('search and month find them', async ({ page }) => {
    const rows = page.locator('[data-entry]');
    const search = page.getByLabel('Search');
    await search.fill('refund');
    await expect(rows).toHaveCount(1);
    await search.fill('no such shop');
    await expect(rows).toHaveCount(0);
    await expect(page.locator('kept-receipts')).toContainText('Nothing found.');
    await search.fill('');
    const months = page.getByRole('combobox', { name: 'Month', exact: true });
    expect(await months.locator('option').count()).toBeGreaterThan(1);
    await months.selectOption({ index: 1 });
    expect(await rows.count()).toBeGreaterThan(0);
  });

  test('one is deleted after a second press, and stays deleted', async ({ page }) => {
    await page.locator('[data-entry]').first().getByRole('button', { name: 'Delete the receipt' }).click();
    await expect(page.locator('[data-entry]')).toHaveCount(3);
    await press(page, 'remove');
    await expect(page.locator('[data-entry]')).toHaveCount(2);
    await showList(page);
    await unlock(page);
    await expect(page.locator('[data-entry]')).toHaveCount(2);
  });

  test('wiping takes two presses and leaves no database', async ({ page }) => {
    await page.locator('kept-tools summary').click();
    await press(page, 'wipe');
    await expect(page.locator('[data-entry]')).toHaveCount(3);
    await press(page, 'wipe-yes');
    await expect(page.locator('kept-receipts')).toContainText('Nothing is kept here.');
    // Nothing is left to manage either.
    await expect(page.locator('[data-do=export]')).toHaveCount(0);
    expect((await stored(page)).databases).toEqual([]);
  });

  test('a forgotten passphrase leaves the way to delete everything', async ({ page }) => {
    await showList(page);
    await press(page, 'wipe');
    await press(page, 'wipe-yes');
    await expect(page.locator('kept-receipts')).toContainText('Nothing is kept here.');
  });

  test('the passphrase changes; the old one no longer opens', async ({ page }) => {
    await page.locator('kept-tools summary').click();
    await press(page, 'change');
    await page.getByLabel('Current passphrase').fill('wrong');
    await page.getByLabel('New passphrase').fill('eleven brass doorbells');
    await page.getByLabel('The same passphrase again').fill('eleven brass doorbells');
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('That is not the passphrase.');
    await page.getByLabel('Current passphrase').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await expect(page.locator('[data-said="tools.changed"]')).toBeVisible();
    await showList(page);
    await unlock(page);
    await expect(page.getByRole('alert')).toContainText('That is not the passphrase.');
    await unlock(page, 'eleven brass doorbells');
    await expect(page.locator('[data-entry]')).toHaveCount(3);
  });

  test('a file carries them to another device, once', async ({ page, browser, baseURL }) => {
    await page.locator('kept-tools summary').click();
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'export')]);
    expect(download.suggestedFilename()).toMatch(/^\d{4}-\d\d-\d\d\.receipts$/);
    const path = test.info().outputPath('mine.receipts');
    await download.saveAs(path);
    const text = readFileSync(path, 'utf8');
    for (const said of ['dossier', 'shop', 'eyJ', PASSPHRASE]) expect(text).not.toContain(said);

    const context = await browser.newContext({ baseURL: baseURL ?? '' });
    const other = await context.newPage();
    await open(other);
    await other.getByRole('contentinfo').getByRole('button', { name: 'My receipts' }).click();
    await other.locator('kept-tools summary').click();
    const bring = async (buffer: Buffer, passphrase: string): Promise<void> => {
      await other.locator('kept-tools input[type=file]').setInputFiles({ name: 'x.receipts', mimeType: 'application/json', buffer });
      await other.getByLabel('Passphrase of the file').fill(passphrase);
      await other.getByRole('button', { name: 'Import', exact: true }).click();
    };
    await bring(Buffer.from(text), 'not the passphrase');
    await expect(other.getByRole('alert')).toContainText('That is not the passphrase.');
    await bring(Buffer.from(text), PASSPHRASE);
    await expect(other.locator('[data-said="tools.imported"]')).toContainText('Added: 3.');
    await expect(other.locator('[data-entry]')).toHaveCount(3);
    await bring(Buffer.from(text), PASSPHRASE);
    await expect(other.locator('[data-said="tools.imported"]')).toContainText('Added: 0.');
    await expect(other.locator('[data-entry]')).toHaveCount(3);

    const file = other.locator('kept-tools input[type=file]');
    const give = (content: string): Promise<void> =>
      file.setInputFiles({ name: 'x.receipts', mimeType: 'application/json', buffer: Buffer.from(content) });
    for (const [content, code] of [
      [text.replace('"version": 1', '"version": 2'), 'newer_version'],
      [text.replace(/(?<="ciphertext": ".{40})./, (letter) => (letter === 'A' ? 'B' : 'A')), 'damaged'],
      ['{}', 'not_ours'],
    ] as const) {
      await give(content);
      await expect(other.locator(`kept-tools [data-failure=${code}]`)).toBeVisible();
    }
    await context.close();
  });

  test('a shorter period deletes what is older, and says how many', async ({ page }) => {
    await page.clock.install({ time: Date.now() + 100 * 24 * 3600 * 1000 });
    await showList(page);
    await unlock(page);
    await page.locator('kept-tools summary').click();
    await page.getByLabel('Delete after').selectOption('1');
    await expect(page.locator('[data-said="tools.retained"]')).toContainText('3.');
    await expect(page.locator('[data-entry]')).toHaveCount(0);
  });

  test('after 13 months they go when the list is opened, said once', async ({ page }) => {
    await page.clock.install({ time: Date.now() + 400 * 24 * 3600 * 1000 });
    await showList(page);
    await unlock(page);
    await expect(page.locator('[data-dropped]')).toContainText('3 receipts have been deleted. The period that you chose was over (13 months).');
    await expect(page.locator('[data-entry]')).toHaveCount(0);
    await showList(page);
    await unlock(page);
    await expect(page.locator('kept-receipts')).toContainText('No receipts are kept.');
    await expect(page.locator('[data-dropped]')).toHaveCount(0);
  });

  test('a record altered on the device is named and hides no other', async ({ page }) => {
    await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('receipts');
        request.onsuccess = () => resolve(request.result);
      });
      const store = database.transaction('records', 'readwrite').objectStore('records');
      const all = store.getAll();
      await new Promise((resolve) => (all.onsuccess = resolve));
      const [first, second] = all.result as { id: string; ciphertext: string; nonce: string }[];
      if (first === undefined || second === undefined) throw new Error('too few');
      // One record in another's place: well formed, and still not its own.
      store.put({ ...second, id: first.id });
      await new Promise((resolve) => (store.transaction.oncomplete = resolve));
      database.close();
    });
    await showList(page);
    await unlock(page);
    await expect(page.locator('[data-damaged]')).toContainText('1 record cannot be read');
    await expect(page.locator('[data-entry]')).toHaveCount(2);
    await page.getByRole('button', { name: 'Delete what cannot be read' }).click();
    await expect(page.locator('[data-damaged]')).toHaveCount(0);
  });

  test('locked by its button, and out of sight for two minutes', async ({ page }) => {
    await page.locator('kept-tools summary').click();
    await press(page, 'lock');
    await expect(page.locator('[data-entry]')).toHaveCount(0);
    await page.clock.install();
    await unlock(page);
    await expect(page.locator('[data-entry]')).toHaveCount(3);
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.clock.runFor(119_000);
    await expect(page.locator('[data-entry]')).toHaveCount(3);
    await page.clock.runFor(2_000);
    await expect(page.locator('[data-entry]')).toHaveCount(0);
    await expect(page.getByLabel('Passphrase', { exact: true })).toBeVisible();
  });

  test('another window sees what happens here', async ({ page, context }) => {
    const second = await context.newPage();
    await showList(second);
    await unlock(second);
    await expect(second.locator('[data-entry]')).toHaveCount(3);
    await page.locator('[data-entry]').first().getByRole('button', { name: 'Delete the receipt' }).click();
    await press(page, 'remove');
    await expect(second.locator('[data-entry]')).toHaveCount(2);
    await page.locator('kept-tools summary').click();
    await press(page, 'wipe');
    await press(page, 'wipe-yes');
    await expect(second.locator('kept-receipts')).toContainText('Nothing is kept here.');
  });
});

for (const [what, damage, code] of [
  ['no IndexedDB', () => Object.defineProperty(window, 'indexedDB', { value: undefined }), 'storage_missing'],
  [
    'storage that the browser refuses',
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('refused', 'SecurityError');
      };
    },
    'storage_denied',
  ],
  ['no encryption, as on a page without https', () => Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }), 'insecure'],
  [
    'a database that neither opens nor fails',
    () => {
      IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
    },
    'storage_denied',
  ],
] as const) {
  test(`${what}: the answer stands, and the card says why nothing can be kept`, async ({ page }) => {
    await page.addInitScript(damage);
    await check(page, 'shop_only');
    await expect(page.locator('[data-do=keep]')).toHaveCount(0);
    const words = JSON.parse(readFileSync(new URL('../../locales/en/app.json', import.meta.url), 'utf8')) as Record<string, string>;
    await expect(page.locator('keep-receipt')).toContainText(words[`keep.failure.${code}`] ?? code);
    await expect(verdict(page)).toBeVisible();
  });
}

test('a full disk is said, and nothing pretends to be kept', async ({ page }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = new Proxy(IDBObjectStore.prototype.put, {
      apply: (put, store: IDBObjectStore, given: [unknown]) => {
        if (store.name === 'records') throw new DOMException('full', 'QuotaExceededError');
        return Reflect.apply(put, store, given) as IDBRequest;
      },
    });
  });
  await check(page, 'shop_only');
  await press(page, 'keep');
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('The same passphrase again').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Set and keep' }).click();
  await expect(page.locator('keep-receipt')).toContainText('no room left');
  await expect(page.locator('[data-kept]')).toHaveCount(0);
});

test('the browser is asked to hold on to the receipts only once something is kept', async ({ page }) => {
  await page.addInitScript(() => {
    const asked: number[] = [];
    Object.assign(window, { asked });
    // The blank page in between has none.
    if (isSecureContext) StorageManager.prototype.persist = () => {
      asked.push(1);
      return Promise.resolve(true);
    };
  });
  const asked = (): Promise<number> => page.evaluate(() => (window as unknown as { asked: number[] }).asked.length);
  await check(page, 'shop_only');
  expect(await asked()).toBe(0);
  await setAndKeep(page);
  expect(await asked()).toBe(1);
});
