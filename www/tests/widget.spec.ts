/** What `<receipt-verifier>` does in a page: states, events, properties, languages, trust lists. */

import { readFileSync } from 'node:fs';
import { edition, keyOf, signed, stranger, withShop } from './lists';
import { sample } from './page';
import { PACKAGE, expect, lookInside, pageWith, reported, settled, test } from './package/hosts';

const approved = sample('acquirer_approved').link;
const declined = sample('acquirer_declined').link;
const list = readFileSync(new URL('../public/samples/trust.json', import.meta.url), 'utf8');

interface Widget extends HTMLElement {
  readonly state: string;
  readonly report: { readonly code: string } | null;
  trustList: unknown;
  receipt: string | null;
  verify(text: string): Promise<{ readonly code: string }>;
  reset(): void;
}

/** Writes down every event of every widget, in order, from the document's root. */
const LISTENING = `<script>
  window.told = [];
  for (const name of ['state', 'verified', 'rejected', 'error'])
    document.addEventListener('receipt-verifier:' + name, (event) =>
      window.told.push(name + ' ' + (name === 'state' ? event.detail.previous + '>' + event.detail.state : name === 'error' ? event.detail.code : event.detail.outcome)));
</script>`;

const told = (page: import('@playwright/test').Page): Promise<readonly string[]> =>
  page.evaluate(() => (window as unknown as { told: string[] }).told);

