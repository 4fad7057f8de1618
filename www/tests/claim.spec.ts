/** Settling a claim: from the slip to the answer of the sentence in dispute. */

import { bring, choose, disagree, dispute, disputeSample, expectSettled, focused, press, question, settled, uncover, write } from './dispute';
import { ACQUIRER, NOW, SHOP, Signer, digestOf, intent, list, receipt, terminalKey } from './issuer';
import { stored } from './lists';
import { expect, expectVerdict, open, sample, test, upload, verdict } from './page';
import { shipping } from './shipping';

const till = new Signer(SHOP);
const acquirer = new Signer(ACQUIRER);

/** The acquirer's word on a receipt. */
function status(about: string, amount: number, event = 'approved'): string {
  const claims = { iss: ACQUIRER, iat: NOW() - 3500, receipt_digest: digestOf(about), sequence: 1, event, at: NOW() - 3590, amount, currency: 'CNY' };
  return `${about}~${acquirer.sign('receipt-status+jwt', claims)}`;
}

test.describe('at the counter, on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('from the slip to the answer of “I never paid that” in at most four taps and thirty seconds', async ({ page }) => {
    let taps = 0;
    const tap = async (target: string): Promise<void> => {
      taps += 1;
      await page.locator(target).first().tap();
    };
    await open(page);
    const started = Date.now();
    // The picture that the camera would take: the press that opens it is counted.
    const choosing = page.waitForEvent('filechooser');
    await tap('[data-way=photo]');
    await (await choosing).setFiles(sample('acquirer_approved').path);
    await expectVerdict(page, { code: 'acquirer_approved' });
    // Nothing has to be scrolled to.
    await expect(page.locator('[data-act=disagree]')).toBeInViewport();
    await tap('[data-act=disagree]');
    await expect(page.locator('[data-claim=never_paid]')).toBeInViewport();
    await tap('[data-claim=never_paid]');
    await expect(page.locator('answer-view h1')).toBeInViewport();
    const seconds = (Date.now() - started) / 1000;
    await expectSettled(page, { answer: 'confirmed', claim: 'never_paid', level: 'E2' });
    console.log(`slip to answer: ${taps} taps, ${seconds.toFixed(1)} s`);
    expect(taps).toBeLessThanOrEqual(4);
    expect(seconds).toBeLessThan(30);
  });

  test('all nine sentences are on one screen', async ({ page }) => {
    await open(page, `#${sample('acquirer_approved').digits}`);
    await disagree(page);
    const sentences = page.locator('sentence-list [data-claim]');
    await expect(sentences).toHaveCount(9);
    await expect(sentences.last()).toBeInViewport({ ratio: 1 });
  });
});

for (const [id, claim, expected] of [
  ['acquirer_approved', 'never_paid', { answer: 'confirmed', level: 'E2' }],
  ['shop_only', 'never_paid', { answer: 'not_shown', level: 'E1' }],
  ['acquirer_declined', 'never_paid', { answer: 'confirmed', level: 'E2' }],
  ['hold', 'never_paid', { answer: 'confirmed' }],
  ['offline', 'never_paid', { answer: 'not_shown' }],
  ['training', 'never_paid', { level: 'E1' }],
  ['acquirer_declined', 'thought_it_failed', { answer: 'confirmed' }],
  ['acquirer_approved', 'paid_not_received', { answer: 'confirmed' }],
  ['acquirer_approved', 'wrong_amount', { answer: 'confirmed' }],
  ['acquirer_approved', 'charged_twice', { answer: 'not_shown' }],
  ['refund_trail', 'no_refund', { answer: 'confirmed' }],
  ['acquirer_approved', 'not_my_card', { answer: 'cannot_tell' }],
  ['acquirer_approved', 'unknown_shop', { answer: 'confirmed' }],
  ['acquirer_approved', 'complaint', { answer: 'cannot_tell' }],
  ['unknown_shop', 'never_paid', { answer: 'cannot_tell', level: 'E0' }],
  ['altered', 'never_paid', { answer: 'cannot_tell', level: 'E0' }],
] as const) {
  test(`${claim} of the sample ${id}: ${expected.answer ?? 'answered'}`, async ({ page }) => {
    await disputeSample(page, id, claim);
    await expectSettled(page, expected);
    // No code without its sentence, and steps for both.
    await expect(page.locator('answer-view')).not.toContainText(/\b(answer|fact|limit|next|note|question|hint|heading|value|bill|settle|claim|trail|stop)\.[a-z_]/);
    await expect(page.locator('[data-next=customer] li').first()).toBeVisible();
    await expect(page.locator('[data-next=merchant] li').first()).toBeVisible();
  });
}

