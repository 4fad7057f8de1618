/** A customer's key that somebody else lists counts, and nothing that only looks like its signature does. */

import type { Page } from '@playwright/test';
import type { Claims } from './issuer';
import { ACQUIRER, SHOP, Signer, list, receipt, terminalKey } from './issuer';
import { expect, expectVerdict, test, verdict } from './page';
import { shipping } from './shipping';
import { ack, hand, phone, say, sign, toSigning } from './signing';

const ORIGIN = 'https://verifier.example';
const till = new Signer(SHOP);
const acquirer = new Signer(ACQUIRER);

interface Payload extends Claims {
  readonly key: Claims;
  readonly receipt_digest: string;
}

const payloadOf = (part: string): Payload => JSON.parse(Buffer.from(part.split('.')[1] ?? '', 'base64url').toString()) as Payload;

/** The same signature under other words. */
function altered(part: string, change: Claims): string {
  const [header = '', , signature = ''] = part.split('.');
  return [header, Buffer.from(JSON.stringify({ ...payloadOf(part), ...change })).toString('base64url'), signature].join('.');
}

/** A list on which a bank's customers stand, who sign at this origin. */
function world(customers: readonly Claims[] = []): Claims {
  const plain = list([terminalKey(till)], { acquirer }) as { readonly issuers: readonly Claims[] } & Claims;
  const bank = { iss: ORIGIN, name: 'Bank customers', role: 'customer', party: 'BANK-7', sign_off_keys: customers };
  return customers.length === 0 ? plain : { ...plain, issuers: [...plain.issuers, bank] };
}

/** The customer signs once; what the shop's phone makes of it is the test's. */
async function signedBy(page: Page, said: string, dossier: string): Promise<string> {
  await shipping(page, world());
  await toSigning(page, dossier, 'customer');
  await say(page, said);
  return sign(page);
}

for (const [said, level] of [
  ['mine', 'E3'],
  ['not_recognised', 'E1'],
] as const) {
  test(`a listed key that says “${said}”: ${level}`, async ({ browser, baseURL }) => {
    const dossier = receipt(till, { last4: '4417' });
    const customer = await phone(browser, baseURL ?? '', { origin: ORIGIN });
    const part = await signedBy(customer.page, said, dossier);
    const shop = await phone(browser, baseURL ?? '', { origin: ORIGIN });
    await shipping(shop.page, world([{ ...payloadOf(part).key, last4: '4417' }]));
    await shop.page.goto(`/#${dossier}~${part}`);
    await expectVerdict(shop.page, { level });
    await expect(ack(shop.page, said)).toHaveAttribute('data-bound', 'list');
    await expect(ack(shop.page, said)).toContainText('Bank customers');
    await expect(ack(shop.page, said)).toHaveAttribute('data-counts', said === 'mine' ? 'yes' : 'no');
    await expect(verdict(shop.page)).toContainText(said === 'mine' ? 'this receipt is mine' : 'objects to this receipt');
    await customer.context.close();
    await shop.context.close();
  });
}

test('a listed key that says both: both stand, and the contradiction is named', async ({ browser, baseURL }) => {
  const dossier = receipt(till, { last4: '4417' });
  const customer = await phone(browser, baseURL ?? '', { origin: ORIGIN });
  const yes = await signedBy(customer.page, 'mine', dossier);
  await customer.page.locator('[data-act=done]').click();
  await say(customer.page, 'not_recognised');
  const no = await sign(customer.page);
  const shop = await phone(browser, baseURL ?? '', { origin: ORIGIN });
  await shipping(shop.page, world([{ ...payloadOf(yes).key, last4: '4417' }]));
  await shop.page.goto(`/#${dossier}~${yes}~${no}`);
  await expect(ack(shop.page, 'mine')).toBeVisible();
  await expect(ack(shop.page, 'not_recognised')).toBeVisible();
  await expect(shop.page.locator('[data-check=ack_changed]')).toBeAttached();
  await customer.context.close();
  await shop.context.close();
});

test('a listed key of another card lifts nothing, and says why', async ({ browser, baseURL }) => {
  const dossier = receipt(till, { last4: '4417' });
  const customer = await phone(browser, baseURL ?? '', { origin: ORIGIN });
  const part = await signedBy(customer.page, 'mine', dossier);
  const shop = await phone(browser, baseURL ?? '', { origin: ORIGIN });
  await shipping(shop.page, world([{ ...payloadOf(part).key, last4: '0001' }]));
  await shop.page.goto(`/#${dossier}~${part}`);
  await expectVerdict(shop.page, { level: 'E1' });
  await expect(ack(shop.page, 'mine')).toHaveAttribute('data-code', 'ack_other_card');
  await customer.context.close();
  await shop.context.close();
});

test('the shop lists its own phone’s key as a customer’s: nothing is lifted', async ({ browser, baseURL }) => {
  const dossier = receipt(till, { last4: '4417' });
  const fake = await phone(browser, baseURL ?? '', { origin: ORIGIN });
  const part = await signedBy(fake.page, 'mine', dossier);
  const { key } = payloadOf(part);
  const shopWorld = world([{ ...key, last4: '4417' }]) as { readonly issuers: readonly Claims[] } & Claims;
  const reader = await phone(browser, baseURL ?? '', { origin: ORIGIN });
  await shipping(reader.page, { ...shopWorld, issuers: shopWorld.issuers.map((entry) => (entry.role === 'customer' ? { ...entry, party: 'TEA-1' } : entry)) });
  await reader.page.goto(`/#${dossier}~${part}`);
  await expectVerdict(reader.page, { level: 'E1' });
  await expect(ack(reader.page, 'mine')).toHaveAttribute('data-code', 'party_same');
  await fake.context.close();
  await reader.context.close();
});

test('a denial turned into a confirmation, and a yes moved to another receipt: the passkey signed something else', async ({ browser, baseURL }) => {
  const first = receipt(till, { counter: 12 });
  const second = receipt(till, { counter: 13 });
  const customer = await phone(browser, baseURL ?? '');
  const denial = await signedBy(customer.page, 'not_recognised', first);
  const elsewhere = await phone(browser, baseURL ?? '');
  const other = await signedBy(elsewhere.page, 'mine', second);
  const shop = await phone(browser, baseURL ?? '');
  await shipping(shop.page, world());
  await toSigning(shop.page, first, 'merchant');
  for (const forged of [altered(denial, { verdict: 'mine' }), altered(other, { receipt_digest: payloadOf(denial).receipt_digest })]) {
    await hand(shop.page, forged);
    await expect(shop.page.locator('[data-taken=refused]')).toHaveAttribute('data-code', 'ack_challenge');
    await expect(shop.page.locator('[data-taken]')).toContainText('the passkey signed something else');
  }
  await expect(shop.page.locator('sign-offs article')).toHaveCount(0);
  for (const { context } of [customer, elsewhere, shop]) await context.close();
});

test('signed on a page that nobody named for it: left out', async ({ browser, baseURL }) => {
  const dossier = receipt(till);
  const customer = await phone(browser, baseURL ?? '', { origin: 'https://somewhere-else.example' });
  const part = await signedBy(customer.page, 'mine', dossier);
  const shop = await phone(browser, baseURL ?? '', { origin: ORIGIN });
  await shipping(shop.page, world());
  await toSigning(shop.page, dossier, 'merchant');
  await hand(shop.page, part);
  await expect(shop.page.locator('[data-taken=refused]')).toHaveAttribute('data-code', 'ack_origin_unknown');
  await customer.context.close();
  await shop.context.close();
});
