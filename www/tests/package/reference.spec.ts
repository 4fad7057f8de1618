/** docs/EMBED.md and the custom-elements manifest say what the element does: no more, no less, and in true sizes. */

import { readFileSync } from 'node:fs';
import { sample } from '../page';
import { ATTRIBUTES, STATES, TROUBLES } from '../../src/widget/states';
import { PACKAGE, expect, lookInside, pageWith, settled, test } from './hosts';

const docs = readFileSync(new URL('../../../docs/EMBED.md', import.meta.url), 'utf8');
const css = readFileSync(new URL('../../src/widget/widget.css', import.meta.url), 'utf8');

interface Named {
  readonly name: string;
}

interface Declaration {
  readonly attributes: readonly Named[];
  readonly members: readonly Named[];
  readonly events: readonly Named[];
  readonly cssProperties: readonly Named[];
  readonly cssParts: readonly Named[];
}

const manifest = (
  JSON.parse(readFileSync(`${PACKAGE}custom-elements.json`, 'utf8')) as { readonly modules: readonly [{ readonly declarations: readonly [Declaration] }] }
).modules[0].declarations[0];

const names = (entries: readonly Named[]): readonly string[] => entries.map(({ name }) => name);

/** The first cells of the table below a heading, without backticks and arguments. */
function cells(heading: string): readonly string[] {
  const section = docs.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| `([^`(]+)(?:\([^`]*\))?` \|/gm)].map((match) => match[1] ?? '');
}

test('attributes, members and events are the same in the docs, the manifest and the element', async ({ page, host }) => {
  expect(names(manifest.attributes)).toEqual([...ATTRIBUTES]);
  expect(cells('Attributes')).toEqual([...ATTRIBUTES]);
  expect(cells('Properties and methods').toSorted()).toEqual(names(manifest.members).toSorted());
  expect(cells('Events')).toEqual(names(manifest.events));
  const shop = await host({ '/': pageWith('<receipt-verifier></receipt-verifier>') }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await settled(page, 'idle');
  const own = await page.evaluate(() => {
    const prototype: unknown = customElements.get('receipt-verifier')?.prototype ?? null;
    return Object.getOwnPropertyNames(prototype).filter((name) => !/^constructor$|Callback$/.test(name));
  });
  expect(own.toSorted()).toEqual(names(manifest.members).toSorted());
});

test('states and errors are the documented ones', () => {
  expect(cells('States')).toEqual([...STATES]);
  expect(cells('Errors')).toEqual([...TROUBLES]);
});

test('every error has a reason and a remedy in every language', () => {
  for (const language of ['en', 'zh-CN']) {
    const words = JSON.parse(readFileSync(new URL(`../../../locales/${language}/widget.json`, import.meta.url), 'utf8')) as Readonly<Record<string, string>>;
    for (const code of TROUBLES) {
      expect(words[`widget.trouble.${code}.text`], `${language} ${code}`).toBeTruthy();
      expect(words[`widget.trouble.${code}.remedy`], `${language} ${code}`).toBeTruthy();
    }
  }
});

test('custom properties and parts are the documented ones', async ({ page, host }) => {
  const used = [...new Set([...css.matchAll(/--receipt-[a-z0-9-]+/g)].map(([name]) => name))].toSorted();
  expect(names(manifest.cssProperties).toSorted()).toEqual(used);
  expect(cells('Look').toSorted()).toEqual([...used, ...names(manifest.cssParts)].toSorted());

  await lookInside(page);
  const tags = ['acquirer_approved', 'altered', ''].map((id) => `<receipt-verifier view="full" ${id === '' ? '' : `receipt="${sample(id).link}"`}></receipt-verifier>`);
  const shop = await host({ '/': pageWith(tags.join('')) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await expect(page.locator('[part=remedy]')).toBeVisible();
  await expect(page.locator('[part=receipt]')).toBeVisible();
  await expect(page.locator('[part=actions]')).toBeVisible();
  const parts = await page.locator('[part]').evaluateAll((elements) => [...new Set(elements.map((element) => element.getAttribute('part') ?? ''))]);
  expect(parts.toSorted()).toEqual(names(manifest.cssParts).toSorted());
  // What may not be hidden stands in nothing that could be.
  await expect(page.locator('[part] [data-block]')).toHaveCount(0);
});

test.describe('sizes', () => {
  const sizes = JSON.parse(readFileSync(`${PACKAGE}sizes.json`, 'utf8')) as Readonly<Record<string, { readonly brotli: number }>>;
  const kilobytes = (...files: readonly string[]): number => files.reduce((sum, file) => sum + (sizes[file]?.brotli ?? Number.NaN), 0) / 1000;
  const visit = ['element.js', 'core.js', 'verify.wasm', 'snapshot.js'];

  test('the table has the measured ones', () => {
    const rows = [...docs.matchAll(/^\| (?:`([a-zA-Z.-]+)`|\*\*all told, in (English|Chinese)\*\*) \| ([\d.]+) \|/gm)];
    expect(rows).toHaveLength(21);
    for (const [, file, language, said] of rows) {
      const measured = file === undefined ? kilobytes(...visit, language === 'English' ? 'words-en.js' : 'words-zh-CN.js') : kilobytes(file);
      // Compilers of another day may differ by a little.
      expect(Math.abs(Number(said) - measured), `${file ?? language ?? ''}: ${measured.toFixed(1)} kB measured`).toBeLessThan(0.1 + 0.01 * measured);
    }
  });

  // It was 106 before refunds and amounts shown before payment, which take 1.7 kB of verify and 0.3 of sentences; and 108 before parts that sign off, which
  // verify and the element tell from junk in 0.9.
  test('the element is at most 109 kB all told, in either language', () => {
    for (const words of ['words-en.js', 'words-zh-CN.js']) expect(kilobytes(...visit, words)).toBeLessThanOrEqual(109);
  });
});
