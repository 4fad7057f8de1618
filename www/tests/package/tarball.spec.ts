/** The package as its users get it: packed, installed into a project that knows nothing of ours, and built with it. */

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { signed, stranger, withShop } from '../lists';
import { sample } from '../page';
import { ANYONE, PACKAGE, POLICY, expect, reported, settled, test } from './hosts';

const { resolve } = createRequire(import.meta.url);
const VITE = join(dirname(resolve('vite/package.json')), 'bin/vite.js');
const TSC = resolve('typescript/bin/tsc');
const { link } = sample('acquirer_approved');

const PAGE = `<!doctype html><html lang="en"><title>…</title><receipt-verifier receipt="${link}"></receipt-verifier><script type="module" src="/main.ts"></script></html>`;
const PROGRAM = `
import 'receipt-verifier/element';
import { inspect, verify, type Report } from 'receipt-verifier';
const report: Report = await verify(${JSON.stringify(link)});
const { parts } = await inspect(${JSON.stringify(link)});
document.title = report.code + ' ' + String(parts.length);
const widget = document.querySelector('receipt-verifier')!;
widget.addEventListener('receipt-verifier:verified', ({ detail }) => { const level: string = detail.level; console.log(level); });
widget.addEventListener('receipt-verifier:error', ({ detail }) => { console.log(detail.code, detail.remedy); });
`;

let project = '';
let tarball = '';

function npm(folder: string, ...rest: readonly string[]): string {
  return execFileSync('npm', rest, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function node(...rest: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, rest, { cwd: project, encoding: 'utf8' });
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

test.describe.configure({ mode: 'default' });

test.beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'till-'));
  const [packed] = JSON.parse(npm(PACKAGE, 'pack', '--json', '--pack-destination', project)) as readonly { readonly filename: string }[];
  tarball = join(project, packed?.filename ?? '');
  writeFileSync(join(project, 'package.json'), '{ "name": "till", "private": true, "type": "module" }');
  // It depends on nothing, so that no registry is asked.
  npm(project, 'install', '--offline', '--no-audit', '--no-fund', tarball);
  writeFileSync(join(project, 'index.html'), PAGE);
  writeFileSync(join(project, 'main.ts'), PROGRAM);
});

test.afterAll(() => rmSync(project, { recursive: true, force: true }));

test('holds what its exports name, and no source or size list', () => {
  const folder = join(project, 'node_modules/receipt-verifier');
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  };
  for (const [name, target] of Object.entries(exports)) {
    if (typeof target !== 'string') expect(Object.keys(target)[0], `types come first in ${name}`).toBe('types');
    for (const file of typeof target === 'string' ? [target] : Object.values(target)) {
      expect(existsSync(join(folder, file.replace('*', 'verify'))), `${name}: ${file}`).toBe(true);
    }
  }
  expect(readdirSync(folder).sort()).toEqual([
    'LICENSE',
    'LICENSE-APACHE',
    'LICENSE-MIT',
    'README.md',
    'custom-elements.json',
    'dist',
    'package.json',
    'sri.json',
  ]);
});

test('publint and are-the-types-wrong have nothing to say', () => {
  const bin = (name: string): string => join(dirname(VITE), `../../.bin/${name}`);
  const lint = execFileSync(bin('publint'), ['--strict', PACKAGE], { encoding: 'utf8' });
  expect(lint).toContain('All good');
  const types = execFileSync(bin('attw'), [tarball, '--profile', 'esm-only', '--format', 'json', '--exclude-entrypoints', 'custom-elements.json', 'sri.json'], {
    encoding: 'utf8',
  });
  const { analysis } = JSON.parse(types) as { readonly analysis: { readonly problems: readonly { readonly resolutionKind: string }[] } };
  // For ES modules alone: who requires, or resolves as before `exports`, is not served.
  expect(analysis.problems.filter(({ resolutionKind }) => resolutionKind !== 'node10' && resolutionKind !== 'node16-cjs')).toEqual([]);
});