test('an answer about a receipt that does not verify shows nothing of its content', async ({ page }) => {
  await disputeSample(page, 'altered', 'wrong_amount');
  await expect(page.locator('dispute-view')).not.toContainText('腾辉');
  await expect(page.locator('dispute-view')).not.toContainText('.50');
});

test('who says so and when stands under the answer', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await expect(page.locator('.voices')).toContainText('示例收单');
  await expect(page.locator('.voices')).toContainText('acquirer');
});

test('what contradicts is shown side by side', async ({ page }) => {
  const slip = receipt(till, { counter: 31 });
  await shipping(page, list([terminalKey(till)], { acquirer }));
  await dispute(page, status(slip, 4200), 'wrong_amount');
  await write(page, 'amount', '28.00');
  await expectSettled(page, { answer: 'conflict' });
  const values = page.locator('[data-part=conflicts] [data-field=amount] dd');
  await expect(values.filter({ hasText: '28.00' })).toHaveCount(1);
  await expect(values.filter({ hasText: '42.00' }).first()).toBeVisible();
});

test.describe('the price that was shown before', () => {
  const shown = intent(till, 1840);
  const slip = receipt(till, { counter: 41, amount: 2840, intent: digestOf(shown) });

  for (const [what, first, second] of [
    ['laid beside the receipt', slip, shown],
    ['with the receipt laid beside it', shown, slip],
  ] as const) {
    test(`${what}, is compared with it`, async ({ page }) => {
      await shipping(page, list([terminalKey(till)], { acquirer }));
      await dispute(page, first, 'wrong_amount');
      await bring(page, second);
      await expect(page.locator('[data-brought=taken]')).toBeVisible();
      await expectSettled(page, { answer: 'conflict', code: 'intent_differs' });
      await expect(page.locator('answer-view')).toContainText('18.40');
      await expect(page.locator('answer-view')).toContainText('28.40');
    });
  }
});

test('what stands beside an answer is said once, and how old it is', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await expect(page.locator('answer-view').getByText('SAMPLE')).toHaveCount(1);
  await expect(page.locator('.ages')).toContainText('Newest statement');
  await expect(page.locator('.ages')).toContainText('Trust list');
});

test.describe('questions', () => {
  test('an answer counts at once, can be taken back, and the keyboard stays where it was', async ({ page }) => {
    await disputeSample(page, 'acquirer_approved', 'not_my_card');
    await uncover(page, 'card_state');
    const choice = question(page, 'card_state').locator('[data-choice=lent]');
    await choice.focus();
    await page.keyboard.press('Enter');
    await expect(choice).toHaveAttribute('aria-pressed', 'true');
    await expectSettled(page, { code: 'lent' });
    expect(await focused(page)).toContain('Lent');
    // It stands where it was pressed, too: on a phone the answer itself is out of sight.
    await expect(question(page, 'card_state').locator('[data-now]')).toContainText('Somebody else had the card');
    // It is said to whoever cannot see it.
    await expect(page.locator('dispute-view [role=status].visually-hidden')).toContainText('The answer is now');
    await page.keyboard.press('Enter');
    await expect(choice).toHaveAttribute('aria-pressed', 'false');
    await expect(settled(page)).not.toHaveAttribute('data-code', 'lent');
  });

  test('digits are read as digits, whatever the keyboard made of them', async ({ page }) => {
    await disputeSample(page, 'acquirer_approved', 'not_my_card');
    await write(page, 'last4', '44x7');
    await expect(question(page, 'last4').getByRole('alert')).toContainText('Only the last four');
    // A whole number is not cut down to the wrong four, and does not stay on the screen.
    await write(page, 'last4', '4111111111111111');
    await expect(question(page, 'last4').getByRole('alert')).toContainText('Only the last four');
    await expect(question(page, 'last4').locator('input')).toHaveValue('');
    await write(page, 'last4', '４４１７');
    await expectSettled(page, { code: 'last4_same' });
  });

  for (const [text, minor] of [
    ['1,280.5', '1,280.50'],
    ['１２８', '128.00'],
    ['¥128.00', '128.00'],
  ] as const) {
    test(`an amount typed as ${text} is ${minor}`, async ({ page }) => {
      await disputeSample(page, 'acquirer_approved', 'wrong_amount');
      await write(page, 'amount', text);
      await expect(page.locator('[data-field=amount] dd').filter({ hasText: minor.replace(',', '') })).toHaveCount(1);
    });
  }

  test('what is no amount is asked for again', async ({ page }) => {
    await disputeSample(page, 'acquirer_approved', 'wrong_amount');
    for (const text of ['about ten', '186.505', '1.234', '-5']) {
      await write(page, 'amount', text);
      await expect(question(page, 'amount').getByRole('alert'), text).toContainText('like 128.00');
      await question(page, 'amount').locator('input').fill('');
    }
    await expect(page.locator('[data-part=conflicts]')).toHaveCount(0);
  });
});

