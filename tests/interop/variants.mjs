// Prints statements that a verifier has to accept or refuse, made with jose: what tests/interop.rs expects of each name.
//
//     node variants.mjs < sale.json
import { createPrivateKey, sign as signBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CompactSign, SignJWT, UnsecuredJWT, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { sign, status } from './issue.mjs';

const sale = JSON.parse(readFileSync(0, 'utf8'));
const [till, acquirer, stranger] = await Promise.all([key(), key(), key()]);
const header = { alg: 'Ed25519', typ: 'receipt+jwt', kid: till.kid };

async function key() {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
  const { kty, crv, x, d } = await exportJWK(privateKey);
  const open = { kty, crv, x };
  return { privateKey, open, jwk: { ...open, d }, kid: (await calculateJwkThumbprint(open)).slice(0, 12) };
}

/** Any payload text under a header that may differ in some members; a member given as undefined is left out. */
function statement(payload, other = {}, privateKey = till.privateKey) {
  return new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader({ ...header, ...other }).sign(privateKey);
}

/** What no JOSE library agrees to write: spelled by hand, signed by the key all the same. */
function byHand(headerText, payload) {
  const input = [headerText, payload].map((part) => Buffer.from(part).toString('base64url')).join('.');
  const signature = signBytes(null, Buffer.from(input), createPrivateKey({ key: till.jwk, format: 'jwk' }));
  return `${input}.${signature.toString('base64url')}`;
}

function sorted(value, compare) {
  if (Array.isArray(value)) return value.map((one) => sorted(one, compare));
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort(compare);
  return Object.fromEntries(names.map((name) => [name, sorted(value[name], compare)]));
}

const nested = (levels) => (levels > 0 ? { inner: nested(levels - 1) } : {});

async function withStatus(receipt, event = 'approved', jwk = acquirer.jwk, other = {}) {
  const claims = { ...status(sale, receipt, event), ...other };
  return `${receipt}~${await sign('receipt-status+jwt', claims, jwk)}`;
}

/** Python's default spelling: a space after every colon and comma that stands outside a text. */
const spaced = (value) =>
  JSON.stringify(value, null, 1).replace(/,\n */g, ', ').replace(/\n */g, '');
const ascii = (text) => text.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

const text = JSON.stringify(sale);
const good = await statement(text);
const [goodHeader, , goodSignature] = good.split('.');
const ec = await generateKeyPair('ES256');

const cases = {
  as_documented: good,
  own_spelling: statement(JSON.stringify(sale, null, '\t')),
  compact: statement(text),
  ascii: statement(ascii(text)),
  utf8: statement(spaced(sale)),
  sorted: statement(JSON.stringify(sorted(sale))),
  shuffled: statement(JSON.stringify(sorted(sale, () => Math.random() - 0.5))),
  eddsa: statement(text, { alg: 'EdDSA' }),
  jwt_api: new SignJWT(sale).setProtectedHeader(header).sign(till.privateKey),
  unknown_members: statement(JSON.stringify({ ...sale, loyalty: { points: 12 } }), { cty: 'json' }),
  approved: withStatus(good),
  declined: withStatus(good, 'declined'),
  status_eddsa: statement(
    JSON.stringify(sorted(status(sale, good, 'approved'))),
    { alg: 'EdDSA', typ: 'receipt-status+jwt', kid: acquirer.kid },
    acquirer.privateKey,
  ).then((one) => `${good}~${one}`),
  status_of_other_amount: withStatus(good, 'approved', acquirer.jwk, { amount: 1 }),
  status_of_other_receipt: statement(JSON.stringify({ ...sale, number: 'other' }))
    .then((other) => withStatus(other))
    .then((both) => `${good}~${both.split('~')[1]}`),
  status_by_till: withStatus(good, 'approved', till.jwk, { iss: sale.iss }),
  status_by_stranger: withStatus(good, 'approved', stranger.jwk),
  glued_junk: `junk~${good}~~x.y.z~${good}`,
  hs256: statement(text, { alg: 'HS256' }, Buffer.from(till.open.x, 'base64url')),
  es256: statement(text, { alg: 'ES256' }, ec.privateKey),
  none: new UnsecuredJWT(sale).encode(),
  typ_jwt: statement(text, { typ: 'JWT' }),
  typ_left_out: statement(text, { typ: undefined }),
  typ_of_a_status: statement(text, { typ: 'receipt-status+jwt' }),
  typ_in_capitals: statement(text, { typ: 'Receipt+JWT' }),
  jwk: statement(text, { jwk: till.open }),
  jku: statement(text, { jku: 'https://pay.harbour.example/jwks.json' }),
  b64_in_header: statement(text, { b64: true, crit: ['b64'] }),
  crit: byHand(JSON.stringify({ ...header, crit: ['x'], x: 1 }), text),
  kid_left_out: statement(text, { kid: undefined }),
  alg_twice: byHand(`${JSON.stringify(header).slice(0, -1)},"alg":"none"}`, text),
  member_twice: statement(`${text.slice(0, -1)},"amount":1}`),
  member_twice_escaped: statement(`${text.slice(0, -1)},"amoun\\u0074":1}`),
  member_twice_inside: statement(text.replace('"last4":', '"last4":"1111","last4":')),
  fraction: statement(text.replace('18650', '186.50')),
  exponent: statement(text.replace('18650', '1865e1')),
  minus_zero: statement(`${text.slice(0, -1)},"rounding":-0}`),
  beyond_2_53: statement(text.replace('18650', String(2 ** 53))),
  not_a_number: statement(`${text.slice(0, -1)},"x":NaN}`),
  byte_order_mark: statement(`\ufeff${text}`),
  list: statement(JSON.stringify([sale])),
  nested_9_deep: statement(JSON.stringify({ ...sale, x: nested(7) })),
  nested_8_deep: statement(JSON.stringify({ ...sale, x: nested(6) })),
  nested_deep: statement(`${'{"x":'.repeat(2000)}1${'}'.repeat(2000)}`),
  payload_too_large: statement(JSON.stringify({ ...sale, x: 'x'.repeat(16384) })),
  statement_too_large: statement(JSON.stringify({ ...sale, x: 'x'.repeat(32768) })),
  padded: `${good}==`,
  stray_bits: good.slice(0, -1) + { A: 'B', Q: 'R', g: 'h', w: 'x' }[good.at(-1)],
  line_break: `${good.slice(0, -9)}\n${good.slice(-9)}`,
  signature_cut: good.slice(0, -2),
  other_key: statement(text, {}, stranger.privateKey),
  other_payload: statement(JSON.stringify({ ...sale, amount: 1 })).then(
    (other) => `${goodHeader}.${other.split('.')[1]}.${goodSignature}`,
  ),
  unknown_issuer: statement(JSON.stringify({ ...sale, iss: 'https://elsewhere.example' })),
  unknown_kid: statement(text, { kid: stranger.kid }, stranger.privateKey),
  signed_by_acquirer: statement(
    JSON.stringify({ ...sale, iss: 'https://acquirer.example' }),
    { kid: acquirer.kid },
    acquirer.privateKey,
  ),
  other_terminal: statement(JSON.stringify({ ...sale, terminal: { ...sale.terminal, id: '10023399' } })),
  other_merchant: statement(JSON.stringify({ ...sale, merchant: { ...sale.merchant, id: '898330154110099' } })),
};
const done = await Promise.all(Object.entries(cases).map(async ([name, one]) => [name, await one]));
console.log(JSON.stringify({ keys: { till: till.open, acquirer: acquirer.open }, cases: Object.fromEntries(done) }));
