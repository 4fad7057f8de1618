/** The modules as files beside this one. The one-file build that has the verifier inside has another `verifierBytes`. */

/** SHA-384 of the files, put here by the build: a module that runs is the one that this script was built with. */
declare const __INTEGRITY__: { readonly verify: string; readonly paper: string };

export type ModuleBytes = Response | BufferSource;

// Each address in full where it is used: bundlers look for exactly this.
export function verifierBytes(): Promise<ModuleBytes> {
  return bytesOf(new URL(/* @vite-ignore */ './verify.wasm', import.meta.url), __INTEGRITY__.verify);
}

export function paperBytes(): Promise<ModuleBytes> {
  return bytesOf(new URL(/* @vite-ignore */ './paper.wasm', import.meta.url), __INTEGRITY__.paper);
}

async function bytesOf(address: URL, integrity: string): Promise<ModuleBytes> {
  if (address.protocol === 'file:') return fromDisk(address);
  const response = await fetch(address, { integrity, credentials: 'same-origin', referrerPolicy: 'no-referrer' });
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
