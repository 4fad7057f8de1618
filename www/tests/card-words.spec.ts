/** What the terminal's card says, by who stands behind the list: nothing weaker than a registry may sound like one. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test, expect } from '@playwright/test';
import { cardOf, type Card } from '../src/card/card';
import { fingerprintGroups } from '../src/card/key';
import { merchantParts } from '../src/card/merchant-id';
import type { Profile, Provenance, Report, Revocation, Voucher, Vouching } from '../src/report';
import { Words, type Sentences } from '../src/words';

const NOW = 1_795_340_200;
const DAY = 86_400;

const sentences = (language: string, chapter: string): Sentences =>
  JSON.parse(readFileSync(new URL(`../../locales/${language}/${chapter}.json`, import.meta.url), 'utf8')) as Sentences;
const words = (language: string): Words => new Words(language, { ...sentences(language, 'verdict'), ...sentences(language, 'card') });
const en = words('en');

const licensed: Profile = { legal_name: 'Acquirer Holding', contact: '+86 21 5555 0199', licence: { number: 'Z1', authority: 'PBOC', expires: '2031-01-01', as_of: '2026-11-01' } };
const root: Voucher = {
  by: 'list',
  iss: 'https://registry.example',
  name: 'Registry',
  contact: '+86 10 5555 0123',
  role: null,
  party: null,
  profile: null,
  iat: NOW - DAY,
  exp: NOW + DAY,
  expired: false,
  sequence: 7,
  part: null,
};
const delegate: Voucher = { ...root, iss: 'https://acquirer.example', name: 'Acquirer', role: 'acquirer', contact: '+1 555 0100', profile: licensed };
const acquirer = { iss: 'https://acquirer.example', name: 'Acquirer', party: 'A', profile: licensed };

interface Case {
  readonly provenance?: Provenance;
  readonly sample?: boolean;
  readonly chain?: readonly Voucher[];
  readonly acquirers?: Vouching['acquirers'];
  readonly revoked?: Revocation | null;
  readonly merchant?: string;
  readonly counter?: number;
}

function card(given: Case, language = en): Card {
  const { provenance = 'pinned', sample = false, chain = [root], acquirers = [acquirer], revoked = null, merchant = '1', counter = 5 } = given;
  const thumbprint = 'n-zchQu05EmkAfp9wYsm13sDBMK5og--QWdBjzuf6o4';
  const key = { kid: 'n-zchQu05Emk', thumbprint, role: 'terminal', terminal: 'T1', merchants: null, not_before: null, not_after: null, revoked };
  const report = {
    outcome: 'verified',
    signers: [{ iss: 'https://shop.example', name: 'Shop', party: 'S', profile: { legal_name: 'Shop Ltd', contact: '+86 571 5555 0177' } }],
    receipt: { merchant: { id: merchant }, terminal: { id: 'T1', counter } },
    trust: { provenance, sample, sequence: 7 },
    ages: { trust_list: DAY, trust_list_expired: false },
    vouching: { chain, key, acquirers },
  } as unknown as Report;
  const made = cardOf(report, language, NOW);
  if (made === null) throw new Error('no card');
  return made;
}

const first = (made: Card): string => made.answer[0]?.text ?? '';
const everything = (made: Card): string => JSON.stringify(made);

for (const [name, given, standing, said] of [
  ['a registry of ours', {}, 'registry', 'Registry lists this terminal as one of Shop.'],
  ['a list that the reader chose', { provenance: 'user' }, 'user', 'Only a list that you chose yourself'],
  ['the shop’s own domain', { provenance: 'domain' }, 'domain', 'Only the shop’s own web domain vouches'],
  ['keys that the page brought', { provenance: 'host' }, 'host', 'This page itself supplied the keys.'],
  ['samples', { sample: true }, 'sample', 'SAMPLE: nobody vouches'],
  ['samples that the page brought', { sample: true, provenance: 'host' }, 'host', 'This page itself supplied the keys.'],
] as const) {
  test(`${name} is said first, and stands as ${standing}`, () => {
    const made = card(given);
    expect(made.standing).toBe(standing);
    expect(first(made)).toContain(said);
  });
}

for (const provenance of ['domain', 'host'] as const) {
  test(`where the keys are its own word (${provenance}), no number, licence or acquirer of its list counts`, () => {
    const made = card({ provenance });
    expect(made.phones.entries).toEqual([]);
    expect(made.licences).toEqual([]);
    expect(everything(made)).not.toContain('5555');
    expect(made.answer.map(({ text }) => text).join(' ')).toContain('No acquirer is named');
    expect(everything(made)).toContain('which nobody has confirmed');
  });
}

test('a delegate is named with whoever let it vouch, and its number is the one that others give for it', () => {
  const made = card({ chain: [root, delegate], acquirers: [acquirer] });
  expect(first(made)).toBe('Acquirer vouches for this terminal of Shop. Registry has named Acquirer as somebody who may.');
  expect(made.chain.map(({ label }) => label)).toEqual(['Registry', 'Acquirer', 'Shop', 'Terminal']);
  expect(made.phones.entries.map(({ tel }) => tel)).toEqual(['+862155550199', '+861055550123']);
});

test('what is no telephone number is shown and cannot be dialled', () => {
  const written = { ...acquirer, profile: { contact: 'javascript:alert(1)' } };
  expect(card({ acquirers: [written] }).phones.entries[0]).toMatchObject({ contact: 'javascript:alert(1)', tel: null });
});

test('a licence whose date has passed, or that nobody dated, is marked', () => {
  const old = { ...acquirer, profile: { licence: { number: 'Z1', expires: '2026-11-21' } } };
  const facts = card({ acquirers: [old] }).licences[0]?.facts ?? [];
  expect(facts.find(({ name }) => name === 'licence_expires')).toMatchObject({ warn: true, value: '2026-11-21: that date has passed' });
  expect(facts.find(({ name }) => name === 'licence_as_of')).toMatchObject({ warn: true, value: 'the list doesn’t say when' });
});

for (const [reason, said] of [
  ['stolen', 'reported stolen since'],
  ['compromised', 'in wrong hands since'],
  ['superseded', 'got a new key'],
  ['ceased', 'has not been in use since'],
] as const) {
  test(`a key that is ${reason} is said before anything else, in both languages`, () => {
    const revoked = { recorded: NOW, since: NOW - DAY, max_counter: 5, reason };
    const made = card({ revoked });
    expect(made.answer[0]).toMatchObject({ warn: true });
    expect(first(made)).toContain(said);
    expect(everything(made)).toContain('this receipt’s counter isn’t above the last good one');
    expect(first(card({ revoked }, words('zh-CN')))).toMatch(/2026年11月21日/);
  });
}

test('every sentence of every case is written in both languages', () => {
  const reasons = ['stolen', 'compromised', 'superseded', 'ceased'];
  const cases: readonly Case[] = [
    ...(['pinned', 'user', 'domain', 'host'] as const).flatMap((provenance) => [{ provenance }, { provenance, chain: [root, { ...delegate, by: 'statement' as const }] }]),
    { sample: true },
    { sample: true, chain: [root, delegate] },
    ...reasons.map((reason) => ({ revoked: { recorded: NOW, since: NOW, max_counter: 1, reason } })),
    { acquirers: [], chain: [{ ...root, name: null, iss: null, iat: null, sequence: null, expired: true }], merchant: '898330154110042' },
  ];
  for (const language of ['en', 'zh-CN']) {
    for (const given of cases) {
      const said = everything(card(given, words(language)));
      // A sentence that nobody wrote shows as its key; a parameter that nobody gave as a dash.
      expect(said).not.toMatch(/card\.[a-z]+\.|—(?!—)|undefined/);
    }
  }
});

test('the fingerprint is the whole thumbprint, in sixteen groups without capitals to spell out', () => {
  expect(fingerprintGroups('n-zchQu05EmkAfp9wYsm13sDBMK5og--QWdBjzuf6o4')?.join(' ')).toBe(
    '9FEC DC85 0BB4 E449 A401 FA7D C18B 26D7 7B03 04C2 B9A2 0FBE 4167 418F 3B9F EA8E',
  );
  // `receipt trust show` prints the same: tests/fingerprint_cli.rs.
  const samples = JSON.parse(readFileSync(new URL('../../samples/trust.json', import.meta.url), 'utf8')) as { issuers: readonly { keys: readonly { x: string }[] }[] };
  const x = samples.issuers[0]?.keys[0]?.x ?? '';
  const listed = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');
  expect(fingerprintGroups(listed)?.join(' ')).toBe('9FEC DC85 0BB4 E449 A41F 9616 BEB6 A21B 4ABF 78F9 4655 253C 97F2 3499 1B00 B982');
  expect(fingerprintGroups('short')).toBeNull();
});

test('only a merchant number of fifteen digits is taken apart', () => {
  expect(merchantParts('898330154110042')).toEqual({ institution: '898' });
  for (const id of ['89833015411004', '8983301541100421', 'A98330154110042', '']) expect(merchantParts(id)).toBeNull();
});
