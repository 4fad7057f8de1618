/** A page may style the widget. It may not take away who signed, the level, what isn't shown and how old it is. */

import { deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { sample } from './page';
import { PACKAGE, expect, lookInside, pageWith, settled, test } from './package/hosts';

const BLOCKS = ['outcome', 'signers', 'level', 'not_proved', 'ages', 'notes'] as const;

/** Everything that CSS has to make things disappear, on the element, by inheritance and on its parts. */
const ATTACKS: Readonly<Record<string, string>> = {
  'colour, inherited': 'html, body, receipt-verifier { color: transparent !important; -webkit-text-fill-color: transparent !important; }',
  'size, inherited': 'html { font-size: 0.01px !important; } body, receipt-verifier { font-size: 0 !important; line-height: 0 !important; }',
  'position of the text, inherited':
    'receipt-verifier { text-indent: -9999px !important; letter-spacing: -2em !important; word-spacing: -9em !important; text-align: right; white-space: nowrap !important; }',
  'visibility, inherited': 'body, receipt-verifier { visibility: hidden !important; }',
  'disguise, inherited': 'receipt-verifier { -webkit-text-security: disc !important; text-transform: full-width !important; writing-mode: vertical-rl !important; }',
  'all, on the element': 'receipt-verifier { all: unset !important; }',
  opacity: 'receipt-verifier { opacity: 0 !important; }',
  'opacity, animated': '@keyframes out { to { opacity: 0; clip-path: inset(50%); } } receipt-verifier { animation: out 1ms forwards !important; }',
  filter: 'receipt-verifier { filter: opacity(0) blur(90px) !important; mix-blend-mode: color-burn !important; }',
  clip: 'receipt-verifier { position: absolute !important; clip: rect(0 0 0 0) !important; clip-path: inset(50%) !important; }',
  mask: 'receipt-verifier { -webkit-mask: linear-gradient(transparent, transparent) !important; mask: linear-gradient(transparent, transparent) !important; }',
  'a box too small': 'receipt-verifier { height: 20px !important; max-height: 20px !important; overflow: hidden !important; }',
  'a box too narrow': 'receipt-verifier { width: 1px !important; max-width: 1px !important; overflow: hidden !important; }',
  'a line clamp': 'receipt-verifier { display: -webkit-box !important; -webkit-box-orient: vertical; -webkit-line-clamp: 1 !important; overflow: hidden !important; }',
  transform: 'receipt-verifier { transform: scale(0.001) !important; scale: 0.001 !important; rotate: y 90deg !important; zoom: 0.01 !important; }',
  containment: 'receipt-verifier { contain: strict !important; content-visibility: hidden !important; container-type: size !important; }',
  'custom properties':
    'receipt-verifier { --receipt-ink: transparent; --receipt-ink-2: transparent; --receipt-surface: #000; --receipt-font: 0; --receipt-radius: 9999px; --receipt-shadow: inset 0 0 0 9999px #fff; --_ink: transparent; --_ink-2: transparent; --_soft: #000; --_strong: transparent; --_surface: #000; }',
  'a part over the rest':
    'receipt-verifier::part(title), receipt-verifier::part(sentence), receipt-verifier::part(amount), receipt-verifier::part(receipt) { position: fixed !important; inset: 0 !important; z-index: 99999 !important; background: #fff !important; }',
  'a part pulled over the rest':
    'receipt-verifier::part(amount), receipt-verifier::part(receipt) { margin-top: -600px !important; padding-bottom: 900px !important; background: #fff !important; position: relative !important; z-index: 99999; box-shadow: 0 0 0 9999px #fff !important; outline: 900px solid #fff !important; }',
  'a part moved over the rest':
    'receipt-verifier::part(sentence) { transform: translateY(100px) scale(9) !important; translate: 0 100px !important; background: #fff !important; }',
  'custom properties of ours, registered by their names': registered('<color>', false, 'transparent'),
  'custom properties of ours, made invalid': registered('<custom-ident>', true, 'black'),
  'fonts under the names of ours':
    '@font-face { font-family: "system-ui"; src: local("DejaVu Sans"); size-adjust: 1%; } @font-face { font-family: "sans-serif"; src: local("DejaVu Sans"); size-adjust: 1%; }',
  'boxes before and after the element':
    'receipt-verifier { position: relative; } receipt-verifier::before, receipt-verifier::after { content: "Bank confirmed" !important; position: absolute; inset: 0; z-index: 9; background: #fff; }',
  'another content': `receipt-verifier { content: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E") !important; }`,
  'a mask by its old name': 'receipt-verifier { -webkit-mask-box-image: linear-gradient(transparent, transparent) !important; }',
  'a path to elsewhere': 'receipt-verifier { offset-path: path("M0 0 L9999 9999") !important; offset-distance: 100% !important; }',
  columns: 'receipt-verifier { column-count: 30 !important; }',
  'guesses at parts': 'receipt-verifier::part(facts), receipt-verifier::part(signers), receipt-verifier::part(level), receipt-verifier::part(ages) { display: none !important; }',
};

/** The names that stand in our style sheet's source: a page may have read it. */
function registered(syntax: string, inherits: boolean, initial: string): string {
  return ['ink', 'ink-2', 'soft', 'strong', 'surface']
    .map((name) => `@property --_${name} { syntax: "${syntax}"; inherits: ${inherits}; initial-value: ${initial}; }`)
    .join(' ');
}

interface Seen {
  readonly block: string;
  readonly seen: string;
}

/** What of the blocks a reader could see: text of some size, of some contrast, painted on top, inside the picture. */
function blocks(page: Page): Promise<readonly Seen[]> {
  return page.evaluate(
    (names) => {
      const root = document.querySelector('receipt-verifier')?.shadowRoot;
      const number = (text: string): number => Number.parseFloat(text);
      const channels = (colour: string): readonly number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
      const luminance = (colour: string): number => {
        const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
          const share = value / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = (element: Element): string => {
        for (let at: Element | null = element; at !== null; at = at.parentElement) {
          const colour = getComputedStyle(at).backgroundColor;
          if ((channels(colour)[3] ?? 1) > 0.99) return colour;
        }
        return 'rgb(255, 255, 255)';
      };
      const hostOf = (element: Element): Element | null => {
        const around = element.getRootNode();
        return around instanceof ShadowRoot ? around.host : null;
      };
      const fault = (element: Element): string => {
        element.scrollIntoView({ block: 'center' });
        const box = element.getBoundingClientRect();
        if (box.width < 40 || box.height < 12) return `${box.width} × ${box.height}`;
        const style = getComputedStyle(element);
        if (style.visibility !== 'visible' || number(style.fontSize) < 12 || number(style.lineHeight) < 12) return 'too small or invisible';
        if (number(style.letterSpacing) < 0 || number(style.textIndent) !== 0 || style.writingMode !== 'horizontal-tb') return 'misplaced';
        if ((channels(style.webkitTextFillColor)[3] ?? 1) < 1 || (channels(style.color)[3] ?? 1) < 1) return 'see-through';
        const [a, b] = [luminance(style.color), luminance(ground(element))];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < 4.5) return `contrast ${contrast}`;
        for (let at: Element | null = element; at !== null; at = at.parentElement ?? hostOf(at)) {
          const { opacity, filter, clipPath, scale, transform, contentVisibility } = getComputedStyle(at);
          if (number(opacity) < 1 || filter !== 'none' || clipPath !== 'none' || scale !== 'none' || transform !== 'none') return `faded or cut by ${at.tagName}`;
          if (contentVisibility !== 'visible') return 'not painted';
        }
        for (const [x, y] of [
          [box.x + 4, box.y + 4],
          [box.x + Math.min(box.width, 60) / 2, box.y + box.height / 2],
          [box.x + 4, box.bottom - 4],
        ] as const) {
          const top = root?.elementFromPoint(x, y);
          if (!(top !== null && top !== undefined && (element.contains(top) || top.contains(element)))) return `covered by ${top?.className ?? 'something else'}`;
        }
        return 'seen';
      };
      return names.map((name) => {
        const texts = [...(root?.querySelectorAll(`.card [data-block=${name}] :is(dt, dd, li, bdi)`) ?? [])];
        const faults = texts.map(fault).filter((found) => found !== 'seen');
        return { block: name, seen: texts.length === 0 ? 'absent' : (faults[0] ?? 'seen') };
      });
    },
    [...BLOCKS],
  );
}

const ALL_SEEN = BLOCKS.map((block) => ({ block, seen: 'seen' }));

/** With keys that the page brings, so that there is a note to hide as well. */
const TAG = `<receipt-verifier view="full" trust="/samples/trust.json" receipt="${sample('acquirer_approved').link}"></receipt-verifier>`;

test.use({ viewport: { width: 600, height: 900 } });

for (const [name, css] of Object.entries(ATTACKS)) {
  test(`stays in sight: ${name}`, async ({ page, host }) => {
    await lookInside(page);
    const list = JSON.stringify(await trust());
    const shop = await host({ '/': pageWith(TAG, { head: `<style>${css}</style>` }), '/samples/trust.json': list }, { folder: PACKAGE });
    await page.goto(shop.origin);
    await settled(page, 'verified');
    expect(await blocks(page)).toEqual(ALL_SEEN);
    expect(await inked(page)).toBe(true);
  });
}

test('what stands above the facts cannot push them out of sight', async ({ page, host }) => {
  await lookInside(page);
  const css = 'receipt-verifier::part(title), receipt-verifier::part(sentence) { height: 90000px !important; }';
  const shop = await host({ '/': pageWith(TAG, { head: `<style>${css}</style>` }), '/samples/trust.json': JSON.stringify(await trust()) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await settled(page, 'verified');
  const top = await page.locator('.facts').evaluate((facts) => facts.getBoundingClientRect().top);
  expect(top).toBeLessThan(1_000);
});

test('a style adds no words to a part and takes none away for others', async ({ page, host }) => {
  await lookInside(page);
  const css = `receipt-verifier::part(title) { content: url("x.svg") !important; display: list-item !important; list-style: "Bank confirmed" inside !important; }
    receipt-verifier::part(title)::before, receipt-verifier::part(title)::after, receipt-verifier::part(title)::marker { content: "Bank confirmed" !important; }`;
  const shop = await host({ '/': pageWith(TAG, { head: `<style>${css}</style>` }), '/samples/trust.json': JSON.stringify(await trust()) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await settled(page, 'verified');
  const painted = await page.locator('.card [part=title]').evaluate((title) => ({
    content: [null, '::before', '::after'].map((which) => getComputedStyle(title, which).content),
    marker: getComputedStyle(title, '::marker').content,
    bullet: getComputedStyle(title).listStyleType,
  }));
  expect(painted).toEqual({ content: ['normal', 'none', 'none'], marker: 'normal', bullet: 'none' });
});

test('the advice to use a verifier of one\'s own takes no property', async ({ page, host }) => {
  await lookInside(page);
  const css = 'receipt-verifier { --receipt-ink-2: transparent; --receipt-surface: #4d5966; --receipt-font: x; }';
  const shop = await host({ '/': pageWith(TAG, { head: `<style>${css}</style>` }), '/samples/trust.json': JSON.stringify(await trust()) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await settled(page, 'verified');
  const own = page.locator('.card .own');
  await expect(own).toHaveCSS('color', 'rgb(77, 89, 102)');
  await expect(own).toHaveCSS('background-color', 'rgb(255, 255, 255)');
});

test('the check itself sees what is hidden', async ({ page, host }) => {
  await lookInside(page);
  const shop = await host({ '/': pageWith(`<div style="opacity:0">${TAG}</div>`), '/samples/trust.json': JSON.stringify(await trust()) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await settled(page, 'verified');
  expect((await blocks(page)).every(({ seen }) => seen.startsWith('faded'))).toBe(true);
  expect(await inked(page)).toBe(false);
});

test('no script of the page gets inside', async ({ page, host }) => {
  const shop = await host({ '/': pageWith(TAG), '/samples/trust.json': JSON.stringify(await trust()) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await settled(page, 'verified');
  expect(await page.evaluate(() => document.querySelector('receipt-verifier')?.shadowRoot)).toBeNull();
  const reachable = await page.evaluate(() => {
    const widget = document.querySelector('receipt-verifier') as unknown as Record<string, unknown>;
    const found: string[] = [];
    for (const name in widget) if (widget[name] instanceof ShadowRoot) found.push(name);
    return found;
  });
  expect(reachable).toEqual([]);
});

test('the whole may be hidden, by hidden', async ({ page, host }) => {
  const shop = await host({ '/': pageWith(TAG.replace('view=', 'hidden view=')), '/samples/trust.json': JSON.stringify(await trust()) }, { folder: PACKAGE });
  await page.goto(shop.origin);
  await settled(page, 'verified');
  await expect(page.locator('receipt-verifier')).toBeHidden();
});

async function trust(): Promise<unknown> {
  const { readFile } = await import('node:fs/promises');
  return JSON.parse(await readFile(new URL('../public/samples/trust.json', import.meta.url), 'utf8')) as unknown;
}

/** Whether the picture of the level's row has dark and light in it: a plain area packs into next to nothing. */
async function inked(page: Page): Promise<boolean> {
  const row = page.locator('.card [data-block=level]');
  await row.scrollIntoViewIfNeeded();
  const box = await row.boundingBox();
  if (box === null) return false;
  const picture = await page.screenshot({ clip: { ...box, width: Math.max(box.width, 40) } });
  return deflateSync(picture).length > 1_500;
}
