/** Under `require-trusted-types-for 'script'` the address of a Worker or service worker has to come from a policy of ours. */

interface ScriptUrls {
  createScriptURL(address: string): string;
}

function own(address: string): string {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) throw new TypeError('a Worker of another origin');
  return url.href;
}

let policy: ScriptUrls | null = null;

/** Made at its first use: a page that holds our widget may allow no policy, and needs none until something is scanned. */
function scriptUrls(): ScriptUrls {
  if (policy !== null) return policy;
  policy = { createScriptURL: own };
  if (window.trustedTypes === undefined) return policy;
  const trusted = window.trustedTypes.createPolicy('receipt-verifier', { createScriptURL: own });
  // The DOM's types still say string where browsers take a TrustedScriptURL.
  policy = { createScriptURL: (address) => trusted.createScriptURL(address) as unknown as string };
  return policy;
}

/** Throws for an address of another origin, and where the page's policy forbids ours. */
export function ownScript(address: string): string {
  return scriptUrls().createScriptURL(address);
}

/** Throws where the page's policy or origin forbids a Worker of ours. */
export function startWorker(address: string): Worker {
  return new Worker(ownScript(address), { type: 'module' });
}
