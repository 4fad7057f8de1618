/** The built files, in pages of other people. */

import { readFileSync } from 'node:fs';
import { sample } from '../page';
import { payload, pdf } from '../files';
import { ANYONE, PACKAGE, POLICY, expect, lookInside, pageWith, reported, settled, test } from './hosts';

const { link } = sample('acquirer_approved');
const TAG = `<receipt-verifier receipt="${link}"></receipt-verifier>`;
const APPROVED = { code: 'acquirer_approved', level: 'E2', provenance: 'pinned' };

const hashes = JSON.parse(readFileSync(`${PACKAGE}sri.json`, 'utf8')) as Readonly<Record<string, string>>;

for (const file of ['receipt-verifier.js', 'receipt-verifier.inline.js', 'element.js']) {
  test(`${file}: a plain page needs the script and the tag, nothing else`, async ({ page, host }) => {
    const shop = await host({ '/': pageWith(TAG, { script: `/dist/${file}` }) }, { folder: PACKAGE });
    await page.goto(shop.origin);
    await settled(page, 'verified');
    expect(await reported(page)).toEqual(APPROVED);
  });

  test(`${file}: the script may come from another origin that allows it`, async ({ page, host }) => {
    const cdn = await host({}, { folder: PACKAGE, headers: ANYONE });
    const shop = await host({ '/': pageWith(TAG, { script: `${cdn.origin}/dist/${file}` }) });
    await page.goto(shop.origin);
    await settled(page, 'verified');
    expect(await reported(page)).toEqual(APPROVED);
  });

  test(`${file}: works in a sandboxed frame, whose origin is nobody's`, async ({ page, host }) => {
    const shop = await host(
      {
        '/': '<!doctype html><title>t</title><iframe title="receipt" sandbox="allow-scripts" src="/frame.html"></iframe>',
        '/frame.html': pageWith(TAG, { script: `/dist/${file}` }),
      },
      { folder: PACKAGE, headers: ANYONE },
    );
    await page.goto(shop.origin);
    await expect
      .poll(() => page.frames()[1]?.evaluate(() => document.querySelector<HTMLElement & { state: string }>('receipt-verifier')?.state), {
        timeout: 20_000,
      })
      .toBe('verified');
  });

  test(`${file}: keeps to the strict policy, Trusted Types and not one policy of its own included`, async ({ page, host }) => {
    const policy = POLICY.replace(/trusted-types [^;]*/, "trusted-types 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'");
    const shop = await host(
      { '/': pageWith(TAG, { script: `/dist/${file}` }) },
      { folder: PACKAGE, headers: { 'content-security-policy': policy } },
    );
    await page.goto(shop.origin);
    await settled(page, 'verified');
    expect(await reported(page)).toEqual(APPROVED);
  });
}

const slip = sample('acquirer_approved').path;
for (const [what, file] of [
  ['a picture', slip],
  ['a PDF', payload('receipt.pdf', 'application/pdf', pdf({ pages: [slip] }))],
] as const) {
  test(`${what} is scanned by a script of another origin, where no Worker can be made, under the strict policy`, async ({ page, host }) => {
    await lookInside(page);
    const cdn = await host({}, { folder: PACKAGE, headers: ANYONE });
    const policy = POLICY.replace("script-src 'self'", `script-src ${cdn.origin}`).replace("connect-src 'self'", `connect-src ${cdn.origin}`);
    expect(policy).toContain(`script-src ${cdn.origin} 'wasm-unsafe-eval'`);
    const shop = await host(
      { '/': pageWith('<receipt-verifier></receipt-verifier>', { script: `${cdn.origin}/dist/receipt-verifier.js` }) },
      { headers: { 'content-security-policy': policy } },
    );
    await page.goto(shop.origin);
    await page.getByRole('button', { name: 'Scan' }).click();
    await page.locator('receipt-scanner input[type=file]').setInputFiles(file);
    await settled(page, 'verified');
    expect(await reported(page)).toEqual(APPROVED);
  });
}

test('the one with everything inside asks for nothing more', async ({ page, host }) => {
  const shop = await host({ '/': pageWith(TAG, { script: '/dist/receipt-verifier.inline.js' }) }, { folder: PACKAGE });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(shop.origin);
  await settled(page, 'verified');
  expect(asked.filter((path) => path !== '/favicon.ico')).toEqual(['/', '/dist/receipt-verifier.inline.js']);
});

test('the script loads under its printed hash, and not under another', async ({ page, host }) => {
  const hash = hashes['receipt-verifier.js'] ?? '';
  const tag = (integrity: string): string =>
    pageWith(TAG, { script: `/dist/receipt-verifier.js" integrity="${integrity}` });
  const other = hash.replace(/.{8}$/, 'AAAAAAAA');
  const shop = await host({ '/': tag(hash), '/other.html': tag(other) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await settled(page, 'verified');
  await page.goto(`${shop.origin}/other.html`);
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => customElements.get('receipt-verifier') === undefined)).toBe(true);
});

test('a module that is not the one of this build does not run', async ({ page, host }) => {
  const wasm = readFileSync(`${PACKAGE}dist/verify.wasm`);
  // A custom section more: still a valid module.
  const changed = Buffer.concat([wasm, Buffer.from([0, 2, 1, 97])]);
  const shop = await host({ '/': pageWith(TAG), '/dist/verify.wasm': changed }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await settled(page, 'error');
});

test('twice the script, or two versions of it, is no error and one element', async ({ page, host }) => {
  const twice = ['element.js', 'receipt-verifier.inline.js', 'receipt-verifier.js?again']
    .map((file) => `<script type="module" src="/dist/${file}"></script>`)
    .join('');
  const shop = await host({ '/': pageWith(TAG, { head: twice }) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await settled(page, 'verified');
  expect(await reported(page)).toEqual(APPROVED);
});

test('many widgets fetch the module once', async ({ page, host }) => {
  const shop = await host({ '/': pageWith(TAG.repeat(5)) }, { folder: PACKAGE });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(shop.origin);
  await expect.poll(() => page.evaluate(() => [...document.querySelectorAll<HTMLElement & { state: string }>('receipt-verifier')].map((w) => w.state))).toEqual(Array(5).fill('verified'));
  expect(asked.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
});
