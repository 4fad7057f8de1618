// Builds the npm package into dist-package: the modules, the two one-file builds, declarations, hashes and sizes.
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { build } from 'vite';
import { chosenSnapshot } from './chosen-snapshot.mjs';

const www = fileURLToPath(new URL('..', import.meta.url));
const output = `${www}dist-package`;
const dist = `${output}/dist`;
const wasm = (name) => `${www}src/wasm/${name}/${name}_bg.wasm`;
const entry = (name) => `${www}src/package/${name}.ts`;

const integrity = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

const common = {
  root: www,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  json: { namedExports: false, stringify: true },
  define: {
    __INTEGRITY__: JSON.stringify(Object.fromEntries(['verify', 'paper'].map((name) => [name, integrity(readFileSync(wasm(name)))]))),
  },
};
const target = ['chrome110', 'firefox110', 'safari16.4'];

/** The verifier as text in the place of its address. */
function verifierInside() {
  return {
    name: 'verifier-inside',
    transform(code, id) {
      if (!id.endsWith('/package/module-source.ts')) return null;
      const text = readFileSync(wasm('verify')).toString('base64');
      const address = /bytesOf\(new URL\([^)]*verify\.wasm[^)]*\),[^)]*\)/;
      if (!address.test(code)) this.error('module-source.ts has changed: where does the verifier come from?');
      return code.replace(address, `Promise.resolve(Uint8Array.from(atob("${text}"), (c) => c.charCodeAt(0)))`);
    },
  };
}

/**
 * The scanner's parts as files beside it, by addresses that bundlers see. Its Worker is one file, which bundlers copy as it is, so it learns from its
 * own address where the decoder's module has gone.
 */
function scannerParts(inWorker) {
  const beside = (file) => `new URL(/* @vite-ignore */ "./${file}", import.meta.url).href`;
  const parts = {
    'scan_bg.wasm?url': inWorker ? 'decodeURIComponent(location.hash.slice(1))' : beside('scan.wasm'),
    'pdf-worker.ts?worker&url': beside('pdf-worker.js'),
    'scan-worker.ts?worker&url': `${beside('scan-worker.js')} + "#" + encodeURIComponent(${beside('scan.wasm')})`,
  };
  return {
    name: 'scanner-parts',
    enforce: 'pre',
    resolveId: (source) => Object.keys(parts).find((part) => source.endsWith(`/${part}`)) ?? null,
    load: (id) => (Object.hasOwn(parts, id) ? `export default ${parts[id]};` : null),
  };
}

/** Sentences for which the widget has no place: parts that changed nothing, errors of the command line, answers and agreements that its small reader
 * doesn't read, another receipt laid beside this one. */
const UNSPOKEN = { 'verdict.json': /^(part|error|ack(_\w+)?|settlement(_\w+)?)\.|^(note|check)\.(ack|binder|customer|own_key|settlement)/, 'card.json': /^card\.(near|title)\./ };

function spokenOnly() {
  return {
    name: 'spoken-only',
    enforce: 'pre',
    load(id) {
      const unspoken = id.includes('/locales/') ? UNSPOKEN[id.split('/').at(-1)] : undefined;
      if (unspoken === undefined) return null;
      const all = Object.entries(JSON.parse(readFileSync(id, 'utf8')));
      return JSON.stringify(Object.fromEntries(all.filter(([key]) => !unspoken.test(key))));
    },
  };
}

/** Our own build leaves the module's address alone; those of the package's users have to see it. */
function forBundlers() {
  return {
    name: 'for-bundlers',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/\s*\/\* @vite-ignore \*\/\s*/g, '');
      }
    },
  };
}

/** Sentences of a part that is fetched later are called after it. */
const wordsOf = (id) => {
  const part = /\/(\w+)-sentences\//.exec(id)?.[1];
  return part === undefined ? 'words-' : `${part}-words-`;
};

