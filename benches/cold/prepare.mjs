// What both pages check: the sample receipt as text, and the key that signed it.
import { readFileSync, writeFileSync } from 'node:fs';
import { initSync, dossier } from '../../www/src/wasm/verify/verify.js';

const read = (path) => readFileSync(new URL(path, import.meta.url));
const samples = JSON.parse(read('../../www/public/samples/index.json'));
initSync({ module: read('../../www/src/wasm/verify/verify_bg.wasm') });
const token = dossier(samples.find(({ id }) => id === 'shop_only').link);

const { iss } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
const { kid } = JSON.parse(Buffer.from(token.split('.')[0], 'base64url'));
const { issuers } = JSON.parse(read('../../www/public/samples/trust.json'));
const { kty, crv, x } = issuers.find((issuer) => issuer.iss === iss).keys.find((key) => key.kid === kid);
writeFileSync(new URL('token.json', import.meta.url), JSON.stringify(token));
writeFileSync(new URL('jose/key.json', import.meta.url), JSON.stringify({ kty, crv, x }));
