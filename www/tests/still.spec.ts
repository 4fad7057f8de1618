import { readFileSync } from 'node:fs';
import { lendDetector } from './cameras';
import { bmp, draw, gif, grey, oriented, payload, svg } from './files';
import { expect, expectVerdict, open, sample, test, upload } from './page';

const APPROVED = { code: 'acquirer_approved', level: 'E2' };
const slip = sample('acquirer_approved').path;

interface Seen {
  readonly width: number;
  readonly height: number;
  readonly corner: readonly number[];
}

test('every EXIF orientation is followed', async ({ page }) => {
  // The browser's own detector is handed the opened picture: there the test sees how it stands.
  await lendDetector(page, {});
  await open(page);
  for (let orientation = 1; orientation <= 8; orientation += 1) {
    const jpeg = await draw(page, { paths: [slip], type: 'image/jpeg', width: 900, height: 1600, tall: 1400, orientation });
    await upload(page, payload(`${orientation}.jpg`, 'image/jpeg', oriented(jpeg, orientation)));
    await expectVerdict(page, APPROVED);
    const [seen] = await page.evaluate(() => (window as unknown as { seenByDetector: Seen[] }).seenByDetector.splice(0));
    expect([seen?.width, seen?.height], `size under orientation ${orientation}`).toEqual([900, 1600]);
    const [red = 0, green = 255, blue = 255] = seen?.corner ?? [];
    expect(red > 200 && green < 60 && blue < 60, `red corner under orientation ${orientation}: ${red} ${green} ${blue}`).toBe(true);
    await page.getByRole('button', { name: 'Start over' }).click();
  }
});

test('PNG, JPEG, WebP, GIF, BMP and SVG', async ({ page }) => {
  await open(page);
  const of = (type: 'image/png' | 'image/jpeg' | 'image/webp') =>
    draw(page, { paths: [slip], type, width: 900, height: 1700, tall: 1500 });
  const files = [
    payload('slip.png', 'image/png', await of('image/png')),
    payload('slip.jpg', 'image/jpeg', await of('image/jpeg')),
    payload('slip.webp', 'image/webp', await of('image/webp')),
    payload('slip.gif', 'image/gif', gif(grey(slip))),
    payload('slip.bmp', 'image/bmp', bmp(grey(slip))),
    payload('slip.svg', 'image/svg+xml', svg(slip)),
    // What is inside counts, not what it is called.
    payload('slip.txt.jpeg', 'image/png', await of('image/webp')),
  ];
  for (const file of files) {
    await upload(page, file);
    await expect(page.locator('[data-verdict]'), file.name).toHaveAttribute('data-code', 'acquirer_approved');
    await page.getByRole('button', { name: 'Start over' }).click();
  }
});

test('two receipts in one picture: the user chooses', async ({ page }) => {
  await open(page);
  const paths = [slip, sample('shop_only').path];
  const png = await draw(page, { paths, type: 'image/png', width: 1900, height: 1700, tall: 1600 });
  for (const [code, title] of [
    ['acquirer_approved', 'Acquirer says approved'],
    ['terminal_signed', 'Signed by the shop'],
  ] as const) {
    await upload(page, payload('two.png', 'image/png', png));
    const choice = page.locator('[data-choice]');
    await expect(choice.locator('h2')).toBeFocused();
    await expect(choice.locator('li')).toHaveCount(2);
    await choice.getByRole('button', { name: title }).click();
    await expectVerdict(page, { code });
    await page.getByRole('button', { name: 'Start over' }).click();
  }
});

test('what cannot be opened says why', async ({ page }) => {
  await open(page);
  const png = readFileSync(slip);
  const corrupt = Buffer.from(png);
  corrupt.fill(0x55, 60, 400);
  const heic = Buffer.concat([Buffer.from('00000018667479706865696300000000686569636d696631', 'hex'), Buffer.alloc(400, 7)]);
  const cases = [
    ['file_empty', payload('slip.png', 'image/png', Buffer.alloc(0))],
    ['picture_broken', payload('cut.png', 'image/png', png.subarray(0, 60))],
    ['picture_broken', payload('corrupt.png', 'image/png', corrupt)],
    // An iPhone's picture under another name.
    ['picture_heic', payload('photo.jpg', 'image/jpeg', heic)],
    ['picture_unreadable', payload('notes.png', 'image/png', Buffer.from('just some words'))],
  ] as const;
  for (const [code, file] of cases) {
    await upload(page, file);
    await expect(page.locator(`[data-trouble=${code}] h2`), file.name).toBeFocused();
    await expect(page.locator('ways-in button')).toHaveCount(3);
    await page.locator('.brand').click();
    await expect(page.locator('[data-trouble]')).toHaveCount(0);
  }
});

test('a picture of more than 100 megapixels is refused by its header, before it is opened', async ({ page }) => {
  await open(page);
  const huge = Buffer.from(readFileSync(slip));
  huge.writeUInt32BE(20_000, 16);
  huge.writeUInt32BE(20_000, 20);
  await upload(page, payload('huge.png', 'image/png', huge));
  await expect(page.locator('[data-trouble=picture_too_large]')).toContainText('100 megapixels');
});
