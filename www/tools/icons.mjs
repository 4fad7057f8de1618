// Draws the app's icons from public/favicon.svg into public/icons. Run it when the drawing changes; the pictures are committed.
import { readFileSync, mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';

const drawing = readFileSync(new URL('../public/favicon.svg', import.meta.url), 'utf8');
const folder = new URL('../public/icons/', import.meta.url);
mkdirSync(folder, { recursive: true });

/** A maskable icon fills its square and keeps the drawing inside the middle four fifths. */
const kinds = {
  any: drawing,
  maskable: drawing
    .replace(/rx="8"/, '')
    .replace('viewBox="0 0 32 32"', 'viewBox="-2 -2 36 36"')
    .replace('<rect width="32" height="32"', '<rect x="-2" y="-2" width="36" height="36"'),
};

const browser = await chromium.launch({ executablePath: process.env.CHROME ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [kind, size] of [['any', 192], ['any', 512], ['maskable', 192], ['maskable', 512], ['maskable', 180]]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${kinds[kind]}`);
  await page.screenshot({ path: new URL(`${kind}-${size}.png`, folder).pathname, omitBackground: true });
  await page.close();
}
await browser.close();
