// The least that a page can do: one statement, one key that the page knows, one sentence.
import { compactVerify, importJWK } from 'jose';
import key from './key.json';

const { payload } = await compactVerify(location.hash.slice(1), await importJWK(key, 'EdDSA'), { algorithms: ['Ed25519', 'EdDSA'] });
const { amount, currency } = JSON.parse(new TextDecoder().decode(payload));
document.querySelector('#verdict').textContent = `Signature valid: ${amount} ${currency}`;