for (const [claim, code, choice, stop] of [
  ['not_my_card', 'card_state', 'stolen', 'stolen_card'],
  ['unknown_shop', 'lured', 'true', 'lured'],
] as const) {
  test(`${code} ${choice} stops the argument, and what was pressed can be put right`, async ({ page }) => {
    await disputeSample(page, 'acquirer_approved', claim);
    await press(page, code, choice);
    await expect(settled(page)).toHaveAttribute('data-stop', stop);
    await expect(page.locator('answer-view h1')).toContainText('stop here');
    // It takes the place of what was read, on a phone as well.
    await expect(page.locator('answer-view h1')).toBeInViewport();
    await expect.poll(() => focused(page)).toContain('stop here');
    for (const side of ['customer', 'merchant']) await expect(page.locator(`[data-next=${side}] li`).first()).toBeVisible();
    await expect(page.locator('bill-view, [data-part=conflicts], [data-part=trail]')).toHaveCount(0);
    await question(page, code).locator(`[data-choice=${choice}]`).click();
    await expect(page.locator('[data-stop]')).toHaveCount(0);
    await expect.poll(() => focused(page)).toContain('h1');
  });
}

test('a second charge laid beside it: two transactions, and the first one as it was', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'charged_twice');
  await bring(page, sample('second_charge').link);
  await expect(page.locator('[data-brought=taken]')).toBeVisible();
  await expectSettled(page, { answer: 'confirmed', code: 'two_approved' });
  await expect(page.locator('more-receipts li')).toContainText('20261122-000318');
  // It stands where the receipt was added, too, and the answer is a press away.
  await expect(page.locator('more-receipts [data-now]')).toContainText('Two transactions');
  await page.locator('more-receipts [data-act=up]').click();
  await expect(page.locator('answer-view h1')).toBeInViewport();
  await bring(page, sample('second_charge').link);
  await expect(page.locator('[data-brought=nothing_new]')).toBeVisible();
  await page.locator('[data-act=leave]').click();
  await expectVerdict(page, { code: 'acquirer_approved' });
  await expect(page.locator('receipt-view')).toContainText('20261122-000317');
});

test('the acquirer’s word, brought later, counts', async ({ page }) => {
  await disputeSample(page, 'shop_only', 'never_paid');
  await expectSettled(page, { answer: 'not_shown' });
  await bring(page, sample('acquirer_approved').link);
  await expectSettled(page, { answer: 'confirmed', level: 'E2' });
});

test('what does not verify is left out, with its reason and nothing of its content', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'charged_twice');
  await bring(page, sample('altered').link);
  await expect(page.locator('[data-brought=refused]')).toContainText('Doesn’t check out');
  await expect(page.locator('more-receipts li')).toHaveCount(0);
});

test('another sentence, the receipt again, and back to the dispute as it was', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await page.locator('[data-act=choose]').click();
  await expect(page.locator('sentence-list')).toBeVisible();
  await expect.poll(() => focused(page)).toContain('Which sentence');
  await choose(page, 'wrong_amount');
  await write(page, 'amount', '28');
  await expectSettled(page, { answer: 'conflict' });
  await page.locator('[data-act=leave]').click();
  await expect(verdict(page)).toBeVisible();
  await page.locator('[data-act=disagree]').click();
  await expectSettled(page, { answer: 'conflict', claim: 'wrong_amount' });
  await page.getByRole('banner').getByRole('button', { name: 'Receipt verifier' }).click();
  await expect(page.locator('ways-in')).toBeVisible();
});