for (const resolution of ['bundler', 'nodenext']) {
  test(`its types fit a strict program, by ${resolution}`, () => {
    const module = resolution === 'bundler' ? 'esnext' : 'nodenext';
    const compilerOptions = { strict: true, noEmit: true, target: 'es2022', lib: ['es2023', 'dom'], types: [], module, moduleResolution: resolution };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
    node(TSC, '-p', '.');
  });
}

test('Node verifies without a browser, and may import the element', () => {
  const program = `
    import { verify, dossier, link, VerifierError } from 'receipt-verifier';
    import { STATES } from 'receipt-verifier/element';
    import { verify as inline } from 'receipt-verifier/inline';
    const text = ${JSON.stringify(link)};
    const report = await verify(text);
    const again = await verify(await link(await dossier(text), 'https://verify.example/'), { now: report.receipt.iat });
    const failure = await verify(text, { trust: 'nothing' }).catch((error) => error);
    const hosted = await verify(text, { trust: { version: 1, issuers: [] } });
    console.log(JSON.stringify([report.code, report.level, again.ages.receipt, (await inline(text)).level, failure instanceof VerifierError, hosted.outcome, hosted.trust.provenance, STATES.length]));
  `;
  expect(JSON.parse(node('--input-type=module', '-e', program))).toEqual(['acquirer_approved', 'E2', 0, 'E2', true, 'unknown_signer', 'host', 9]);
});

test('lists are loaded once and asked often, with registries of the program’s own', () => {
  const theirs = stranger();
  const registries = JSON.stringify({ ...theirs.jwk, iss: 'https://market-registry.example' });
  const token = signed({ ...withShop(4), iss: 'https://market-registry.example', sample: false }, theirs);
  const program = `
    import { TrustLists, verify } from 'receipt-verifier';
    const [token, registries, text] = ${JSON.stringify([token, registries, sample('unknown_shop').link])};
    const lists = await TrustLists.load(token, { provenance: 'user', registries: JSON.parse(registries) });
    const reports = [lists.verify(text), await verify(text, { trust: lists }), await verify(text, { trust: [token], provenance: 'pinned', registries })];
    const refusals = await Promise.all([{ provenance: 'host', registries }, { provenance: 'user' }].map((options) => TrustLists.load(token, options).catch(({ code }) => code)));
    console.log(JSON.stringify([reports.map(({ code, trust }) => [code, trust.provenance, trust.sequence]), lists.facts.map(({ sequence }) => sequence), refusals]));
  `;
  expect(JSON.parse(node('--input-type=module', '-e', program))).toEqual([
    [
      ['merchant_signed', 'user', 4],
      ['merchant_signed', 'user', 4],
      ['merchant_signed', 'pinned', 4],
    ],
    [4],
    ['list_signer_unknown', 'list_signer_unknown'],
  ]);
});

test('a Vite project builds it, and the page keeps to the strict policy', async ({ page, host }) => {
  node(VITE, 'build', '--logLevel', 'warn');
  const shop = await host(
    { '/': readFileSync(join(project, 'dist/index.html'), 'utf8') },
    { folder: join(project, 'dist'), headers: { ...ANYONE, 'content-security-policy': POLICY } },
  );
  await page.goto(shop.origin);
  await settled(page, 'verified');
  expect((await reported(page))?.code).toBe('acquirer_approved');
  await expect(page).toHaveTitle('acquirer_approved 2');
});

test('its development server serves the element as well', async ({ browser }) => {
  const port = await freePort();
  const server = spawn(process.execPath, [VITE, '--port', String(port), '--strictPort', '--logLevel', 'warn'], { cwd: project, stdio: 'ignore' });
  const page = await browser.newPage();
  try {
    await expect(async () => page.goto(`http://localhost:${port}/`)).toPass({ timeout: 20_000 });
    await settled(page, 'verified');
    await expect(page).toHaveTitle('acquirer_approved 2');
  } finally {
    await page.close();
    server.kill();
  }
});

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
