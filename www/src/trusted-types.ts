/** Under `require-trusted-types-for 'script'` a Worker's address has to come from a policy of ours. */

interface ScriptUrls {
  createScriptURL(address: string): string;
}

function own(address: string): string {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) throw new TypeError('a Worker of another origin');
  return url.href;
}

function createPolicy(): ScriptUrls {
  if (window.trustedTypes === undefined) return { createScriptURL: own };
  const policy = window.trustedTypes.createPolicy('receipt-verifier', { createScriptURL: own });
  // The DOM's types still say string where browsers take a TrustedScriptURL.
  return { createScriptURL: (address) => policy.createScriptURL(address) as unknown as string };
}

const policy = createPolicy();

export function startWorker(address: string): Worker {
  return new Worker(policy.createScriptURL(address), { type: 'module' });
}
