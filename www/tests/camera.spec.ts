import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import config from '../playwright.config';
import { writeFilm } from './film';
import { expect, expectVerdict, open, sample, test } from './page';

const folder = mkdtempSync(join(tmpdir(), 'receipt-film-'));
const film = join(folder, 'slip.y4m');
writeFilm(sample('acquirer_approved').path, film);

const launchOptions = config.use?.launchOptions ?? {};

test.use({
  launchOptions: {
    ...launchOptions,
    args: [
      ...(launchOptions.args ?? []),
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  },
});

// Each worker writes a film of its own, and takes it away when it ends.
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

test('the camera reads a slip, and is switched off', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      Object.assign(window, { streamOfTest: stream });
      return stream;
    };
  });
  await open(page);
  await page.locator('[data-way=scan]').click();
  await expectVerdict(page, { code: 'acquirer_approved', level: 'E2' });
  const states = await page.evaluate(() =>
    (window as unknown as { streamOfTest: MediaStream }).streamOfTest.getTracks().map((track) => track.readyState),
  );
  expect(states).toEqual(['ended']);
});
