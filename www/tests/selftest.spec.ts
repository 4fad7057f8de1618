/** The build says which one it is and that it works, and no more than that. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buildId } from './app';
import { expect, open, test } from './page';
import answers from '../src/app/known-answers.json' with { type: 'json' };

interface Vector {
  readonly name: string;
  readonly input: string;
  readonly trust: string;
  readonly now: number;
  readonly report: string;
}

interface BuildList {
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
}

test('the known answers are those of the shared vectors', () => {
  const vectors = JSON.parse(readFileSync(new URL('../../tests/vectors/reports.json', import.meta.url), 'utf8')) as readonly Vector[];
  for (const { name, input, outcome, code, level } of answers.cases) {
    const vector = vectors.find((candidate) => candidate.name === name);
    expect(vector).toMatchObject({ input, trust: answers.trust, now: answers.now });
    expect(JSON.parse(vector?.report ?? '')).toMatchObject({ outcome, code, level });
  }
  expect(answers.cases.map(({ outcome }) => outcome)).toEqual(['verified', 'rejected', 'unknown_signer']);
});

for (const [locale, passed, limit] of [
  ['en', 'Self-test passed: this build works.', 'not that it is honest'],
  ['zh-CN', '自检通过：这个版本能正常工作。', '不说明它诚实'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });

    test('opening the fold runs the test; the limit stands beside the result', async ({ page }) => {
      await open(page);
      const about = page.locator('about-build');
      await about.locator('summary').first().click();
      await expect(about.locator('[data-self-test=passed]')).toHaveText(passed);
      await expect(about.locator('[data-test][data-passed=yes]')).toHaveCount(5);
      await expect(about.locator('.limit')).toContainText(limit);
    });
  });
}

test('the id is the hash of the files that the host serves', async ({ page }) => {
  await open(page);
  const shown = (await buildId(page)).replaceAll(' ', '');
  const list = (await (await page.request.get('/build.json')).json()) as BuildList;
  const lines: string[] = [];
  for (const name of Object.keys(list.files).sort()) {
    const body = await (await page.request.get(`/${name}`)).body();
    lines.push(`${createHash('sha256').update(body).digest('hex')}  ${name}\n`);
  }
  expect(lines.map((line) => line.slice(0, 64))).toEqual(Object.keys(list.files).sort().map((name) => list.files[name]));
  expect(createHash('sha256').update(lines.join('')).digest('hex').slice(0, 16)).toBe(shown);
  expect(list.id).toBe(shown);
});

test('a module that no longer works fails its test', async ({ page }) => {
  await page.route('**/paper_bg*.wasm', (route) => route.fulfill({ status: 404, body: '' }));
  await page.route('**/sw.js', (route) => route.abort());
  await open(page);
  const about = page.locator('about-build');
  await about.locator('summary').first().click();
  await expect(about.locator('[data-self-test=failed]')).toBeVisible();
  await expect(about.locator('[data-test=link]')).toHaveAttribute('data-passed', 'no');
  await expect(about.locator('[data-test=genuine]')).toHaveAttribute('data-passed', 'yes');
});
