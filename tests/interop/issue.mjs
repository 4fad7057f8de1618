// node issue.mjs till.json acquirer.json < sale.json > sale.dossier
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CompactSign, calculateJwkThumbprint, importJWK } from 'jose';

export async function sign(typ, claims, jwk) {
  const kid = (await calculateJwkThumbprint(jwk)).slice(0, 12);
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'Ed25519', typ, kid })
    .sign(await importJWK(jwk, 'Ed25519'));
}

export function digest(statement) {
  return createHash('sha256').update(statement.slice(0, statement.lastIndexOf('.'))).digest('base64url');
}

export function status({ iat, amount, currency }, statement, event) {
  return { iss: 'https://acquirer.example', iat: Math.floor(Date.now() / 1000), receipt_digest: digest(statement),
    sequence: 1, event, at: iat + 1, amount, currency };
}

if (import.meta.main ?? process.argv[1].endsWith('issue.mjs')) {
  const [till, acquirer, receipt] = [...process.argv.slice(2), 0].map((file) => JSON.parse(readFileSync(file)));
  const statement = await sign('receipt+jwt', receipt, till);
  console.log(`${statement}~${await sign('receipt-status+jwt', status(receipt, statement, 'approved'), acquirer)}`);
}
