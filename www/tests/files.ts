/** Files of the test's own making: what cameras, scanners and till programs write. */

import { deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import type { FilePayload } from './page';
import { readPng, type Grey } from './png';

export function grey(path: string): Grey {
  return readPng(readFileSync(path));
}

export interface Drawing {
  /** PNG files, side by side on white. */
  readonly paths: readonly string[];
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly width: number;
  readonly height: number;
  /** Height that each is drawn at. */
  readonly tall: number;
  /** Turned and mirrored so that a reader who follows this EXIF orientation sees it upright. */
  readonly orientation?: number;
}

/** Drawn by the browser, in a page of its own so that its work is not measured with ours. */
export async function draw(page: Page, drawing: Drawing): Promise<Buffer> {
  const pictures = drawing.paths.map((path) => readFileSync(path).toString('base64'));
  const base64 = await page.evaluate(
    async ([all, { type, width, height, tall, orientation = 1 }]) => {
      const swapped = orientation > 4;
      const canvas = new OffscreenCanvas(swapped ? height : width, swapped ? width : height);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      // From the upright picture's coordinates to those of the file.
      const turns: Readonly<Record<number, readonly [number, number, number, number, number, number]>> = {
        1: [1, 0, 0, 1, 0, 0],
        2: [-1, 0, 0, 1, width, 0],
        3: [-1, 0, 0, -1, width, height],
        4: [1, 0, 0, -1, 0, height],
        5: [0, 1, 1, 0, 0, 0],
        6: [0, -1, 1, 0, 0, width],
        7: [0, -1, -1, 0, height, width],
        8: [0, 1, -1, 0, height, 0],
      };
      context.setTransform(...(turns[orientation] ?? [1, 0, 0, 1, 0, 0]));
      context.fillStyle = '#fff';
      context.fillRect(0, 0, width, height);
      // Tells the corners apart.
      context.fillStyle = '#f00';
      context.fillRect(0, 0, width / 8, height / 16);
      let left = width / 6;
      for (const bytes of all) {
        const raw = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
        const slip = await createImageBitmap(new Blob([raw], { type: 'image/png' }));
        const wide = (slip.width * tall) / slip.height;
        context.drawImage(slip, left, (height - tall) / 2, wide, tall);
        left += wide * 1.2;
      }
      const blob = await canvas.convertToBlob({ type, quality: 0.9 });
      const reader = new FileReader();
      return new Promise<string>((resolve) => {
        reader.onload = () => resolve((reader.result as string).split(',')[1] ?? '');
        reader.readAsDataURL(blob);
      });
    },
    [pictures, drawing] as const,
  );
  return Buffer.from(base64, 'base64');
}

/** The orientation is noted in an APP1 segment right behind the start mark. */
export function oriented(jpeg: Buffer, orientation: number): Buffer {
  const exif = Buffer.from(
    // "Exif", a big-endian TIFF header, one entry: tag 0x0112, one short, its value; no further directory.
    `4578696600004d4d002a0000000800010112000300000001${orientation.toString(16).padStart(4, '0')}000000000000`,
    'hex',
  );
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

/** 24 bits a pixel, bottom row first. */
export function bmp({ width, height, data }: Grey): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + stride * height);
  file.write('BM', 0);
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) file.fill(data[y * width + x] ?? 255, 54 + (height - 1 - y) * stride + x * 3, 54 + (height - 1 - y) * stride + x * 3 + 3);
  }
  return file;
}

/** Two colours, every pixel a code of its own: no compression worth the name, and no patent ever. */
export function gif({ width, height, data }: Grey): Buffer {
  const head = Buffer.from('47494638396100000000800000000000ffffff', 'hex');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  const image = Buffer.from('2c00000000000000000002', 'hex');
  image.writeUInt16LE(width, 5);
  image.writeUInt16LE(height, 7);
  // Codes of 3 bits: 0 and 1 are colours, 4 clears before the table grows, 5 ends.
  const codes: number[] = [];
  for (let at = 0; at < width * height; at += 1) {
    if (at % 2 === 0) codes.push(4);
    codes.push((data[at] ?? 255) > 127 ? 1 : 0);
  }
  codes.push(5);
  const bits = Buffer.alloc(Math.ceil((codes.length * 3) / 8));
  codes.forEach((code, index) => {
    for (let bit = 0; bit < 3; bit += 1) {
      const at = index * 3 + bit;
      if ((code >> bit) & 1) bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
    }
  });
  const blocks: Buffer[] = [];
  for (let at = 0; at < bits.length; at += 255) {
    const block = bits.subarray(at, at + 255);
    blocks.push(Buffer.from([block.length]), block);
  }
  return Buffer.concat([head, image, ...blocks, Buffer.from([0, 0x3b])]);
}

export function svg(path: string): Buffer {
  const { width, height } = grey(path);
  const picture = readFileSync(path).toString('base64');
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="data:image/png;base64,${picture}"/></svg>`,
  );
}

export interface Pdf {
  /** The PNG file on each page; null leaves it empty. */
  readonly pages: readonly (string | null)[];
  /** Locked with a password that nobody knows. */
  readonly locked?: boolean;
}

/** As plain as a PDF can be: a grey picture on each page. */
export function pdf({ pages, locked = false }: Pdf): Buffer {
  const objects: Buffer[] = [];
  const add = (head: string, stream?: Buffer): number => {
    const body = stream === undefined ? [Buffer.from(head)] : [Buffer.from(`${head}\nstream\n`), stream, Buffer.from('\nendstream')];
    objects.push(Buffer.concat(body));
    return objects.length;
  };
  const tree = pages.length * 3 + 1;
  const kids = pages.map((path) => {
    const picture = path === null ? { width: 200, height: 400, data: new Uint8Array(80_000).fill(255) } : grey(path);
    const { width, height } = picture;
    const packed = deflateSync(picture.data);
    const image = add(
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /Length ${packed.length} >>`,
      packed,
    );
    const painting = Buffer.from(`q ${width / 2} 0 0 ${height / 2} 0 0 cm /Slip Do Q`);
    const content = add(`<< /Length ${painting.length} >>`, painting);
    return add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${width / 2} ${height / 2}] /Contents ${content} 0 R /Resources << /XObject << /Slip ${image} 0 R >> >> >>`,
    );
  });
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`);
  const root = add(`<< /Type /Catalog /Pages ${tree} 0 R >>`);
  const lock = locked ? add(`<< /Filter /Standard /V 1 /R 2 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> /P -44 >>`) : 0;
  const chunks: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  let at = 9;
  objects.forEach((object, index) => {
    const chunk = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    offsets.push(at);
    chunks.push(chunk);
    at += chunk.length;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const encrypt = locked ? ` /Encrypt ${lock} 0 R /ID [<${'43'.repeat(16)}> <${'43'.repeat(16)}>]` : '';
  chunks.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root ${root} 0 R${encrypt} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(chunks);
}

export function payload(name: string, mimeType: string, buffer: Buffer): FilePayload {
  return { name, mimeType, buffer };
}