async function modules() {
  await build({
    ...common,
    plugins: [chosenSnapshot(), spokenOnly(), scannerParts(false), forBundlers()],
    build: {
      target,
      outDir: dist,
      emptyOutDir: false,
      minify: true,
      lib: { entry: { index: entry('index'), element: entry('element'), scan: entry('scan') }, formats: ['es'] },
      rolldownOptions: {
        output: {
          minify: true,
          entryFileNames: '[name].js',
          // Beside the entries, and beside verify.wasm, which the core looks for there.
          chunkFileNames: ({ facadeModuleId }) => `${/sentences\/[^/]+$/.test(facadeModuleId ?? '') ? wordsOf(facadeModuleId) : ''}[name].js`,
          codeSplitting: {
            // What the element shares with what it fetches later; in no file of its own, which would be one more request.
            groups: [
              {
                name: 'core',
                test: /[\\/]src[\\/](package[\\/](module|failure|trust-lists)|clock|once|rank|trust[\\/](lists|source)|wasm[\\/]verify|words|format|widget[\\/](dom|icon-paths))/,
              },
            ],
          },
        },
      },
    },
  });
}

async function oneFile(name, source, plugins) {
  await build({
    ...common,
    plugins: [...plugins, chosenSnapshot(), spokenOnly(), scannerBeside(), forBundlers()],
    build: {
      target,
      outDir: dist,
      emptyOutDir: false,
      minify: true,
      lib: { entry: { [name]: source }, formats: ['es'] },
      rolldownOptions: { output: { minify: true, entryFileNames: '[name].js', codeSplitting: false } },
    },
  });
}

/** The scanner stays a file of its own, whatever else is in one. */
function scannerBeside() {
  return {
    name: 'scanner-beside',
    enforce: 'pre',
    resolveId: (source) => (source.endsWith('/package/scan') ? { id: './scan.js', external: 'relative' } : null),
  };
}

async function declarations() {
  const bundle = await rolldown({
    input: { index: entry('index'), element: entry('element'), scan: entry('scan'), inline: entry('inline') },
    plugins: [dts({ emitDtsOnly: true, tsconfig: `${www}tsconfig.json`, cwd: www })],
    logLevel: 'silent',
    external: [/\.wasm/],
  });
  await bundle.write({ dir: dist, format: 'es', chunkFileNames: 'types-[name].ts' });
  await bundle.close();
}

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/** The files that a browser may fetch. */
const shipped = () => readdirSync(dist).filter((file) => /\.(js|wasm)$/.test(file)).sort();

rmSync(output, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
await modules();
await oneFile('scan-worker', `${www}src/scanner/scan-worker.ts`, [scannerParts(true)]);
await oneFile('pdf-worker', `${www}src/scanner/pdf-worker.ts`, []);
await oneFile('receipt-verifier', entry('inline'), []);
await oneFile('receipt-verifier.inline', entry('inline'), [verifierInside()]);
await declarations();
for (const name of ['verify', 'paper', 'scan']) copyFileSync(wasm(name), `${dist}/${name}.wasm`);
cpSync(`${www}package`, output, { recursive: true });
for (const licence of ['LICENSE', 'LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(`${www}../${licence}`, `${output}/${licence}`);

const files = shipped();
const hashes = Object.fromEntries(files.map((file) => [file, integrity(readFileSync(`${dist}/${file}`))]));
writeFileSync(`${output}/sri.json`, `${JSON.stringify(hashes, null, 2)}\n`);
const sizes = Object.fromEntries(
  files.map((file) => {
    const bytes = readFileSync(`${dist}/${file}`);
    return [file, { bytes: bytes.length, brotli: brotli(bytes) }];
  }),
);
// For the test that keeps the table of docs/EMBED.md; not shipped.
writeFileSync(`${output}/sizes.json`, `${JSON.stringify(sizes, null, 2)}\n`);

for (const file of files) {
  const { bytes, brotli: packed } = sizes[file];
  console.log(`${file.padEnd(34)} ${String(bytes).padStart(8)} bytes  brotli ${String(packed).padStart(7)}  ${hashes[file]}`);
}
