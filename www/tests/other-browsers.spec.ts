/** A look into the browsers that the other tests don't drive: a link, a picture and a PDF get their answer. */

import { writeFileSync } from 'node:fs';
import { test as plain, expect } from '@playwright/test';
import { Firefox, findProgram } from './bidi';
import { find, skip } from './deep';
import { pdf } from './files';
import { sample } from './page';
import { WebKit, findWebKit } from './webkit';

interface Browser {
  readonly version: string;
  open(url: string): Promise<void>;
  evaluate(expression: string): Promise<unknown>;
  setFile(expression: string, path: string): Promise<void>;
  close(): Promise<void>;
}

async function expectAnswer(browser: Browser, code: string): Promise<void> {
  await expect
    .poll(() => browser.evaluate(`${find('[data-verdict]')}?.getAttribute('data-code') ?? null`), { timeout: 40_000 })
    .toBe(code);
}

async function look(browser: Browser, origin: string): Promise<void> {
  await browser.open(`${origin}/#${sample('shop_only').digits}`);
  await expectAnswer(browser, 'terminal_signed');
  await browser.open(`${origin}/`);
  const input = find('input[type=file][accept*=pdf]');
  await expect.poll(() => browser.evaluate(`${input} !== null`), { timeout: 40_000 }).toBe(true);
  await browser.setFile(input, sample('acquirer_approved').path);
  await expectAnswer(browser, 'acquirer_approved');
  const paper = plain.info().outputPath('receipt.pdf');
  writeFileSync(paper, pdf({ pages: [sample('refund').path] }));
  await browser.setFile(input, paper);
  await expectAnswer(browser, 'refund_signed');
}

plain('Firefox answers a link, a picture and a PDF', async ({ baseURL }) => {
  plain.setTimeout(180_000);
  const program = findProgram([process.env.FIREFOX ?? 'firefox-esr', 'firefox-esr', 'firefox']);
  if (program === null) skip('no Firefox here (Debian: apt-get install firefox-esr)');
  const firefox = await Firefox.start(program);
  try {
    plain.info().annotations.push({ type: 'version', description: firefox.version });
    await look(firefox, baseURL ?? '');
  } finally {
    await firefox.close();
  }
});

plain('WebKitGTK answers a link, a picture and a PDF', async ({ baseURL }) => {
  plain.setTimeout(180_000);
  const programs = findWebKit();
  if (programs === null) skip('no WebKitGTK here (Debian: apt-get install webkit2gtk-driver xvfb)');
  const webkit = await WebKit.start(programs, Number(new URL(baseURL ?? '').port) + 40);
  try {
    plain.info().annotations.push({ type: 'version', description: webkit.version });
    await look(webkit, baseURL ?? '');
  } finally {
    await webkit.close();
  }
});