test('a receipt goes from idle to verified, and the page is told', async ({ page, host }) => {
  const shop = await host({ '/': pageWith(`<receipt-verifier receipt="${approved}"></receipt-verifier>`, { head: LISTENING }) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await settled(page, 'verified');
  expect(await told(page)).toEqual(['state idle>loading', 'state loading>verifying', 'state verifying>verified', 'verified verified']);
});

for (const [id, outcome] of [
  ['unknown_shop', 'unknown_signer'],
  ['altered', 'rejected'],
  ['', 'unreadable'],
] as const) {
  test(`what is ${outcome} is told as rejected, with the report`, async ({ page, host }) => {
    const text = id === '' ? 'no receipt at all' : sample(id).link;
    const shop = await host({ '/': pageWith(`<receipt-verifier receipt="${text}"></receipt-verifier>`, { head: LISTENING }) }, { folder: PACKAGE });
    await page.goto(shop.origin);
    await settled(page, outcome);
    expect((await told(page)).at(-1)).toBe(`rejected ${outcome}`);
  });
}

test('digits and dossier text do as well as a link', async ({ page, host }) => {
  const shop = await host({ '/': pageWith('<receipt-verifier></receipt-verifier>') }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await settled(page, 'idle');
  const codes = await page.evaluate(
    async ([address, digits, link]) => {
      const widget = document.querySelector<Widget>('receipt-verifier');
      const { dossier } = (await import(address ?? '')) as { dossier(text: string): Promise<string> };
      const texts = [digits ?? '', await dossier(link ?? '')];
      const reports = [];
      for (const text of texts) reports.push(await widget?.verify(text));
      return reports.map((report) => report?.code);
    },
    ['/dist/index.js', sample('acquirer_approved').digits, approved],
  );
  expect(codes).toEqual(['acquirer_approved', 'acquirer_approved']);
});

test('the newest thing asked for is shown, whatever arrives last', async ({ page, host }) => {
  const shop = await host(
    {
      '/': pageWith(`<receipt-verifier receipt="${approved}" trust="/slow.json"></receipt-verifier>`, { head: LISTENING }),
      '/slow.json': { body: list, after: 1_000 },
    },
    { folder: PACKAGE },
  );
  await page.goto(shop.origin);
  await page.waitForTimeout(200);
  await page.evaluate((text) => {
    const widget = document.querySelector<Widget>('receipt-verifier');
    widget?.removeAttribute('trust');
    widget?.setAttribute('receipt', text);
  }, declined);
  await settled(page, 'verified');
  expect((await reported(page))?.code).toBe('acquirer_declined');
  await page.waitForTimeout(1_200);
  expect((await reported(page))?.code).toBe('acquirer_declined');
  expect((await told(page)).filter((line) => line.startsWith('verified'))).toHaveLength(1);
});

test('reset forgets the receipt; the same element can be used again', async ({ page, host }) => {
  const shop = await host({ '/': pageWith(`<receipt-verifier receipt="${approved}"></receipt-verifier>`) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await settled(page, 'verified');
  const after = await page.evaluate(async (text) => {
    const widget = document.querySelector<Widget>('receipt-verifier');
    widget?.reset();
    const idle = [widget?.state, widget?.report];
    const report = await widget?.verify(text);
    return [...idle, report?.code];
  }, declined);
  expect(after).toEqual(['idle', null, 'acquirer_declined']);
});

test('an element that is moved keeps its answer, and one that leaves while checking checks again when it returns', async ({ page, host }) => {
  const shop = await host(
    { '/': pageWith(`<receipt-verifier receipt="${approved}"></receipt-verifier><aside></aside>`, { head: LISTENING }) },
    { folder: PACKAGE },
  );
  await page.goto(shop.origin);
  await settled(page, 'verified');
  await page.evaluate(() => document.querySelector('aside')?.append(document.querySelector('receipt-verifier') ?? ''));
  await page.waitForTimeout(100);
  expect((await told(page)).filter((line) => line.startsWith('verified'))).toHaveLength(1);
  await page.evaluate((text) => {
    const widget = document.querySelector<Widget>('receipt-verifier');
    widget?.setAttribute('receipt', text);
    widget?.remove();
    document.querySelector('main')?.append(widget ?? '');
  }, declined);
  await expect.poll(async () => (await reported(page))?.code).toBe('acquirer_declined');
});

test('an element that is moved while its list is on the way gets its answer', async ({ page, host }) => {
  const shop = await host(
    {
      '/': pageWith(`<receipt-verifier receipt="${approved}" trust="/slow.json"></receipt-verifier><section></section>`, { head: LISTENING }),
      '/slow.json': { body: list, after: 500 },
    },
    { folder: PACKAGE },
  );
  await page.goto(shop.origin);
  await settled(page, 'loading');
  await page.evaluate(() => document.querySelector('section')?.append(document.querySelector('receipt-verifier') ?? ''));
  await settled(page, 'verified');
  expect((await told(page)).filter((name) => name.startsWith('error'))).toEqual([]);
});

test('what a script writes into the report is not shown', async ({ page, host }) => {
  await lookInside(page);
  const shop = await host({ '/': pageWith(`<receipt-verifier receipt="${approved}"></receipt-verifier>`) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await settled(page, 'verified');
  const said = await page.locator('receipt-verifier .card').innerText();
  await page.evaluate(() => {
    const widget = document.querySelector<Widget>('receipt-verifier');
    const report = widget?.report as unknown as Record<string, Record<string, unknown>>;
    // Modules are strict; whether the page is told or not is not the point.
    Reflect.set(report, 'level', 'E3');
    Reflect.set(report.trust ?? {}, 'sample', false);
    Reflect.set(report.not_proved ?? {}, 'length', 0);
    Reflect.set(report.signers?.[0] ?? {}, 'name', 'The bank');
    widget?.setAttribute('theme', 'dark');
  });
  expect(await page.locator('receipt-verifier .card').innerText()).toBe(said);
});

test('properties set before the script has loaded count', async ({ page, host }) => {
  const early = `<script>
    addEventListener('DOMContentLoaded', () => { document.querySelector('receipt-verifier').receipt = ${JSON.stringify(approved)}; }, { capture: true });
    document.addEventListener('readystatechange', () => {});
  </script>`;
  const shop = await host(
    { '/': pageWith(`<receipt-verifier></receipt-verifier><script>document.querySelector('receipt-verifier').receipt = ${JSON.stringify(approved)}</script>`, { head: early }) },
    { folder: PACKAGE },
  );
  await page.goto(shop.origin);
  await settled(page, 'verified');
});

test.describe('a list that the page brings', () => {
  test('as inline JSON, as address and as property is provenance host and stops at E1', async ({ page, host }) => {
    const inline = `<script type="application/json" id="keys">${list}</script>`;
    const shop = await host(
      {
        '/': pageWith(
          `${inline}<receipt-verifier id="a" trust="#keys" receipt="${approved}"></receipt-verifier>
           <receipt-verifier id="b" trust="trust.json" receipt="${approved}"></receipt-verifier>
           <receipt-verifier id="c" receipt="${approved}"></receipt-verifier>
           <script>document.querySelector('#c').trustList = ${list}</script>`,
        ),
        '/trust.json': list,
      },
      { folder: PACKAGE },
    );
    await page.goto(shop.origin);
    for (const id of ['#a', '#b', '#c']) {
      await settled(page, 'verified', id);
      expect(await reported(page, id)).toMatchObject({ provenance: 'host', level: 'E1' });
    }
  });

  const registry = keyOf('registry');
  const unknown = sample('unknown_shop').link;

  test('signed by the registry that the package pins, it is as good as the one that ships, and newer', async ({ page, host }) => {
    const shop = await host(
      {
        '/': pageWith(`<receipt-verifier trust="/list.jwt" receipt="${unknown}"></receipt-verifier>`),
        '/list.jwt': signed(withShop(2), registry),
      },
      { folder: PACKAGE },
    );
    await page.goto(shop.origin);
    await settled(page, 'verified');
    expect(await reported(page)).toMatchObject({ provenance: 'pinned', level: 'E1', code: 'merchant_signed' });
  });

  test('signed and older than the one that ships, it does no harm', async ({ page, host }) => {
    const shop = await host(
      {
        '/': pageWith(`<receipt-verifier trust="#old" receipt="${approved}"></receipt-verifier><script type="text/plain" id="old">${signed(edition(0, { issuers: [] }), registry)}</script>`),
      },
      { folder: PACKAGE },
    );
    await page.goto(shop.origin);
    await settled(page, 'verified');
    expect(await reported(page)).toMatchObject({ provenance: 'pinned', level: 'E2' });
  });

  test('several may be named: a delegate’s beside the one that lets it vouch', async ({ page, host }) => {
    const market = { iss: 'https://pay.mingfang.example', name: '明芳小吃二店', role: 'merchant', party: 'MF', keys: [keyOf('market_till').jwk] };
    const theirs = { ...edition(9, { issuers: [market] }), iss: 'https://acquirer.example', delegates: undefined };
    const shop = await host(
      {
        '/': pageWith(`<receipt-verifier trust="/root.jwt #theirs" receipt="${sample('delegated').link}"></receipt-verifier><script type="text/plain" id="theirs">${signed(theirs, keyOf('acquirer'))}</script>`),
        '/root.jwt': signed(edition(2), registry),
      },
      { folder: PACKAGE },
    );
    await page.goto(shop.origin);
    await settled(page, 'verified');
    expect(await reported(page)).toMatchObject({ provenance: 'pinned', code: 'terminal_signed' });
    const name = await page.evaluate(() => (document.querySelector<Widget>('receipt-verifier')?.report as unknown as { signers: { name: string }[] }).signers[0]?.name);
    expect(name).toBe('明芳小吃二店');
  });

  test('no page makes a registry: a list that a stranger signed is an error of its own', async ({ page, host }) => {
    const forged = signed({ ...withShop(9), iss: 'https://other-registry.example' }, stranger());
    const shop = await host({ '/': pageWith('<receipt-verifier></receipt-verifier>', { head: LISTENING }) }, { folder: PACKAGE });
    await page.goto(shop.origin);
    await settled(page, 'idle');
    for (const [trust, code] of [
      [forged, 'trust_signer_unknown'],
      [[list, forged], 'trust_signer_unknown'],
      [signed(withShop(9), stranger()), 'trust_invalid'],
    ] as const) {
      await page.evaluate(
        ([lists, link]) => {
          const widget = document.querySelector<Widget>('receipt-verifier');
          widget?.reset();
          if (widget !== null) Object.assign(widget, { trustList: lists, receipt: null });
          if (widget !== null) widget.receipt = link;
        },
        [trust, unknown] as const,
      );
      await settled(page, 'error');
      expect((await told(page)).at(-1)).toBe(`error ${code}`);
    }
  });

  for (const [code, answer] of [
    ['trust_unreachable', { status: 503 }],
    ['trust_not_json', '<!doctype html><title>Not found</title>'],
    ['trust_invalid', '{"version": 1, "issuers": 7}'],
    ['trust_too_large', JSON.stringify({ padding: 'x'.repeat(23 * 1024 * 1024) })],
  ] as const) {
    test(`that fails is an error of its own: ${code}`, async ({ page, host }) => {
      await lookInside(page);
      const shop = await host(
        {
          '/': pageWith(`<receipt-verifier trust="/trust.json" receipt="${approved}"></receipt-verifier>`, { head: LISTENING }),
          '/trust.json': answer,
        },
        { folder: PACKAGE },
      );
      await page.goto(shop.origin);
      await settled(page, 'error');
      expect((await told(page)).at(-1)).toBe(`error ${code}`);
      await expect(page.locator('[data-block=error]')).toContainText(code);
      expect(await reported(page)).toBeNull();
    });
  }

  test('that is named and not there is an error', async ({ page, host }) => {
    const shop = await host({ '/': pageWith(`<receipt-verifier trust="#none" receipt="${approved}"></receipt-verifier>`, { head: LISTENING }) }, { folder: PACKAGE });
    await page.goto(shop.origin);
    await settled(page, 'error');
    expect((await told(page)).at(-1)).toBe('error trust_missing');
  });

  test('that does not arrive within ten seconds is not waited for', async ({ page, host }) => {
    const shop = await host(
      {
        '/': pageWith(`<receipt-verifier trust="/trust.json" receipt="${approved}"></receipt-verifier>`, { head: LISTENING }),
        '/trust.json': { body: list, after: 30_000 },
      },
      { folder: PACKAGE },
    );
    await page.goto(shop.origin);
    await settled(page, 'error');
    expect((await told(page)).at(-1)).toBe('error trust_timeout');
  });

  test('may be tried again once it is back', async ({ page, host }) => {
    await lookInside(page);
    const pages: Record<string, string | { status: number }> = {
      '/': pageWith(`<receipt-verifier trust="/trust.json" receipt="${approved}"></receipt-verifier>`),
      '/trust.json': { status: 500 },
    };
    const shop = await host(pages, { folder: PACKAGE });
    await page.goto(shop.origin);
    await settled(page, 'error');
    pages['/trust.json'] = list;
    await page.getByRole('button', { name: 'Try again' }).click();
    await settled(page, 'verified');
  });
});

test.describe('language', () => {
  test('is the attribute’s, or that of what the element stands in, or the browser’s; and follows the document', async ({ page, host }) => {
    await lookInside(page);
    const widget = `<receipt-verifier receipt="${approved}"></receipt-verifier>`;
    const shop = await host(
      {
        '/': pageWith(
          `<div id="own">${widget.replace('receipt=', 'lang="zh-CN" receipt=')}</div><div id="around" lang="zh">${widget}</div><div id="document">${widget}</div>`,
          { html: 'lang="en"' },
        ),
        '/none.html': pageWith(widget, { html: '' }),
      },
      { folder: PACKAGE },
    );
    await page.goto(shop.origin);
    const title = (place: string): import('@playwright/test').Locator => page.locator(`${place} [part=title]`);
    await expect(title('#own')).toHaveText('收单机构称已批准');
    await expect(title('#around')).toHaveText('收单机构称已批准');
    await expect(title('#document')).toHaveText('Acquirer says approved');
    await page.evaluate(() => (document.documentElement.lang = 'zh-CN'));
    await expect(title('#document')).toHaveText('收单机构称已批准');
    await page.goto(`${shop.origin}/none.html`);
    await expect(page.locator('[part=title]')).toHaveText('Acquirer says approved');
  });

  test('fetches the sentences of that language alone', async ({ page, host }) => {
    const shop = await host({ '/': pageWith(`<receipt-verifier receipt="${approved}"></receipt-verifier>`, { script: '/dist/element.js' }) }, { folder: PACKAGE });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(shop.origin);
    await settled(page, 'verified');
    expect(asked.filter((path) => path.includes('words'))).toEqual(['/dist/words-en.js']);
  });
});

test('a page written from right to left leaves the sentences readable from the left', async ({ page, host }) => {
  await lookInside(page);
  const shop = await host(
    { '/': pageWith(`<receipt-verifier view="full" receipt="${approved}"></receipt-verifier>`, { html: 'lang="en" dir="rtl"' }) },
    { folder: PACKAGE },
  );
  await page.goto(shop.origin);
  await settled(page, 'verified');
  const [mark, title] = await Promise.all([page.locator('.mark').boundingBox(), page.locator('[part=title]').boundingBox()]);
  expect(mark?.x).toBeLessThan(title?.x ?? 0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test('without a receipt it asks for one by paste, and verifies what is pasted', async ({ page, host }) => {
  await lookInside(page);
  const shop = await host({ '/': pageWith('<receipt-verifier></receipt-verifier>') }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await page.getByRole('button', { name: 'Paste' }).click();
  await page.getByRole('textbox').fill(approved);
  await page.getByRole('button', { name: 'Check' }).click();
  await settled(page, 'verified');
});

test('scan="off" offers nothing to press, scan="button" offers it under an answer too', async ({ page, host }) => {
  await lookInside(page);
  const shop = await host(
    {
      '/': pageWith(
        `<receipt-verifier id="off" scan="off"></receipt-verifier><receipt-verifier id="button" scan="button" receipt="${approved}"></receipt-verifier>`,
      ),
    },
    { folder: PACKAGE },
  );
  await page.goto(shop.origin);
  await settled(page, 'verified', '#button');
  await expect(page.locator('#off button')).toHaveCount(0);
  await expect(page.locator('#off [part=sentence]')).toBeVisible();
  await expect(page.locator('#button').getByRole('button', { name: 'Scan a receipt' })).toBeVisible();
});

test('the scanner is fetched when somebody scans, reads a picture, and closes', async ({ page, host }) => {
  await lookInside(page);
  const shop = await host({ '/': pageWith('<receipt-verifier></receipt-verifier>', { head: LISTENING }) }, { folder: PACKAGE });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(shop.origin);
  await settled(page, 'idle');
  await expect(page.getByRole('button', { name: 'Scan a receipt' })).toBeVisible();
  expect(asked.filter((path) => path.includes('scan'))).toEqual([]);
  await page.getByRole('button', { name: 'Scan a receipt' }).click();
  await settled(page, 'scanning');
  await page.locator('receipt-scanner input[type=file]').setInputFiles(sample('acquirer_approved').path);
  await settled(page, 'verified');
  expect((await reported(page))?.code).toBe('acquirer_approved');
  await expect(page.locator('receipt-scanner')).toHaveCount(0);
  expect(asked).toContain('/dist/scan.wasm');
});

test('a scanned receipt whose list cannot be had is said, not swallowed', async ({ page, host }) => {
  await lookInside(page);
  const shop = await host({ '/': pageWith('<receipt-verifier trust="/missing.json"></receipt-verifier>', { head: LISTENING }) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await page.getByRole('button', { name: 'Scan' }).click();
  await page.locator('receipt-scanner input[type=file]').setInputFiles(sample('acquirer_approved').path);
  await settled(page, 'error');
  expect((await told(page)).at(-1)).toBe('error trust_unreachable');
});

for (const [what, list] of [
  ['refers to itself', '(() => { const a = {}; a.a = a; return a; })()'],
  ['is written as nothing', '({ toJSON() {} })'],
  ['throws when read', '({ get issuers() { throw new Error(); } })'],
] as const) {
  test(`a list as object that ${what} is no list, which is the page's fault and not the verifier's`, async ({ page, host }) => {
    const shop = await host({ '/': pageWith('<receipt-verifier></receipt-verifier>', { head: LISTENING }) }, { folder: PACKAGE });
    await page.goto(shop.origin);
    await settled(page, 'idle');
    await page.addScriptTag({ content: `Object.assign(document.querySelector('receipt-verifier'), { trustList: ${list}, receipt: '${approved}' });` });
    await settled(page, 'error');
    expect((await told(page)).at(-1)).toBe('error trust_not_json');
  });
}
