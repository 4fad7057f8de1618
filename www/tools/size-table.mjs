// Writes the measured sizes of dist-package into the table of docs/EMBED.md.
import { readFileSync, writeFileSync } from 'node:fs';

const docs = new URL('../../docs/EMBED.md', import.meta.url);
const sizes = JSON.parse(readFileSync(new URL('../dist-package/sizes.json', import.meta.url), 'utf8'));
const visit = ['element.js', 'core.js', 'verify.wasm', 'snapshot.js'];
const totals = { English: [...visit, 'words-en.js'], Chinese: [...visit, 'words-zh-CN.js'] };

const kilobytes = (files) => (files.reduce((sum, file) => sum + sizes[file].brotli, 0) / 1000).toFixed(1);

const text = readFileSync(docs, 'utf8')
  .replace(/^(\| `([\w.-]+)` \| )[\d.]+( \|)/gm, (row, before, file, after) => (sizes[file] ? before + kilobytes([file]) + after : row))
  .replace(/^(\| \*\*all told, in (\w+)\*\* \| )[\d.]+( \|)/gm, (_, before, language, after) => before + kilobytes(totals[language]) + after);
writeFileSync(docs, text);
