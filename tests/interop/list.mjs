// Signs a trust list with jose: node list.mjs registry.json < trust.json > list.jwt
import { readFileSync } from 'node:fs';
import { sign } from './issue.mjs';

const [registry, list] = [process.argv[2], 0].map((file) => JSON.parse(readFileSync(file)));
console.log(await sign('receipt-trust+jwt', list, registry));
