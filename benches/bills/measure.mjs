// How long a long statement file takes to be read and searched for one receipt: our module in Node and in Chromium, and beside it what well-known libraries
// take to turn the same bytes into rows, without looking for anything. measure.mjs WASM: the folder of the settle module.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { XMLParser } from 'fast-xml-parser';
import Papa from 'papaparse';
import * as XLSX from 'xlsx';

const wasm = process.argv[2];
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const LINES = Number(process.env.LINES ?? 100_000);
const two = (n) => String(n).padStart(2, '0');
const day = (n) => `2026-${two(1 + (n % 12))}-${two(1 + (n % 28))}`;
const money = (n) => `${1 + (n % 300)}.${two(n % 100)}`;
const range = (line) => Array.from({ length: LINES }, (_, n) => line(n)).join('\n');

const text = {
  wechat: `微信支付账单明细,,,,,,,,\n交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n${range(
    (n) => `${day(n)} 12:02:10,商户消费,面馆${n % 97},"牛肉面",支出,¥${money(n)},零钱,支付成功,"42000026102026${String(n).padStart(14, '0')}\t","M${n}\t","/"`,
  )}\n`,
  bank: `Date,Description,Amount\n${range((n) => `${day(n)},CARD PURCHASE SHOP NUMBER ${n % 1000} SOMEWHERE,-${money(n)}`)}\n`,
  camt: `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>${range(
    (n) =>
      `<Ntry><Amt Ccy="CNY">${money(n)}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day(n)}</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>E${n}</EndToEndId></Refs><RltdPties><Cdtr><Nm>Shop ${n % 997}</Nm></Cdtr></RltdPties><RmtInf><Ustrd>Card payment ${n}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  )}</Stmt></BkToCstmrStmt></Document>`,
};
const sheet = XLSX.utils.aoa_to_sheet([['Date', 'Description', 'Amount'], ...Array.from({ length: LINES }, (_, n) => [new Date(`${day(n)}T00:00:00Z`), `Shop number ${n % 1000}`, -Number(money(n))])]);
const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, sheet, 'Bookings');
const FILES = {
  ...Object.fromEntries(Object.entries(text).map(([name, content]) => [name, new TextEncoder().encode(content)])),
  xlsx: new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx', compression: true })),
};
const decoded = (bytes) => new TextDecoder().decode(bytes);
const csv = ['papaparse', (bytes) => Papa.parse(decoded(bytes)).data.length];
const PEERS = {
  wechat: csv,
  bank: csv,
  camt: ['fast-xml-parser', (bytes) => new XMLParser({ ignoreAttributes: false, parseTagValue: false }).parse(decoded(bytes)).Document.BkToCstmrStmt.Stmt.Ntry.length],
  xlsx: ['xlsx (SheetJS)', (bytes) => XLSX.utils.sheet_to_json(XLSX.read(bytes).Sheets.Bookings).length],
};
const REPORT = JSON.stringify([
  {
    receipt: {
      type: 'sale', amount: 18650, currency: 'CNY', iat: 1795340112, utc_offset: 480, merchant: { trading_name: '腾辉茶叶店', id: '1' },
      wallet: { transaction_id: '4200002610202600000000099999', merchant_order_id: 'M00099999' },
    },
  },
]);

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
/** Milliseconds by the clock, and of work: what a busy machine does not lengthen. */
function measured(job) {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const cpu = process.cpuUsage();
    const start = performance.now();
    const lines = job();
    const clock = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    if (lines < LINES) throw new Error(`only ${lines} lines were read`);
    return [clock, (user + system) / 1000];
  });
  return [0, 1].map((at) => Math.round(median(rounds.map((round) => round[at]))));
}

const { default: init, Bill } = await import(pathToFileURL(join(wasm, 'settle.js')));
await init({ module_or_path: readFileSync(join(wasm, 'settle_bg.wasm')) });
function ours(bytes) {
  const bill = Bill.read(bytes, 'bill', '');
  bill.matches(REPORT, 'customer');
  const { lines } = bill.facts();
  bill.free();
  return lines;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const { chromium } = createRequire(join(root, 'www/package.json'))('@playwright/test');
const server = createServer((request, response) => {
  const name = request.url.slice(1);
  const send = (type, body) => response.writeHead(200, { 'content-type': type }).end(body);
  if (name === 'settle.js') return send('text/javascript', readFileSync(join(wasm, name)));
  if (name === 'settle_bg.wasm') return send('application/wasm', readFileSync(join(wasm, name)));
  if (name in FILES) return send('application/octet-stream', FILES[name]);
  return send('text/html', '<!doctype html><title>Bills</title>');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await chromium.launch({
  executablePath: process.env.CHROME ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// Runs in the page: the first reading of a fresh page, as a person would have it.
async function first([name, report]) {
  const { default: init, Bill } = await import('/settle.js');
  const { memory } = await init({ module_or_path: '/settle_bg.wasm' });
  const bytes = new Uint8Array(await (await fetch(`/${name}`)).arrayBuffer());
  const start = performance.now();
  const bill = Bill.read(bytes, name, '');
  const read = performance.now() - start;
  bill.matches(report, 'customer');
  return { read, all: performance.now() - start, memory: memory.buffer.byteLength };
}

async function worked(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

async function inBrowser(name) {
  const rounds = [];
  for (let n = 0; n < ROUNDS; n += 1) {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${server.address().port}/`);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = await worked(session);
    const round = await page.evaluate(first, [name, REPORT]);
    rounds.push({ ...round, work: (await worked(session)) - before });
    await page.close();
  }
  return Object.fromEntries(['read', 'all', 'work', 'memory'].map((key) => [key, Math.round(median(rounds.map((round) => round[key])))]));
}

console.log(`${LINES} lines; ms by the clock (of work)`);
console.log('| file | MB | ours in Chromium, first time | memory, MB | ours in Node | peer in Node, rows alone |');
console.log('|---|---|---|---|---|---|');
for (const [name, bytes] of Object.entries(FILES)) {
  const page = await inBrowser(name);
  const [clock, work] = measured(() => ours(bytes));
  const [peer, parse] = PEERS[name];
  const [peerClock, peerWork] = measured(() => parse(bytes));
  const mb = (n) => (n / 1e6).toFixed(1);
  console.log(`| ${name} | ${mb(bytes.length)} | ${page.all} (${page.work}) | ${mb(page.memory)} | ${clock} (${work}) | ${peer} ${peerClock} (${peerWork}) |`);
}
await browser.close();
server.close();
