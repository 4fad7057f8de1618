/** One file out of a bundle that our own module has just written: stored, so that its bytes stand there as they are. */

const LOCAL = 0x04034b50;
const HEADER = 30;

export function storedText(bundle: Uint8Array, name: string): string | null {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const decoder = new TextDecoder();
  for (let at = 0; at + HEADER <= bundle.length && view.getUint32(at, true) === LOCAL; ) {
    const size = view.getUint32(at + 18, true);
    const begin = at + HEADER + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    if (decoder.decode(bundle.subarray(at + HEADER, at + HEADER + view.getUint16(at + 26, true))) === name) return decoder.decode(bundle.subarray(begin, begin + size));
    at = begin + size;
  }
  return null;
}
