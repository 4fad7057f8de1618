/** Two people, two phones: the claim moves as a link or a code, and nothing else does. */

import { dispute, disputeSample, expectSettled, focused, lay, linkFrom, press, question, settled, write } from './dispute';
import { installed } from './app';
import { expect, expectVerdict, open, payloadOf, sample, test, upload, verdict } from './page';

const fragment = (link: string): string => link.slice(link.indexOf('#'));

for (const [side, other] of [
  ['customer', 'merchant'],
  ['merchant', 'customer'],
] as const) {
  test(`from the ${side}’s phone the other one comes straight to the answer, own steps first`, async ({ page, context }) => {
    await disputeSample(page, 'acquirer_approved', 'never_paid');
    const link = await linkFrom(page, side);
    await expect(page.locator('hand-over img')).toBeVisible();
    const second = await context.newPage();
    await second.goto(`/${fragment(link)}`);
    await expect(settled(second)).toBeVisible();
    await expectSettled(second, { claim: 'never_paid', answer: 'confirmed', level: 'E2' });
    await expect(second.locator('[data-next]').first()).toHaveAttribute('data-next', other);
    await expect(second.locator(`[data-told=${side}]`)).toContainText('answered anew on this phone');
    expect(await focused(second)).toContain('h1');
    // What was in the address is gone from it.
    expect(new URL(second.url()).hash).toBe('');
    // The receipt itself is one press away.
    await second.locator('[data-act=leave]').click();
    await expectVerdict(second, { code: 'acquirer_approved' });
  });
}

test('what was answered moves along; the statement file stays, and is told of', async ({ page, context }) => {
  await disputeSample(page, 'wechat', 'never_paid');
  await lay(page, 'customer', payloadOf('samples/wechat_bill.csv', 'text/csv'));
  await expectSettled(page, { level: 'E4' });
  const link = await linkFrom(page, 'customer');
  await expect(page.locator('hand-over')).toContainText('The statement file stays on this device');
  const second = await context.newPage();
  await second.goto(`/${fragment(link)}`);
  await expectSettled(second, { claim: 'never_paid', level: 'E2' });
  await expect(second.locator('[data-told-bill]')).toContainText('doesn\'t count here');
});

test('an answer changes the link', async ({ page, context }) => {
  await disputeSample(page, 'acquirer_approved', 'wrong_amount');
  const before = await linkFrom(page, 'customer');
  await write(page, 'amount', '28');
  await expect(page.locator('hand-over [data-hand=link]')).not.toHaveAttribute('data-link', before);
  const link = (await page.locator('hand-over [data-hand=link]').getAttribute('data-link')) ?? '';
  const second = await context.newPage();
  await second.goto(`/${fragment(link)}`);
  await expectSettled(second, { claim: 'wrong_amount', answer: 'conflict' });
  await expect(second.locator('[data-field=amount]')).toContainText('28.00');
  await expect(question(second, 'amount').locator('input')).toHaveValue('28.00');
});

test('the code that is shown is read by the other one’s scanner', async ({ page, context }) => {
  await disputeSample(page, 'acquirer_approved', 'not_my_card');
  await linkFrom(page, 'merchant');
  const picture = await page.locator('hand-over figure').screenshot();
  const second = await context.newPage();
  await open(second);
  await upload(second, { name: 'code.png', mimeType: 'image/png', buffer: picture });
  await expectSettled(second, { claim: 'not_my_card' });
  await expect(second.locator('[data-next]').first()).toHaveAttribute('data-next', 'customer');
});

test('a stop moves, too', async ({ page, context }) => {
  await disputeSample(page, 'acquirer_approved', 'not_my_card');
  await press(page, 'card_state', 'stolen');
  const link = await linkFrom(page, 'customer');
  const second = await context.newPage();
  await second.goto(`/${fragment(link)}`);
  await expect(settled(second)).toHaveAttribute('data-stop', 'stolen_card');
  // It was not this phone's user who said so: one tap takes it back.
  await expect(second.locator('[data-told-answers]')).toContainText('change what isn’t so');
  await question(second, 'card_state').locator('[data-choice=stolen]').click();
  await expect(second.locator('[data-stop]')).toHaveCount(0);
});

for (const [what, glued] of [
  ['an unknown claim', '&claim=you_owe_me'],
  ['a claim twice', '&claim=never_paid&claim=wrong_amount'],
  ['markup', '&claim=<img src=x onerror=alert(1)>'],
] as const) {
  test(`${what} behind a receipt is passed over: the receipt answers`, async ({ page }) => {
    await open(page, `#${sample('acquirer_approved').digits}${glued}`);
    await expectVerdict(page, { code: 'acquirer_approved' });
    await expect(page.locator('dispute-view')).toHaveCount(0);
  });
}

test('what the other phone says of a file or an amount makes nothing true here', async ({ page }) => {
  await page.goto(`/#${sample('shop_only').digits}&claim=never_paid&from=merchant&bank_shows=posted&bill=compared`);
  await expectSettled(page, { answer: 'not_shown', level: 'E1' });
});

test('a moved claim about a receipt that does not verify shows the reason and nothing of its content', async ({ page }) => {
  await page.goto(`/#${sample('altered').digits}&claim=never_paid&from=merchant`);
  await expectSettled(page, { answer: 'cannot_tell', level: 'E0' });
  await expect(page.locator('dispute-view')).not.toContainText('腾辉');
});

test('offline from the first press to the other phone’s answer', async ({ page, context }) => {
  await installed(page);
  await context.setOffline(true);
  await page.reload();
  await upload(page, sample('wechat').path);
  await expect(verdict(page)).toBeVisible();
  await page.locator('[data-act=disagree]').click();
  await page.locator('[data-claim=never_paid]').click();
  await expectSettled(page, { answer: 'confirmed' });
  await lay(page, 'customer', payloadOf('samples/wechat_bill.csv', 'text/csv'));
  await expectSettled(page, { level: 'E4' });
  const link = await linkFrom(page, 'customer');
  await page.goto('about:blank');
  await page.goto(`/${fragment(link)}`);
  await expectSettled(page, { claim: 'never_paid', level: 'E2' });
});

test('a link opened in a page that is open already comes to the answer, too', async ({ page }) => {
  await dispute(page, sample('shop_only').digits, 'never_paid');
  await page.evaluate((next) => (location.hash = next), `${sample('acquirer_declined').digits}&claim=thought_it_failed&from=customer`);
  await expectSettled(page, { claim: 'thought_it_failed' });
});
