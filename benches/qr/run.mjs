// Runs QR readers over pictures and prints one table. `cargo xtask bench qr` calls it:
//   node run.mjs WASM_FOLDER TRUTH.json|- MANIFEST.tsv…
// A manifest has one picture a line: id, set, grey PGM file, width, height and, where truth.json does not have it, the text.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import jsQR from 'jsqr';
import decodeQR from 'qr/decode.js';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const [folder, truthFile, ...manifests] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const brotli = (bytes) => brotliCompressSync(bytes).length;

const ourWasm = readFileSync(join(folder, 'scan_bg.wasm'));
const scan = await import(pathToFileURL(join(folder, 'scan.js')));
await scan.default({ module_or_path: ourWasm });
const zxingWasm = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
await prepareZXingModule({ overrides: { wasmBinary: zxingWasm.buffer.slice(zxingWasm.byteOffset, zxingWasm.byteOffset + zxingWasm.length) }, fireImmediately: true });

const zxing = async (image, options) => {
  const found = await readBarcodes(image, { formats: ['QRCode'], maxNumberOfSymbols: 8, ...options });
  return found.map((symbol) => symbol.text);
};

/** One frame of a stream may fail: the page's next frames look differently. */
const FRAMES = 8;

let reader = new scan.Reader();
const readers = [
  { name: 'ours, still', size: brotli(ourWasm), read: (image) => reader.still(image).texts },
  {
    name: `ours, live, ${FRAMES} frames`,
    read: (image) => {
      reader.free();
      reader = new scan.Reader();
      for (let n = 0; n < FRAMES; n += 1) {
        const { texts } = reader.live(image);
        if (texts.length > 0) return texts;
      }
      return [];
    },
  },
  { name: 'zxing-wasm, tryDenoise', size: brotli(zxingWasm), read: (image) => zxing(image, { tryHarder: true, tryDenoise: true }) },
  { name: 'zxing-wasm', read: (image) => zxing(image, {}) },
  {
    name: 'jsQR',
    size: brotli(readFileSync(require.resolve('jsqr'))),
    read: (image) => [jsQR(image.data, image.width, image.height)?.data].filter((text) => text !== undefined),
  },
  { name: 'qr', read: (image) => [decodeQR(image, { timeLimit: 2000 })] },
];

const truth = truthFile === '-' ? {} : JSON.parse(readFileSync(truthFile, 'utf8'));
const pictures = manifests.flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [id, set, path, width, height, text] = line.split('\t');
      return { id, set: set.replace(/^(boof)-.*|^(zxing|zxcpp)-\d+$/, '$1$2'), path, width: Number(width), height: Number(height), texts: text === undefined ? (truth[id] ?? []) : [text] };
    }),
);

function pixels({ path, width, height }) {
  const file = readFileSync(path);
  const luma = file.subarray(file.length - width * height);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let n = 0; n < luma.length; n += 1) {
    data[4 * n] = data[4 * n + 1] = data[4 * n + 2] = luma[n];
    data[4 * n + 3] = 255;
  }
  return { data, width, height, colorSpace: 'srgb' };
}

const plain = (text) => text.replaceAll('\r\n', '\n').replace(/^[\ufeff\0 \n\r\t]+|[\ufeff\0 \n\r\t]+$/g, '');
const BLANK = 'blank';
const sets = [...new Set(pictures.map(({ set }) => set))];
const count = new Map(sets.map((set) => [set, pictures.filter((picture) => picture.set === set).length]));
const results = readers.map(() => ({ hits: new Map(), times: [], wrong: 0 }));
const frames = [];
for (const picture of pictures) {
  const image = pixels(picture);
  const wanted = new Set(picture.texts.map(plain));
  for (const [n, { name, read }] of readers.entries()) {
    const result = results[n];
    const start = performance.now();
    let texts = [];
    try {
      texts = await read(image);
    } catch {
      // `qr` throws where there is no code; a trap of ours would show as a picture missed.
    }
    result.times.push(performance.now() - start);
    const hit = texts.some((text) => wanted.has(plain(text)));
    if (hit) result.hits.set(picture.set, (result.hits.get(picture.set) ?? 0) + 1);
    if (texts.length > 0 && !hit && (wanted.size > 0 || picture.set.startsWith(BLANK))) result.wrong += 1;
  }
  // What a camera's frame costs: slips and desks, each seen by a reader that has been running for a while.
  if (image.width === 1280 && image.height === 720) {
    for (let n = 0; n < 4; n += 1) {
      const start = performance.now();
      reader.live(image);
      frames.push(performance.now() - start);
    }
  }
}

const row = (cells) => console.log(`| ${cells.join(' | ')} |`);
const sorted = (times) => times.toSorted((a, b) => a - b);
const at = (times, share) => sorted(times)[Math.floor(share * (times.length - 1))]?.toFixed(1) ?? '–';
row(['set', 'pictures', ...readers.map(({ name }) => name)]);
row(['---', '---', ...readers.map(() => '---')]);
for (const set of sets.filter((set) => !set.startsWith(BLANK))) {
  row([set, count.get(set), ...results.map(({ hits }) => `${((100 * (hits.get(set) ?? 0)) / count.get(set)).toFixed(1)} %`)]);
}
const photographs = sets.filter((set) => !/-\d+$/.test(set));
const sum = (numbers) => numbers.reduce((all, number) => all + (number ?? 0), 0);
const photographed = sum(photographs.map((set) => count.get(set)));
if (photographed > 0) {
  row(['all photographs', photographed, ...results.map(({ hits }) => `${((100 * sum(photographs.map((set) => hits.get(set)))) / photographed).toFixed(1)} %`)]);
}
row(['wrong texts', '', ...results.map(({ wrong }) => wrong)]);
row(['ms, median', '', ...results.map(({ times }) => at(times, 0.5))]);
row(['ms, 95th percentile', '', ...results.map(({ times }) => at(times, 0.95))]);
row(['brotli, bytes', '', ...readers.map(({ size }) => size ?? '')]);
if (frames.length > 0) console.log(`\nOne live frame of 720p, ${frames.length} of them: median ${at(frames, 0.5)} ms, 95th percentile ${at(frames, 0.95)} ms.`);
