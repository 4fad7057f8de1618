/**
 * The whole path between two phones: a claim, the customer's signed answer, what the two agree, and what leaves the counter. With `WHOLE_PATH` set, a
 * picture of each step lies in the folder that it names.
 */

import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { made, openBundle, unfold } from './bundles';
import { expect, expectVerdict, open, sample, test } from './page';
import { ack, agree, codeOf, deal, fragment, linkOf, phone, say, show, sign } from './signing';

const FOLDER = process.env.WHOLE_PATH ?? '';
/** Which sentence is in dispute, what the customer signs, and what the two agree on then. */
const PATHS = [
  { claim: 'not_my_card', said: 'not_recognised', remedy: 'refund', amount: '186.50' },
  { claim: 'complaint', said: 'mine', remedy: 'partial_refund', amount: '20' },
] as const;

for (const language of ['en', 'zh-CN']) {
  for (const { claim, said, remedy, amount } of PATHS) {
    test(`${language}: ${claim}, ${said}, ${remedy}`, async ({ browser, baseURL }) => {
      test.slow();
      const shop = await phone(browser, baseURL ?? '', { language });
      const customer = await phone(browser, baseURL ?? '', { language });
      let step = 0;
      const picture = async (page: Page, name: string): Promise<void> => {
        step += 1;
        if (FOLDER === '') return;
        const whose = page === shop.page ? 'shop' : 'customer';
        await page.screenshot({ path: join(FOLDER, `${language}-${said}-${String(step).padStart(2, '0')}-${whose}-${name}.png`), fullPage: true });
      };
      for (const { page } of [shop, customer]) await page.setViewportSize({ width: 390, height: 844 });

      // At the counter: the receipt, and the sentence that they disagree on.
      await shop.page.goto(`/#${sample('acquirer_approved').digits}`);
      await expectVerdict(shop.page, { code: 'acquirer_approved', level: 'E2' });
      await picture(shop.page, 'receipt');
      await shop.page.locator('[data-act=disagree]').click();
      await shop.page.locator(`[data-claim=${claim}]`).first().click();
      await expect(shop.page.locator(`[data-answer][data-claim=${claim}]`)).toBeVisible();
      await picture(shop.page, 'claim');

      // The claim moves to the customer's phone, which answers it anew; the customer signs there.
      await shop.page.locator('hand-over [data-from=merchant]').click();
      const moved = (await shop.page.locator('hand-over [data-hand=link]').getAttribute('data-link')) ?? '';
      await customer.page.goto(`/${fragment(moved)}`);
      await expect(customer.page.locator(`[data-answer][data-claim=${claim}]`)).toBeVisible();
      await picture(customer.page, 'claim');
      await customer.page.locator('answer-view [data-act=sign]').click();
      await say(customer.page, said);
      await picture(customer.page, 'before-signing');
      await sign(customer.page);
      await expect(ack(customer.page, said)).toBeVisible();
      await picture(customer.page, 'signed-answer');

      // The shop's phone reads the answer off the customer's screen.
      await shop.page.locator('answer-view [data-act=sign]').click();
      await shop.page.locator('[data-whose=merchant]').click();
      await picture(shop.page, 'waits-for-the-answer');
      await show(shop.page, await codeOf(customer.page), ack(shop.page, said));
      await expect(ack(shop.page, said)).toHaveAttribute('data-counts', 'no');
      await picture(shop.page, 'answer-read');

      // What they agree: written by the shop, read and signed on both phones.
      await agree(shop.page, { remedy, amount });
      await picture(shop.page, 'read-back');
      await sign(shop.page);
      await picture(shop.page, 'proposal');
      await customer.page.goto(`/${fragment(await linkOf(shop.page))}`);
      await customer.page.locator('[data-act=read-proposal]').click();
      await expect(customer.page.locator('[data-terms]')).toContainText(amount);
      await picture(customer.page, 'reads-the-proposal');
      await sign(customer.page);
      await picture(customer.page, 'both-have-signed');
      await show(shop.page, await codeOf(customer.page), deal(shop.page).locator('[data-half=second]'));
      await picture(shop.page, 'both-have-signed');

      // Back at the dispute, with all of it.
      await shop.page.locator('[data-act=leave]').click();
      await expect(shop.page.locator(`[data-answer][data-claim=${claim}]`)).toBeVisible();
      await picture(shop.page, 'answer-with-what-was-signed');

      // What leaves the counter, and what the customer's phone finds in it.
      await unfold(shop.page);
      const { bytes } = await made(shop.page);
      await picture(shop.page, 'bundle-made');
      await open(customer.page);
      await openBundle(customer.page, bytes);
      await expect(customer.page.locator('[data-bundle-opened]')).toBeVisible();
      await expect(customer.page.locator('[data-bundle-opened]')).not.toHaveAttribute('data-contradicted');
      await picture(customer.page, 'bundle-opened');
      for (const { context } of [shop, customer]) await context.close();
    });
  }
}
