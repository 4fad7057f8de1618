/** What two people agree at a counter, each signing on their own phone: both or nothing. */

import { focused } from './dispute';
import type { Claims } from './issuer';
import { ACQUIRER, SHOP, Signer, list, receipt, terminalKey } from './issuer';
import { expect, expectVerdict, test, verdict } from './page';
import { shipping } from './shipping';
import { agree, codeOf, deal, fragment, hand, linkOf, phone, say, show, sign, toSigning, type Phone } from './signing';

const till = new Signer(SHOP);
const acquirer = new Signer(ACQUIRER);

/** The list, with keys that the shop's own phones sign with. */
function world(shopKeys: readonly Claims[] = []): Claims {
  const plain = list([terminalKey(till)], { acquirer }) as { readonly issuers: readonly Claims[] } & Claims;
  return { ...plain, issuers: plain.issuers.map((entry) => (entry.iss === SHOP && shopKeys.length > 0 ? { ...entry, sign_off_keys: shopKeys } : entry)) };
}

/** The public key that a statement brings along. */
function keyIn(part: string): Claims {
  const { key } = JSON.parse(Buffer.from(part.split('.')[1] ?? '', 'base64url').toString()) as { readonly key: Claims };
  return key;
}

async function pair(first: Phone, second: Phone): Promise<{ readonly proposal: string; readonly acceptance: string }> {
  await agree(first.page, { facts: 'The tea was damp.\nOne tin stays.' });
  const terms = first.page.locator('[data-terms]');
  await expect(terms).toContainText('The tea was damp.');
  await expect(terms).toContainText('CNY 20.00');
  await expect(first.page.locator('[data-note=rights]')).toContainText('No right is waived');
  const read = await terms.innerText();
  const proposal = await sign(first.page);
  await expect(deal(first.page)).toHaveAttribute('data-settlement', 'proposed');
  await second.page.goto(`/${fragment(await linkOf(first.page))}`);
  await expect(second.page.locator('[data-proposal]')).toContainText('Nothing is agreed until you sign as well');
  await second.page.locator('[data-act=read-proposal]').click();
  // The same terms, word for word, on the phone of whoever signs second.
  await expect(second.page.locator('[data-terms]')).toHaveText(read.replace(/\s+/g, ' '), { useInnerText: true });
  await expect(second.page.locator('[data-note=both]')).toContainText('Both or nothing');
  const acceptance = await sign(second.page);
  return { proposal, acceptance };
}

for (const [first, second] of [
  ['merchant', 'customer'],
  ['customer', 'merchant'],
] as const) {
  test(`the ${first} writes, the ${second} signs too, and both hold the whole`, async ({ browser, baseURL }) => {
    const dossier = receipt(till);
    const phones = { merchant: await phone(browser, baseURL ?? ''), customer: await phone(browser, baseURL ?? '') };
    for (const { page } of Object.values(phones)) await shipping(page, world());
    await toSigning(phones[first].page, dossier, first);
    await pair(phones[first], phones[second]);
    await show(phones[first].page, await codeOf(phones[second].page), deal(phones[first].page).locator('[data-half=second]'));
    expect(await focused(phones[first].page)).toContain('h1 Two keys have signed');
    for (const { page } of Object.values(phones)) {
      // Nobody here says that either key is the shop's.
      await expect(deal(page)).toHaveAttribute('data-settlement', 'unidentified');
      await expect(deal(page)).toContainText('The tea was damp.');
      await expect(page.locator('[data-signed] h1')).toHaveText('Two keys have signed; whose the shop\'s is, isn\'t shown');
      await page.locator('[data-act=leave]').click();
      await expectVerdict(page, { code: 'terminal_signed' });
      await expect(deal(page)).toContainText('CNY 20.00');
      await expect(verdict(page)).toContainText('doesn’t show that anything is agreed');
    }
    for (const { context } of Object.values(phones)) await context.close();
  });
}

