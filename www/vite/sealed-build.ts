/** After the page is built: its service worker, and `build.json`, the list by which anybody can compare what a host serves. */

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { TARGETS } from './targets.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LIST = 'build.json';
const WORKER = 'sw.js';
const PLACE = 'list-of-files';
/** Served and listed, but no part of the app: the widget for other pages, and the shop's page that shows it. */
const GUESTS = /^(demo|widget)\//;
/** A host may put newer lists here without a new build; whoever asks for them checks who signed them. */
const UNSEALED = 'trust/';

type Hashes = Readonly<Record<string, string>>;

export function sealedBuild(): Plugin {
  let folder = '';
  return {
    name: 'sealed-build',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: { sequential: true, order: 'post', handler: () => seal(folder) },
  };
}

/** Writes the worker and the list for the files in the folder. The same files give the same worker, list and id. */
export async function seal(folder: string): Promise<void> {
  const kept = hashesOf(folder);
  await buildWorker(folder, kept);
  const files = { ...kept, [WORKER]: hash(readFileSync(join(folder, WORKER))) };
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };
  const list = { id: idOf(files), version, algorithm: 'sha256', files };
  writeFileSync(join(folder, LIST), `${JSON.stringify(list, null, 1)}\n`);
}

/** The worker that keeps these files, and the list of them. The list names the worker's hash and cannot be named by its own. */
async function buildWorker(folder: string, files: Hashes): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    define: { 'self.__WB_MANIFEST': JSON.stringify(PLACE), 'process.env.NODE_ENV': '"production"' },
    build: {
      target: TARGETS,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { input: join(ROOT, 'src/sw/sw.ts'), output: { format: 'iife', entryFileNames: WORKER } },
    },
  });
  const path = join(folder, WORKER);
  const program = readFileSync(path, 'utf8');
  const own = Object.entries(files).filter(([url]) => !GUESTS.test(url));
  const entries = own.map(([url, hex]) => ({
    url,
    revision: hex.slice(0, 32),
    integrity: `sha256-${Buffer.from(hex, 'hex').toString('base64')}`,
  }));
  // Changes whenever a file or the worker's own program does, as the list itself will.
  const revision = idOf({ ...files, [WORKER]: hash(program) });
  const place = new RegExp(`(["'\`])${PLACE}\\1`);
  if (!place.test(program)) throw new Error(`${WORKER} has no place for the list of files`);
  writeFileSync(path, program.replace(place, () => JSON.stringify([...entries, { url: LIST, revision }])));
}

/** Of every file but the two that are made from the others. */
function hashesOf(folder: string): Hashes {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).split(sep).join('/'))
    .filter((name) => name !== LIST && name !== WORKER && !name.startsWith(UNSEALED))
    .sort();
  return Object.fromEntries(names.map((name) => [name, hash(readFileSync(join(folder, name)))]));
}

/** Sixteen digits of the hash of `<sha256>  <name>` lines, sorted by name, as `sha256sum` prints them. */
function idOf(files: Hashes): string {
  const lines = Object.keys(files)
    .sort()
    .map((name) => `${files[name] ?? ''}  ${name}\n`);
  return hash(lines.join('')).slice(0, 16);
}

function hash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
