/** From a picture file to the texts of its codes. */

import { ScanFailure, type CodeReader } from './reader';

export class PictureFailure extends Error {
  readonly code: 'picture_heic' | 'picture_unreadable' | 'no_code' | 'scan_unavailable' | 'scan_failed';

  constructor(code: PictureFailure['code']) {
    super(code);
    this.name = 'PictureFailure';
    this.code = code;
  }
}

/** Longest sides to try: what the decoder misses at one scale it often reads at another. */
const SIDES = [1920, 2560, 1280] as const;
/** Screenshots of a few hundred pixels have too few of them per module. */
const SMALL = 900;

export async function readPicture(file: Blob, reader: CodeReader): Promise<readonly string[]> {
  const picture = await decode(file);
  let failure: ScanFailure | null = null;
  try {
    for (const side of sides(Math.max(picture.width, picture.height))) {
      try {
        const { texts } = await reader.look(pixels(picture, side));
        if (texts.length > 0) return texts;
      } catch (error) {
        if (!(error instanceof ScanFailure)) throw error;
        if (error.code === 'scan_unavailable') throw new PictureFailure(error.code);
        failure = error;
      }
    }
  } finally {
    picture.close();
  }
  throw new PictureFailure(failure === null ? 'no_code' : failure.code);
}

function sides(longest: number): readonly number[] {
  const wanted = SIDES.map((side) => Math.min(side, longest));
  if (longest < SMALL) wanted.push(longest * 2);
  return [...new Set(wanted)];
}

async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch {
    return decodeAsElement(file);
  }
}

/** Some browsers show formats (HEIC, AVIF, SVG) in `<img>` that `createImageBitmap` does not take from a file. */
async function decodeAsElement(file: Blob): Promise<ImageBitmap> {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return await createImageBitmap(image);
  } catch {
    throw new PictureFailure(isHeic(file) ? 'picture_heic' : 'picture_unreadable');
  } finally {
    URL.revokeObjectURL(address);
  }
}

function isHeic(file: Blob): boolean {
  const name = file instanceof File ? file.name : '';
  return /hei[cf]/i.test(file.type) || /\.hei[cf]$/i.test(name);
}

function pixels(picture: ImageBitmap, side: number): ImageData {
  const scale = side / Math.max(picture.width, picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new PictureFailure('picture_unreadable');
  context.imageSmoothingQuality = 'high';
  // Transparent parts of a code are its light modules.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
