// How long a first visit takes to its first verdict, beside a page that does nothing but check the same signature with jose.
// Chromium, 1.6 Mbit/s, 150 ms a round trip, nothing cached; both sites from one server that compresses with Brotli.
// Needs www/dist and its own dist (cargo xtask bench cold makes both).
import { createServer } from 'node:http';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const { chromium } = createRequire(join(root, 'www/package.json'))('@playwright/test');
const ROUNDS = Number(process.env.ROUNDS ?? 15);
const TYPES = { '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml', '.wasm': 'application/wasm' };

/** The shortest page that embeds the widget, beside the widget's own files. */
const EMBEDDING = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Widget</title><link rel="preload" href="widget/verify.wasm" as="fetch" type="application/wasm" crossorigin><p>Your receipt</p><receipt-verifier></receipt-verifier>
<script type="module" src="widget/receipt-verifier.js"></script><script type="module" src="start.js"></script>`;
const START = `document.querySelector('receipt-verifier').setAttribute('receipt', location.hash.slice(1));`;

function serve(folder) {
  const packed = new Map();
  const bytes = (file) => {
    if (!packed.has(file)) packed.set(file, brotliCompressSync(readFileSync(file)));
    return packed.get(file);
  };
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      const path = normalize(new URL(request.url, 'http://localhost').pathname);
      const own = { '/embedding.html': EMBEDDING, '/start.js': START }[path];
      if (own !== undefined) {
        return response.writeHead(200, { 'content-type': TYPES[extname(path)], 'content-encoding': 'br' }).end(brotliCompressSync(own));
      }
      const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
      if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-encoding': 'br' }).end(bytes(file));
    });
    server.listen(0, '127.0.0.1', () => resolve({ server, origin: `http://localhost:${server.address().port}` }));
  });
}

// Runs in the page, before anything of it: notes when the first text and when the verdict can be seen.
function watch(where) {
  // The widget shows its answer to no script, and says when it has one.
  addEventListener('receipt-verifier:verified', () => requestAnimationFrame(() => (window.verdictAt = performance.now())));
  const find = () => {
    if (where === 'jose') return document.querySelector('#verdict')?.textContent;
    return document.querySelector('receipt-app')?.shadowRoot?.querySelector('verdict-view')?.shadowRoot?.querySelector('h1')?.textContent;
  };
  const look = () => {
    window.firstText ??= document.body?.innerText.trim() ? performance.now() : undefined;
    if (window.verdictAt) return;
    if (find()?.trim()) window.verdictAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function visit(browser, where, address) {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  let received = 0;
  await network.send('Network.enable');
  network.on('Network.loadingFinished', ({ encodedDataLength }) => (received += encodedDataLength));
  await network.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 });
  await page.addInitScript(watch, where);
  await page.goto(address, { waitUntil: 'commit' });
  const verdict = await page.waitForFunction(() => window.verdictAt, null, { timeout: 60_000 }).then((handle) => handle.jsonValue());
  const text = await page.evaluate(() => window.firstText);
  const until = received;
  await context.close();
  return { verdict, text, bytes: until };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const sample = JSON.parse(readFileSync(join(root, 'www/public/samples/index.json'), 'utf8')).find(({ id }) => id === 'shop_only');
const token = JSON.parse(readFileSync(join(here, 'token.json'), 'utf8'));

const ours = await serve(join(root, 'www/dist'));
const peer = await serve(join(here, 'dist'));
const browser = await chromium.launch({
  executablePath: process.env.CHROME ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const rows = [
  ['jose', 'jose alone', `${peer.origin}/#${token}`],
  ['ours', 'this page, link of digits', `${ours.origin}/${new URL(sample.link).hash}`],
  ['ours', 'this page, link of text', `${ours.origin}/#${token}`],
  ['ours', 'a page with the widget, text', `${ours.origin}/embedding.html#${token}`],
];
const taken = rows.map(() => []);
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [at, [where, , address]] of rows.entries()) taken[at].push(await visit(browser, where, address));
}
const base = median(taken[0].map(({ verdict }) => verdict));
console.log(`${'First visit, 1.6 Mbit/s, 150 ms'.padEnd(34)} first text   verdict   ratio   received by then`);
for (const [at, [, name]] of rows.entries()) {
  const of = (key) => median(taken[at].map((visit) => visit[key]));
  const verdict = of('verdict');
  console.log(`${name.padEnd(34)} ${of('text').toFixed(0).padStart(7)} ms ${verdict.toFixed(0).padStart(6)} ms ${(verdict / base).toFixed(2).padStart(7)} ${(of('bytes') / 1000).toFixed(1).padStart(10)} kB`);
}
await browser.close();
ours.server.close();
peer.server.close();
