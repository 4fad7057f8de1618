import { asked, lend } from './cameras';
import { expect, expectVerdict, open, test } from './page';

const APPROVED = { code: 'acquirer_approved', level: 'E2' };

test('the main rear camera is taken, and neither the ultra-wide nor the front one', async ({ page }) => {
  await lend(page, [
    { id: 'front', label: 'Front Camera', shows: 'table' },
    { id: 'wide', label: 'Back Ultra Wide Camera', shows: 'table' },
    { id: 'tele', label: 'Back Telephoto Camera', shows: 'table' },
    { id: 'main', label: 'Back Camera', shows: 'acquirer_approved' },
  ]);
  await open(page);
  await page.locator('[data-way=scan]').click();
  await expectVerdict(page, APPROVED);
  expect((await asked(page)).opened).toEqual(['front', 'main']);
});

for (const [language, labels] of Object.entries({
  Chinese: ['后置超广角镜头', '后置相机'],
  German: ['Rückseitige Ultraweitwinkelkamera', 'Rückseitige Kamera'],
  Japanese: ['背面超広角カメラ', '背面カメラ'],
  French: ['Caméra arrière ultra grand angle', 'Caméra arrière'],
  Spanish: ['Cámara trasera ultra gran angular', 'Cámara trasera'],
  'the Android of': ['camera2 1, facing front', 'camera2 0, facing back'],
})) {
  test(`labels in ${language} words`, async ({ page }) => {
    await lend(
      page,
      labels.map((label, index) => ({ id: `lens${index}`, label, shows: index === 1 ? 'acquirer_approved' : 'table' })),
    );
    await open(page);
    await page.locator('[data-way=scan]').click();
    await expectVerdict(page, APPROVED);
  });
}

test('depth, infrared and virtual cameras come last', async ({ page }) => {
  await lend(page, [
    { id: 'ir', label: 'Integrated IR Camera', shows: 'black' },
    { id: 'obs', label: 'OBS Virtual Camera', shows: 'table' },
    { id: 'webcam', label: 'Integrated Webcam', shows: 'acquirer_approved' },
  ]);
  await open(page);
  await page.locator('[data-way=scan]').click();
  await expectVerdict(page, APPROVED);
});

test('a rear camera that does not open gives way to the next', async ({ page }) => {
  await lend(page, [
    { id: 'main', label: 'Back Camera', shows: 'table', fails: 'NotReadableError' },
    { id: 'front', label: 'Front Camera', shows: 'acquirer_approved' },
  ]);
  await open(page);
  await page.locator('[data-way=scan]').click();
  await expectVerdict(page, APPROVED);
});

test('a rear camera that stays black gives way to the next', async ({ page }) => {
  await lend(page, [
    { id: 'main', label: 'Back Camera', shows: 'black' },
    { id: 'second', label: 'Back Dual Camera', shows: 'acquirer_approved' },
  ]);
  await open(page);
  await page.locator('[data-way=scan]').click();
  await expectVerdict(page, APPROVED);
  const { opened, stopped } = await asked(page);
  expect(opened).toEqual(['main', 'second']);
  // One at a time: many phones lend no second one.
  expect(stopped).toContain('main');
});

test('the other camera, the light and the zoom are there where the camera has them', async ({ page }) => {
  await lend(page, [
    {
      id: 'main',
      label: 'Back Camera',
      shows: 'table',
      capabilities: { torch: true, zoom: { min: 1, max: 4, step: 0.5 }, focusMode: ['manual', 'continuous'] },
    },
    { id: 'front', label: 'Front Camera', shows: 'table' },
  ]);
  await open(page);
  await page.locator('[data-way=scan]').click();
  const torch = page.locator('[data-tool=torch]');
  await expect(torch).toHaveAttribute('aria-pressed', 'false');
  await torch.click();
  await expect(torch).toHaveAttribute('aria-pressed', 'true');
  await page.locator('[data-tool=zoom] input').fill('2.5');
  expect((await asked(page)).applied).toEqual([{ focusMode: 'continuous' }, { torch: true }, { zoom: 2.5 }]);
  await page.locator('[data-tool=switch]').click();
  await expect.poll(async () => (await asked(page)).opened).toEqual(['main', 'front']);
  await expect(page.locator('[data-camera=live], [data-camera=slow]')).toBeVisible();
  await expect(page.locator('[data-tool=torch], [data-tool=zoom]')).toHaveCount(0);
  await expect(page.locator('[data-tool=switch]')).toBeVisible();
});

test('one plain camera has neither', async ({ page }) => {
  await lend(page, [{ id: 'webcam', label: 'Webcam', shows: 'table' }]);
  await open(page);
  await page.locator('[data-way=scan]').click();
  await expect(page.locator('[data-camera=live]')).toBeVisible();
  await expect(page.locator('[data-tool]')).toHaveCount(0);
});

test('sound and vibration are off until asked for, and forgotten with the page', async ({ page }) => {
  await page.addInitScript(() => {
    const buzzes: unknown[] = [];
    navigator.vibrate = (pattern) => buzzes.push(pattern) > 0;
    Object.assign(window, { buzzes });
  });
  await lend(page, [{ id: 'main', label: 'Back Camera', shows: 'table' }]);
  await open(page);
  await page.locator('[data-way=scan]').click();
  const haptic = page.locator('[data-toggle=haptic]');
  await expect(page.locator('[data-toggle=sound]')).toHaveAttribute('aria-pressed', 'false');
  await expect(haptic).toHaveAttribute('aria-pressed', 'false');
  await haptic.click();
  await expect(haptic).toHaveAttribute('aria-pressed', 'true');
  // Remembered while the page lives, also when the camera was closed meanwhile.
  await page.locator('camera-view .close').click();
  await page.locator('[data-way=scan]').click();
  await expect(haptic).toHaveAttribute('aria-pressed', 'true');
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, '']);
  await page.reload();
  await page.locator('[data-way=scan]').click();
  await expect(haptic).toHaveAttribute('aria-pressed', 'false');
});

test('Escape closes the camera, and the keyboard is back on its button', async ({ page }) => {
  await lend(page, [{ id: 'main', label: 'Back Camera', shows: 'table' }]);
  await open(page);
  await page.locator('[data-way=scan]').click();
  await expect(page.locator('[data-camera=live]')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('camera-view')).toHaveCount(0);
  await expect(page.locator('[data-way=scan]')).toBeFocused();
  expect((await asked(page)).stopped).toEqual(['main']);
  await page.locator('[data-way=paste]').click();
  await expect(page.locator('textarea')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-way=paste]')).toBeFocused();
});
