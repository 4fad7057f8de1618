/** The drill for people at a counter: steps in order, a clock, real verdicts before and after, and one sheet of paper. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { installed } from './app';
import { expect, test } from './page';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Plan {
  readonly views: readonly { readonly id: string }[];
  readonly receipts: readonly { readonly id: string; readonly verdicts: readonly { readonly view: string; readonly says: string }[] }[];
  readonly steps: readonly { readonly id: string }[];
}

const IDS = ['terminal_stolen', 'key_compromise_acquirer', 'outage'] as const;
type Id = (typeof IDS)[number];

/** What `receipt drill` found when the build made the data. */
function plan(id: Id): Plan {
  return JSON.parse(readFileSync(new URL(`../dist/samples/drill/${id}.json`, import.meta.url), 'utf8')) as Plan;
}

async function begin(page: Page, id: Id): Promise<void> {
  await page.goto('/drill/');
  await page.locator(`[data-plan=${id}]`).click();
  await expect(page.locator('[data-now]')).toBeVisible();
}

async function press(page: Page, steps: readonly { readonly id: string }[]): Promise<void> {
  for (const { id } of steps) await page.locator(`[data-step=${id}]`).click();
}

function said(page: Page, receipt: string): Locator {
  return page.locator(`[data-receipt=${receipt}] [data-says]`).first();
}

async function violations(page: Page): Promise<readonly string[]> {
  const results = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  return results.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(' ')}`));
}

for (const id of IDS) {
  test(`${id}: the page's verifier says about every receipt what the command line says`, async ({ page }) => {
    const { steps, receipts } = plan(id);
    await begin(page, id);
    await press(page, steps);
    await expect(page.locator('#record')).toBeFocused();
    for (const { id: receipt, verdicts } of receipts) {
      for (const { view, says } of verdicts) {
        await expect(page.locator(`[data-receipt=${receipt}] [data-view=${view}] [data-says]`), `${receipt} ${view}`).toHaveAttribute('data-says', says);
      }
    }
    await expect(page.locator('.taken li')).toHaveCount(steps.length);
  });
}

test('a theft changes no verdict before the list is published, and then those of its own key alone', async ({ page }) => {
  const { steps } = plan('terminal_stolen');
  await begin(page, 'terminal_stolen');
  const publish = steps.findIndex(({ id }) => id === 'publish');
  await press(page, steps.slice(0, publish));
  await expect(page.locator('[data-now]')).toHaveAttribute('data-now', 'before');
  for (const receipt of ['undated', 'backdated']) await expect(said(page, receipt)).toHaveAttribute('data-says', 'terminal_signed');
  await expect(page.locator('[data-receipt=new_till]')).toHaveCount(0);
  await press(page, steps.slice(publish, publish + 1));
  await expect(page.locator('[data-now]')).toHaveAttribute('data-now', 'after');
  for (const receipt of ['undated', 'backdated']) await expect(said(page, receipt)).toHaveAttribute('data-says', 'key_withdrawn');
  await expect(said(page, 'logged')).toHaveAttribute('data-says', 'terminal_signed+dated_by_witness');
  await expect(said(page, 'other_till')).toHaveAttribute('data-says', 'terminal_signed');
});

test('a step pressed too early stays, and the hint says why another comes first', async ({ page }) => {
  const { steps } = plan('terminal_stolen');
  await begin(page, 'terminal_stolen');
  await press(page, steps.slice(-1));
  await expect(page.locator('[data-reply=early]')).toContainText('Everything later rests on that time');
  await expect(page.locator('[data-step]')).toHaveCount(steps.length);
  await press(page, steps);
  await expect(page.locator('.facts')).toContainText('1 step pressed too early');
});

test('the clock runs, stops with the last step, and the record says how long it took', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-11-23T08:00:00Z') });
  const { steps } = plan('outage');
  await page.goto('/drill/');
  await expect(page.locator('[data-plan]')).toHaveCount(3);
  // From here on time passes as the test says.
  await page.clock.pauseAt(new Date('2026-11-23T09:00:00Z'));
  await page.locator('[data-plan=outage]').click();
  await expect(page.locator('[data-now]')).toBeVisible();
  await page.clock.runFor(65_000);
  await expect(page.getByRole('timer')).toHaveText('01:05');
  await press(page, steps.slice(0, -1));
  await page.clock.runFor(30_000);
  await press(page, steps.slice(-1));
  await page.clock.runFor(600_000);
  // To the list that can be carried, and to the end.
  await expect(page.locator('.facts')).toContainText('1 min 5 s (whole drill 1 min 35 s)');
});

test('the keyboard alone goes through it', async ({ page }) => {
  const { steps } = plan('outage');
  await page.goto('/drill/');
  await page.locator('[data-plan=outage]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#ask')).toBeFocused();
  for (const { id } of steps) {
    const step = page.locator(`[data-step=${id}]`);
    for (let tabs = 0; tabs < 12 && !(await step.evaluate((button) => button.matches(':focus'))); tabs += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(step).toHaveCount(0);
  }
  await expect(page.locator('#record')).toBeFocused();
});

test('it keeps nothing, and works without a network once the page has been opened', async ({ page, context }) => {
  await installed(page);
  await context.setOffline(true);
  await begin(page, 'terminal_stolen');
  await press(page, plan('terminal_stolen').steps);
  await page.locator('input').fill('Li, Wang');
  await expect(page.locator('.facts')).toContainText('Li, Wang');
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBeLessThanOrEqual(1);
  await page.reload();
  await expect(page.locator('[data-plan]')).toHaveCount(3);
});

test('the verifier’s page leads to it, and it leads back', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Rehearse the bad day' }).click();
  await expect(page.locator('[data-plan]')).toHaveCount(3);
  await page.getByRole('link', { name: 'To the verifier' }).click();
  await expect(page.locator('ways-in')).toBeVisible();
});

for (const locale of ['zh-CN', 'en']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme, viewport: { width: 360, height: 740 } });

      test('axe finds nothing, nothing scrolls sideways, everything to press is 44 pixels or more', async ({ page }) => {
        await page.addInitScript({ content: axe });
        await page.goto('/drill/');
        await expect(page.locator('[data-plan]')).toHaveCount(3);
        const sound = async (): Promise<void> => {
          expect(await violations(page)).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
          for (const target of await page.locator('button:visible, a:visible, input:visible').all()) {
            expect(Math.round((await target.boundingBox())?.height ?? 0), await target.innerText()).toBeGreaterThanOrEqual(44);
          }
          // No sentence is missing in this language.
          expect(await page.getByRole('main').innerText()).not.toMatch(/drill\.|verdict\./);
        };
        await sound();
        for (const id of IDS) {
          const { steps } = plan(id);
          await begin(page, id);
          await press(page, steps.slice(-1));
          await sound();
          await press(page, steps);
          await sound();
        }
      });
    });
  }
}

for (const locale of ['zh-CN', 'en']) {
  test.describe(`paper, ${locale}`, () => {
    test.use({ locale, viewport: { width: 794, height: 1123 } });

    for (const id of IDS) {
      test(`${id}: the record is one sheet`, async ({ page }) => {
        await begin(page, id);
        await press(page, plan(id).steps);
        await page.emulateMedia({ media: 'print' });
        await expect(page.locator('.stamp')).toBeVisible();
        await expect(page.locator('.signed span')).toHaveCount(3);
        for (const button of await page.locator('button, a, input').all()) await expect(button).toBeHidden();
        const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
        expect(Math.max(...Array.from(pdf.matchAll(/\/Count (\d+)/g), ([, count]) => Number(count)))).toBe(1);
      });
    }
  });
}
