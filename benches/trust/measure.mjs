// How long a trust list takes to load in Chromium, and a receipt to verify under it. Each load in a page of its own, so that memory is its own.
// measure.mjs LISTS WASM: the folders that `cargo xtask bench trust` has filled.
import { createServer } from 'node:http';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const [lists, wasm] = process.argv.slice(2);
const root = fileURLToPath(new URL('../..', import.meta.url));
const { chromium } = createRequire(join(root, 'www/package.json'))('@playwright/test');
const ROUNDS = Number(process.env.ROUNDS ?? 11);
const CHECKS = 200;
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

const server = createServer((request, response) => {
  const path = normalize(new URL(request.url, 'http://localhost').pathname);
  if (path === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Lists</title>');
  const file = [wasm, lists].map((folder) => join(folder, path)).find((name) => statSync(name, { throwIfNoEntry: false })?.isFile());
  if (file === undefined) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(readFileSync(file));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://localhost:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROME ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// Runs in the page.
async function load([list, checks]) {
  const { default: init, Trust } = await import('/verify.js');
  const { memory } = await init({ module_or_path: '/verify_bg.wasm' });
  const text = async (name) => (await fetch(`/${name}`)).text();
  const [token, pins, receipt] = await Promise.all([text(`${list}.jwt`), text('registry.json'), text('receipt.txt')]);
  const before = memory.buffer.byteLength;
  const start = performance.now();
  const trust = new Trust();
  const facts = trust.add(token, 'pinned', pins, '');
  const loaded = performance.now() - start;
  const first = performance.now();
  const report = trust.verify(receipt, 1795340200);
  const one = performance.now() - first;
  const many = performance.now();
  for (let n = 0; n < checks; n += 1) trust.verify(receipt, 1795340200);
  const each = (performance.now() - many) / checks;
  return { issuers: facts.issuers, code: report.code, loaded, one, each, memory: memory.buffer.byteLength - before, bytes: token.length };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
console.log(`${'list'.padEnd(10)} ${'shops'.padStart(7)} ${'signed'.padStart(9)} ${'loaded in'.padStart(10)} ${'slowest'.padStart(9)} ${'memory'.padStart(9)} ${'first receipt'.padStart(14)} ${'each later'.padStart(11)}`);
for (const list of ['small', 'large']) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await browser.newPage();
    await page.goto(origin);
    rounds.push(await page.evaluate(load, [list, CHECKS]));
    await page.close();
  }
  const [{ issuers, code, bytes }] = rounds;
  if (code !== 'terminal_signed') throw new Error(`the receipt came out as ${code}`);
  const of = (key) => median(rounds.map((round) => round[key]));
  const slowest = Math.max(...rounds.map(({ loaded }) => loaded));
  console.log(
    `${list.padEnd(10)} ${String(issuers).padStart(7)} ${`${(bytes / 1e6).toFixed(1)} MB`.padStart(9)} ${`${of('loaded').toFixed(1)} ms`.padStart(10)} ${`${slowest.toFixed(1)} ms`.padStart(9)} ${`${(of('memory') / 1e6).toFixed(1)} MB`.padStart(9)} ${`${of('one').toFixed(2)} ms`.padStart(14)} ${`${of('each').toFixed(2)} ms`.padStart(11)}`,
  );
}
await browser.close();
server.close();
