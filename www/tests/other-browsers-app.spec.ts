/** The installed app in the browsers that the other tests don't drive: worker, self-test, keeping and wiping. */

import { test as plain, expect } from '@playwright/test';
import { Firefox, findProgram } from './bidi';
import { find, skip } from './deep';
import { sample } from './page';

plain('Firefox installs the worker, passes the self-test, keeps a receipt and wipes it', async ({ baseURL }) => {
  plain.setTimeout(180_000);
  const program = findProgram([process.env.FIREFOX ?? 'firefox-esr', 'firefox-esr', 'firefox']);
  if (program === null) skip('no Firefox here (Debian: apt-get install firefox-esr)');
  const firefox = await Firefox.start(program);
  const there = (selector: string): Promise<void> =>
    expect.poll(() => firefox.evaluate(`${find(selector)} !== null`), { timeout: 40_000, message: selector }).toBe(true);
  const press = async (selector: string): Promise<void> => {
    await there(selector);
    await firefox.evaluate(`${find(selector)}.click()`);
  };
  const type = (selector: string, text: string): Promise<unknown> =>
    firefox.evaluate(`(() => {
      const field = ${find(selector)};
      field.value = ${JSON.stringify(text)};
      field.dispatchEvent(new Event('input', { bubbles: true }));
    })()`);
  try {
    await firefox.open(`${baseURL ?? ''}/#${sample('shop_only').digits}`);
    await press('[data-do=test]');
    await there('[data-self-test=passed]');
    await expect
      .poll(() => firefox.evaluate('navigator.serviceWorker.controller?.state ?? null'), { timeout: 40_000 })
      .toBe('activated');
    await press('[data-do=keep]');
    await there('[name=again]');
    await type('[name=passphrase]', 'seven blue teapots');
    await type('[name=again]', 'seven blue teapots');
    await press('form button.primary');
    await there('[data-kept]');
    await press('[data-do=show]');
    await there('[data-entry]');
    await press('[data-do=wipe]');
    await press('[data-do=wipe-yes]');
    await expect.poll(() => firefox.evaluate(`${find('[data-entry]')} === null`)).toBe(true);
    expect(await firefox.evaluate(`${find('[data-failure]')} === null`)).toBe(true);
  } finally {
    await firefox.close();
  }
});
