/** What a file is, by its first bytes: the name and type that come with it are often wrong, and asked only where they say nothing. */

export type Kind = 'empty' | 'pdf' | 'heic' | 'picture' | 'unknown';

/** Readers of PDF files look for the mark within so many bytes. */
const START = 1024;

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'];
const PICTURES: readonly (readonly number[])[] = [
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47],
  [0x47, 0x49, 0x46, 0x38],
  [0x42, 0x4d],
];

export async function kindOf(file: Blob): Promise<Kind> {
  if (file.size === 0) return 'empty';
  const bytes = new Uint8Array(await file.slice(0, START).arrayBuffer());
  const text = new TextDecoder('latin1').decode(bytes);
  if (text.includes('%PDF-')) return 'pdf';
  if (text.slice(4, 8) === 'ftyp') return brandOf(text, bytes);
  const marked = PICTURES.some((mark) => mark.every((byte, index) => bytes[index] === byte));
  const webp = text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP';
  if (marked || webp || /<svg[\s>]/i.test(text)) return 'picture';
  return saysHeic(file) ? 'heic' : 'unknown';
}

function saysHeic(file: Blob): boolean {
  return /hei[cf]/i.test(file.type) || (file instanceof File && /\.hei[cf]$/i.test(file.name));
}

/** `mif1` says no more than "a picture like HEIC or AVIF"; the brands after it say which. */
function brandOf(text: string, bytes: Uint8Array): Kind {
  const end = Math.min(new DataView(bytes.buffer).getUint32(0), text.length);
  const brands = [text.slice(8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(text.slice(at, at + 4));
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'picture';
  return brands.some((brand) => HEIC_BRANDS.includes(brand) || brand === 'mif1' || brand === 'msf1') ? 'heic' : 'unknown';
}
