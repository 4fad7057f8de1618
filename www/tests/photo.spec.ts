import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { EXPECTED } from './expected';
import { expectVerdict, open, sample, test } from './page';

/** What stands under the code on a slip: three lines of text. */
const UNDER_THE_CODE = 110;

/** Like a photo: 1080p, the slip turned, tilted away, unevenly lit and a little noisy; drawn in the page's own canvas. */
async function photograph(page: Page, path: string, turn: number): Promise<Buffer> {
  const bytes = await page.evaluate(
    async ([base64, angle, under]) => {
      const raw = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const slip = await createImageBitmap(new Blob([raw], { type: 'image/png' }));
      const tilted = new OffscreenCanvas(1400, 1400);
      const pen = tilted.getContext('2d');
      const view = new OffscreenCanvas(1920, 1080);
      const eye = view.getContext('2d');
      if (pen === null || eye === null) throw new Error('no canvas');
      // The phone is held over the code, tilted: what is further away is narrower.
      const rows = 820;
      const top = slip.height - slip.width - under;
      for (let row = 0; row < rows; row += 1) {
        const width = 710 + (row / rows) * 90;
        const source = top + (row / rows) * slip.width;
        pen.drawImage(slip, 0, source, slip.width, slip.width / rows, (1400 - width) / 2, 290 + row, width, 1.5);
      }
      eye.fillStyle = '#6b5a48';
      eye.fillRect(0, 0, 1920, 1080);
      eye.translate(960, 540);
      eye.rotate(angle);
      eye.drawImage(tilted, -700, -700);
      eye.resetTransform();
      const light = eye.createLinearGradient(0, 0, 1920, 1080);
      light.addColorStop(0, 'rgb(0 0 0 / 40%)');
      light.addColorStop(1, 'rgb(255 240 200 / 12%)');
      eye.fillStyle = light;
      eye.fillRect(0, 0, 1920, 1080);
      const image = eye.getImageData(0, 0, 1920, 1080);
      let seed = 7;
      for (let index = 0; index < image.data.length; index += 1) {
        seed = (seed * 16807) % 2147483647;
        if (index % 4 !== 3) image.data[index] = (image.data[index] ?? 0) + (seed % 25) - 12;
      }
      eye.putImageData(image, 0, 0);
      const photo = await view.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
      return [...new Uint8Array(await photo.arrayBuffer())];
    },
    [readFileSync(path).toString('base64'), turn, UNDER_THE_CODE] as const,
  );
  return Buffer.from(bytes);
}

for (const [index, [id, expected]] of Object.entries(EXPECTED).entries()) {
  test(`${id}: a photo of the slip verifies`, async ({ page }) => {
    await open(page);
    const buffer = await photograph(page, sample(id).path, (index - 5) * 0.06);
    await page.locator('ways-in input[type=file]').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
    await expectVerdict(page, expected);
  });
}