test('where the shop’s phone is on the shop’s list, the halves are the shop’s and the customer’s', async ({ browser, baseURL }) => {
  const dossier = receipt(till);
  const shop = await phone(browser, baseURL ?? '');
  const customer = await phone(browser, baseURL ?? '');
  await shipping(shop.page, world());
  await toSigning(shop.page, dossier, 'merchant');
  // Once, so that there is a key for the registry to list.
  await agree(shop.page, { remedy: 'none' });
  const { kty, crv, x, y } = keyIn(await sign(shop.page));
  const listed = world([{ kty, crv, x, y, rp_id: 'localhost' }]);
  for (const { page } of [shop, customer]) {
    await page.unrouteAll();
    await shipping(page, listed);
  }
  await shop.page.goto('about:blank');
  await toSigning(shop.page, dossier, 'merchant');
  await pair(shop, customer);
  await expect(deal(customer.page).locator('[data-half=first]')).toHaveAttribute('data-bound', 'shop');
  await expect(deal(customer.page).locator('[data-half=first]')).toContainText('Teahouse');
  await expect(deal(customer.page).locator('[data-half=second]')).toHaveAttribute('data-bound', 'own');
  await show(shop.page, await codeOf(customer.page), deal(shop.page).locator('[data-half=second]'));
  // The customer's key is known to the customer's phone alone.
  await expect(deal(shop.page)).toHaveAttribute('data-settlement', 'one_side_unidentified');
  await expect(deal(customer.page)).toHaveAttribute('data-settlement', 'agreed_here');
  await expect(deal(customer.page)).toContainText('if this isn’t your own phone, that tells you nothing');
  await shop.context.close();
  await customer.context.close();
});

test('what both read is the list’s name of the shop, what was bought, and a day that ends at the shop’s clock', async ({ browser, baseURL }) => {
  const { page, context } = await phone(browser, baseURL ?? '');
  const renamed = world() as { readonly issuers: readonly Claims[] } & Claims;
  await shipping(page, { ...renamed, issuers: renamed.issuers.map((entry) => (entry.iss === SHOP ? { ...entry, name: 'River Bank Teas' } : entry)) });
  await toSigning(page, receipt(till, { items: [{ name: 'Oolong 250 g', total: 4200 }] }), 'customer');
  await expect(page.locator('[data-ask=answer]')).toContainText('at River Bank Teas');
  await expect(page.locator('[data-ask=answer]')).toContainText('Oolong 250 g');
  await agree(page, { amount: '5' });
  const sheet = page.locator('[data-sheet=proposal]');
  await expect(sheet).toContainText('of River Bank Teas');
  await expect(sheet).toContainText('Printed name');
  await expect(sheet).toContainText('Oolong 250 g');
  await expect(sheet.locator('[data-terms]')).toContainText('23:59:59 UTC+8');
  await sign(page, 'device_key');
  await expect(deal(page)).toContainText('23:59:59 UTC+8');
  await context.close();
});

test('a proposal that nobody signs stays a proposal, and may be left unsigned', async ({ browser, baseURL }) => {
  const dossier = receipt(till);
  const shop = await phone(browser, baseURL ?? '');
  const customer = await phone(browser, baseURL ?? '');
  for (const { page } of [shop, customer]) await shipping(page, world());
  await toSigning(shop.page, dossier, 'merchant');
  await agree(shop.page, { remedy: 'exchange', facts: 'One tin is swapped.' });
  await sign(shop.page, 'device_key');
  await customer.page.goto(`/${fragment(await linkOf(shop.page))}`);
  // Anybody can write a proposal "as the shop".
  await expect(customer.page.locator('[data-proposal] h2')).toContainText('Somebody proposes this as the shop');
  await customer.page.locator('[data-act=read-proposal]').click();
  await expect(customer.page.locator('[data-proposer]')).toContainText('No list says that this key is the shop\'s');
  await customer.page.locator('[data-act=refuse]').click();
  await expect(customer.page.locator('[data-side=customer]')).toBeVisible();
  // A key that was made as the shop's is nobody's customer, on its own phone neither.
  await expect(deal(shop.page).locator('[data-half=first]')).toHaveAttribute('data-bound', 'none');
  await customer.page.locator('[data-act=leave]').click();
  await expect(deal(customer.page)).toHaveAttribute('data-settlement', 'proposed');
  await expect(deal(customer.page)).toContainText('nothing is agreed');
  await shop.context.close();
  await customer.context.close();
});

