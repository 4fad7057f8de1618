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

// These run in the page.
async function prepare(list) {
  const { default: init, Trust } = await import('/verify.js');
  const { memory } = await init({ module_or_path: '/verify_bg.wasm' });
  const text = async (name) => (await fetch(`/${name}`)).text();
  const [token, pins, receipt] = await Promise.all([text(`${list}.jwt`), text('registry.json'), text('receipt.txt')]);
  Object.assign(window, { Trust, memory, token, pins, receipt });
}

function load() {
  const before = memory.buffer.byteLength;
  const start = performance.now();
  window.trust = new Trust();
  const { issuers } = trust.add(token, 'pinned', pins, '');
  return { issuers, loaded: performance.now() - start, memory: memory.buffer.byteLength - before, bytes: token.length };
}

function check(checks) {
  const first = performance.now();
  const { code } = trust.verify(receipt, 1795340200);
  const one = performance.now() - first;
  const many = performance.now();
  for (let n = 0; n < checks; n += 1) trust.verify(receipt, 1795340200);
  return { code, one, each: (performance.now() - many) / checks };
}

/** Milliseconds that the page's own thread has worked: what a busy machine does not lengthen much. */
async function worked(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

async function round(list) {
  const page = await browser.newPage();
  await page.goto(origin);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(prepare, list);
  const before = await worked(session);
  const loaded = await page.evaluate(load);
  const busy = (await worked(session)) - before;
  const checked = await page.evaluate(check, CHECKS);
  await page.close();
  return { ...loaded, ...checked, busy };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const COLUMNS = [
  ['list', 8, ({ list }) => list],
  ['shops', 7, ({ issuers }) => String(issuers)],
  ['signed', 9, ({ bytes }) => `${(bytes / 1e6).toFixed(1)} MB`],
  ['loaded in', 10, ({ loaded }) => `${loaded.toFixed(0)} ms`],
  ['of work', 8, ({ busy }) => `${busy.toFixed(0)} ms`],
  ['memory', 9, ({ memory }) => `${(memory / 1e6).toFixed(1)} MB`],
  ['first receipt', 14, ({ one }) => `${one.toFixed(2)} ms`],
  ['each later', 11, ({ each }) => `${each.toFixed(2)} ms`],
];
console.log(COLUMNS.map(([name, width]) => name.padStart(width)).join(' '));
for (const list of ['small', 'large']) {
  const rounds = [];
  for (let n = 0; n < ROUNDS; n += 1) rounds.push(await round(list));
  const [{ issuers, code, bytes }] = rounds;
  if (code !== 'terminal_signed') throw new Error(`the receipt came out as ${code}`);
  const of = (key) => median(rounds.map((one) => one[key]));
  const row = { list, issuers, bytes, ...Object.fromEntries(['loaded', 'busy', 'memory', 'one', 'each'].map((key) => [key, of(key)])) };
  console.log(COLUMNS.map(([, width, text]) => text(row).padStart(width)).join(' '));
}
await browser.close();
server.close();
