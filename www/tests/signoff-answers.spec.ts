/** The customer answers on their own phone, and the shop's phone gets the answer: a yes and a no go the same way. */

import { expect, expectVerdict, sample, test, verdict } from './page';
import { ack, codeOf, fragment, hand, linkOf, phone, say, show, sign, toSigningSample } from './signing';

for (const [said, amount] of [
  ['mine', ''],
  ['not_recognised', ''],
  ['amount_differs', '168.50'],
] as const) {
  test(`shop’s phone, customer’s phone, and back: ${said}`, async ({ browser, baseURL }) => {
    const shop = await phone(browser, baseURL ?? '');
    const customer = await phone(browser, baseURL ?? '');
    await toSigningSample(shop.page, 'acquirer_approved', 'merchant');
    // Nobody answers for the customer on the shop's phone.
    await expect(shop.page.locator('[data-answer-said]')).toHaveCount(0);
    await customer.page.goto(`/${fragment(await linkOf(shop.page))}`);
    await expect(customer.page.locator('[data-ask=answer]')).toBeVisible();
    expect(new URL(customer.page.url()).hash).toBe('');
    await say(customer.page, said, amount);
    await expect(customer.page.locator('[data-note=screen]')).toContainText('shows no receipt');
    await expect(customer.page.locator('[data-note=person]')).toContainText('A key is not a person');
    await expect(customer.page.locator('[data-note=free]')).toContainText('Nobody has to sign');
    await sign(customer.page);
    await show(shop.page, await codeOf(customer.page));
    await expect(shop.page.locator('[data-taken=taken]')).toBeVisible();
    const heard = ack(shop.page, said);
    await expect(heard).toHaveAttribute('data-bound', 'none');
    await expect(heard).toHaveAttribute('data-counts', 'no');
    await expect(heard).toContainText('Nobody independent says whose key this is');
    if (amount !== '') await expect(heard).toContainText(amount);
    await shop.page.locator('[data-act=leave]').click();
    // An unidentified key lifts nothing, whatever it says.
    await expectVerdict(shop.page, { code: 'acquirer_approved', level: 'E2' });
    await expect(ack(shop.page, said)).toBeVisible();
    await shop.context.close();
    await customer.context.close();
  });
}

test('on the phone that signed, its own confirmation lifts nothing, and says why', async ({ browser, baseURL }) => {
  const { page, context } = await phone(browser, baseURL ?? '');
  await toSigningSample(page, 'shop_only', 'customer');
  await say(page, 'mine');
  await sign(page);
  await expect(ack(page, 'mine')).toHaveAttribute('data-bound', 'own');
  await expect(ack(page, 'mine')).toHaveAttribute('data-counts', 'no');
  await expect(ack(page, 'mine')).toContainText('to others it shows nothing');
  await page.locator('[data-act=leave]').click();
  await expectVerdict(page, { code: 'terminal_signed', level: 'E1' });
  await expect(verdict(page)).toContainText('If this isn’t your own phone, it tells you nothing');
  await context.close();
});

test('a denial stands where a confirmation would, and the verdict says that there is one', async ({ browser, baseURL }) => {
  const { page, context } = await phone(browser, baseURL ?? '');
  await toSigningSample(page, 'acquirer_approved', 'customer');
  await say(page, 'not_recognised');
  await sign(page);
  await page.locator('[data-act=leave]').click();
  await expect(ack(page, 'not_recognised')).toBeVisible();
  await expect(verdict(page)).toContainText('An answer below was signed with a key of this device');
  await context.close();
});

test('two answers of one key both stand', async ({ browser, baseURL }) => {
  const { page, context } = await phone(browser, baseURL ?? '');
  await toSigningSample(page, 'acquirer_approved', 'customer');
  await say(page, 'mine');
  await sign(page);
  await page.locator('[data-act=done]').click();
  await say(page, 'not_recognised');
  await sign(page);
  await expect(ack(page, 'mine')).toBeVisible();
  await expect(ack(page, 'not_recognised')).toBeVisible();
  await context.close();
});

test('an answer that comes before its receipt waits for it', async ({ browser, baseURL }) => {
  const customer = await phone(browser, baseURL ?? '');
  await toSigningSample(customer.page, 'acquirer_approved', 'customer');
  await say(customer.page, 'not_recognised');
  await sign(customer.page);
  const link = await linkOf(customer.page);
  const shop = await phone(browser, baseURL ?? '');
  await shop.page.goto(`/${fragment(link)}`);
  await expectVerdict(shop.page, { code: 'sign_off_alone' });
  await expect(shop.page.locator('[data-waits]')).toContainText('It waits here');
  // Another receipt is not the one that it waits for.
  await shop.page.goto(`/#${sample('wechat').digits}`);
  await expectVerdict(shop.page, { level: 'E2' });
  await expect(shop.page.locator('sign-offs')).toHaveCount(0);
  await shop.page.goto(`/#${sample('acquirer_approved').digits}`);
  await expect(ack(shop.page, 'not_recognised')).toBeVisible();
  await customer.context.close();
  await shop.context.close();
});

test('an answer that comes to its open receipt is laid beside it', async ({ browser, baseURL }) => {
  const customer = await phone(browser, baseURL ?? '');
  await toSigningSample(customer.page, 'acquirer_approved', 'customer');
  await say(customer.page, 'mine');
  const part = await sign(customer.page);
  const shop = await phone(browser, baseURL ?? '');
  await shop.page.goto(`/#${sample('acquirer_approved').digits}`);
  await expectVerdict(shop.page, { code: 'acquirer_approved' });
  await shop.page.evaluate((text) => (location.hash = text), part);
  await expect(ack(shop.page, 'mine')).toBeVisible();
  await customer.context.close();
  await shop.context.close();
});

test('from the dispute and back to it: the answer takes in what was signed', async ({ browser, baseURL }) => {
  const { page, context } = await phone(browser, baseURL ?? '');
  await page.goto(`/#${sample('acquirer_approved').digits}`);
  await page.locator('[data-act=disagree]').click();
  await page.locator('[data-claim=not_my_card]').click();
  await page.locator('answer-view [data-act=sign]').click();
  await page.locator('[data-whose=customer]').click();
  await say(page, 'not_recognised');
  await sign(page);
  await page.locator('[data-act=leave]').click();
  await expect(page.locator('[data-answer][data-claim=not_my_card]')).toBeVisible();
  await page.locator('dispute-view [data-act=leave]').click();
  await context.close();
});

test('an answer about another receipt is left out, with its reason', async ({ browser, baseURL }) => {
  const customer = await phone(browser, baseURL ?? '');
  await toSigningSample(customer.page, 'wechat', 'customer');
  await say(customer.page, 'mine');
  const part = await sign(customer.page);
  const shop = await phone(browser, baseURL ?? '');
  await toSigningSample(shop.page, 'acquirer_approved', 'merchant');
  await hand(shop.page, part);
  await expect(shop.page.locator('[data-taken=refused]')).toHaveAttribute('data-code', 'other_receipt');
  await expect(shop.page.locator('sign-offs article')).toHaveCount(0);
  await customer.context.close();
  await shop.context.close();
});

test('nobody is asked to sign about a receipt that does not verify', async ({ browser, baseURL }) => {
  const { page, context } = await phone(browser, baseURL ?? '');
  await page.goto(`/#${sample('altered').digits}&sign=answer`);
  await expectVerdict(page, { outcome: 'rejected' });
  await expect(page.locator('[data-act=sign]')).toHaveCount(0);
  await context.close();
});
