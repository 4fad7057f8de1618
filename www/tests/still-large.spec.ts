/** A phone's 50 megapixels must not freeze the page: they are opened and made smaller in the Worker. */

import { writeFileSync } from 'node:fs';
import { draw } from './files';
import { expect, expectVerdict, open, sample, test, upload } from './page';

const LONG_TASK = 100;

interface Watched {
  readonly tasks: readonly { readonly end: number; readonly duration: number }[];
  readonly from: number;
  readonly found: number;
}

test('a JPEG of 50 megapixels is read without a long task', async ({ page, context }) => {
  const studio = await context.newPage();
  await studio.goto('/favicon.svg');
  const jpeg = await draw(studio, {
    paths: [sample('acquirer_approved').path],
    type: 'image/jpeg',
    width: 5773,
    height: 8661,
    tall: 7000,
  });
  await studio.close();
  const path = test.info().outputPath('large.jpg');
  writeFileSync(path, jpeg);
  await open(page);
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => {
    const tasks: { end: number; duration: number }[] = [];
    new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ startTime, duration }) => ({ end: startTime + duration, duration })));
    }).observe({ type: 'longtask' });
    const scanner = document.querySelector('receipt-app')?.shadowRoot?.querySelector('receipt-scanner');
    const watched = { tasks, from: performance.now(), found: 0 };
    scanner?.addEventListener('found', () => (watched.found = performance.now()));
    Object.assign(window, { watched });
  });
  await upload(page, path);
  await expectVerdict(page, { code: 'acquirer_approved', level: 'E2' });
  const { tasks, from, found } = await page.evaluate(() => (window as unknown as { watched: Watched }).watched);
  // Judging and drawing the answer comes after, and is the same for any picture.
  const reading = tasks.filter(({ end }) => end <= found).map(({ duration }) => duration);
  test.info().annotations.push({ type: 'measured', description: `read in ${Math.round(found - from)} ms, long tasks: ${reading.join(', ') || 'none'}` });
  expect(found).toBeGreaterThan(from);
  expect(reading.filter((duration) => duration > LONG_TASK)).toEqual([]);
});