test('a yes to other terms than those that are here is left out', async ({ browser, baseURL }) => {
  const dossier = receipt(till);
  const shop = await phone(browser, baseURL ?? '');
  const customer = await phone(browser, baseURL ?? '');
  for (const { page } of [shop, customer]) await shipping(page, world());
  await toSigning(shop.page, dossier, 'merchant');
  const { acceptance } = await pair(shop, customer);
  // The shop writes other terms instead, on a phone that does not know the first ones.
  const other = await phone(browser, baseURL ?? '');
  await shipping(other.page, world());
  await toSigning(other.page, dossier, 'merchant');
  await agree(other.page, { amount: '5' });
  await sign(other.page, 'device_key');
  await hand(other.page, acceptance);
  await expect(other.page.locator('[data-taken=refused]')).toBeVisible();
  await expect(deal(other.page)).toHaveAttribute('data-settlement', 'proposed');
  for (const { context } of [shop, customer, other]) await context.close();
});

test('what cannot be agreed is said before anybody signs', async ({ browser, baseURL }) => {
  const { page, context } = await phone(browser, baseURL ?? '');
  await shipping(page, world());
  await toSigning(page, receipt(till), 'customer');
  await page.locator('[data-act=write-terms]').click();
  const form = page.locator('terms-form');
  const fault = form.locator('[role=alert]');
  await form.locator('[data-act=read]').click();
  await expect(fault).toContainText('Choose what is done about it');
  await form.locator('[data-remedy=partial_refund]').click();
  await form.locator('[name=amount]').fill('4000');
  await form.locator('[data-act=read]').click();
  await expect(fault).toContainText('More than the receipt');
  await form.locator('[name=amount]').fill('12');
  await form.locator('[name=due]').fill('2020-01-01');
  await form.locator('[data-act=read]').click();
  await expect(fault).toContainText('That day is over');
  await form.locator('[name=due]').fill('2030-01-01');
  await form.locator('[name=own]').fill('Refund to 6222021234567890128');
  await form.locator('[data-act=read]').click();
  // Before any key is asked for or made.
  await expect(fault).toContainText('card number');
  await expect(form.locator('[name=own]')).toHaveValue('Refund to 6222021234567890128');
  await context.close();
});

test('an answer and a settlement of one customer stand side by side, and open again as they were', async ({ browser, baseURL }) => {
  const dossier = receipt(till);
  const shop = await phone(browser, baseURL ?? '');
  const customer = await phone(browser, baseURL ?? '');
  for (const { page } of [shop, customer]) await shipping(page, world());
  await toSigning(customer.page, dossier, 'customer');
  await say(customer.page, 'not_recognised');
  await sign(customer.page, 'device_key');
  await customer.page.locator('[data-act=done]').click();
  await agree(customer.page, { remedy: 'refund', amount: '42' });
  await sign(customer.page, 'device_key');
  await shop.page.goto(`/${fragment(await linkOf(customer.page))}`);
  await shop.page.locator('[data-act=read-proposal]').click();
  await sign(shop.page, 'device_key');
  await shop.page.locator('[data-act=leave]').click();
  await expect(shop.page.locator('sign-offs [data-ack=not_recognised]')).toBeVisible();
  await expect(deal(shop.page)).toContainText('CNY 42.00');
  await shop.context.close();
  await customer.context.close();
});
