/** The module as a file beside this one. The one-file build with everything inside has `module-inside` in this place. */

/** SHA-384 of the file, put here by the build: the module that runs is the one that this script was built with. */
declare const __VERIFY_INTEGRITY__: string;

export async function moduleBytes(): Promise<Response | BufferSource> {
  const address = new URL(/* @vite-ignore */ './verify.wasm', import.meta.url);
  return address.protocol === 'file:' ? fromDisk(address) : fromNetwork(address);
}

async function fromNetwork(address: URL): Promise<Response> {
  const response = await fetch(address, { integrity: __VERIFY_INTEGRITY__, credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok) throw new Error(`${address.href}: HTTP ${response.status}`);
  return response;
}

/** Node, Deno and Bun. No import of `node:` anywhere, so that bundlers for browsers have nothing to stumble over. */
async function fromDisk(address: URL): Promise<BufferSource> {
  const host = globalThis as { readonly process?: { getBuiltinModule?: (name: string) => unknown } };
  const files = host.process?.getBuiltinModule?.('node:fs/promises') as
    | { readFile(address: URL): Promise<Uint8Array<ArrayBuffer>> }
    | undefined;
  if (files === undefined) throw new Error(`${address.href} cannot be read here; pass the module to load()`);
  return files.readFile(address);
}