test.describe('the browser’s own Back', () => {
  test('goes from the answer to the sentences, to the receipt, and Forward again', async ({ page }) => {
    await disputeSample(page, 'acquirer_approved', 'never_paid');
    await page.goBack();
    await expect(page.locator('sentence-list')).toBeVisible();
    await page.goBack();
    await expectVerdict(page, { code: 'acquirer_approved' });
    await page.locator('[data-act=disagree]').click();
    await expectSettled(page, { claim: 'never_paid' });
    await page.goBack();
    await choose(page, 'complaint');
    await page.goBack();
    await page.goForward();
    await expectSettled(page, { claim: 'complaint' });
    // Nothing of the case is in the address or the history.
    expect(new URL(page.url()).hash).toBe('');
    expect(await page.evaluate(() => JSON.stringify(history.state))).toBe('{"step":"answer"}');
  });

  test('does not lead through screens that are gone', async ({ page }) => {
    await page.goto('about:blank');
    await disputeSample(page, 'acquirer_approved', 'never_paid');
    await page.getByRole('banner').getByRole('button', { name: 'Receipt verifier' }).click();
    await expect(page.locator('ways-in')).toBeVisible();
    await expect.poll(() => page.evaluate(() => JSON.stringify(history.state))).toBe('null');
    await page.goBack();
    expect(page.url()).toBe('about:blank');
  });
});

test('the focus comes to the answer, and the language may change under it', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  expect(await focused(page)).toContain('h1');
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('answer-view h1')).toContainText('收单机构');
  await expectSettled(page, { claim: 'never_paid', answer: 'confirmed' });
});

test('nothing of a dispute is stored', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'not_my_card');
  await write(page, 'last4', '5678');
  const everything = await stored(page);
  for (const trace of ['20261122-000317', '5678', 'not_my_card']) expect(everything).not.toContain(trace);
});

test('an answer is copied as text, with who says so and the steps of both', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await page.locator('[data-hand=text]').click();
  await expect(page.locator('hand-over output')).toContainText('copied');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  for (const part of ['I never paid that', '示例收单', 'E2', 'shows nothing by itself']) expect(text).toContain(part);
  expect(text).not.toMatch(/\b(answer|limit|next|heading|value|settle)\.[a-z_]/);
});

test('on paper the answer stands without buttons, dark on white', async ({ page }) => {
  await disputeSample(page, 'acquirer_approved', 'never_paid');
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('answer-view h1')).toBeVisible();
  await expect(page.locator('[data-next=merchant]')).toBeVisible();
  await expect(page.locator('dispute-view button:visible')).toHaveCount(0);
  await expect(page.getByText('This sheet shows nothing by itself')).toBeVisible();
});

test.describe('without the network', () => {
  // What it has kept must not help out here.
  test.use({ serviceWorkers: 'block' });

  test('the module that does not come is said, and asked for again', async ({ page }) => {
    await page.route('**/settle_bg*.wasm', (route) => route.abort());
    await open(page);
    await upload(page, sample('acquirer_approved').path);
    await disagree(page);
    await page.locator('[data-claim=never_paid]').click();
    await expect(page.locator('dispute-view [data-trouble=not_loaded]')).toContainText('didn\'t load');
    expect(await focused(page)).toContain('h1');
    await page.unroute('**/settle_bg*.wasm');
    await page.locator('[data-act=retry]').click();
    await expectSettled(page, { answer: 'confirmed' });
  });
});

test('a verdict waits for none of this', async ({ page }) => {
  const early: string[] = [];
  // Asked when the request leaves: is the answer there?
  await page.route(/settle|counter|dispute/, async (route) => {
    if (!(await verdict(page).isVisible())) early.push(route.request().url());
    await route.fallback();
  });
  const came = page.waitForResponse(/settle_bg/);
  await page.goto(`/#${sample('shop_only').digits}`);
  await expect(page.locator('[data-act=disagree]')).toBeVisible();
  await came;
  expect(early).toEqual([]);
});
