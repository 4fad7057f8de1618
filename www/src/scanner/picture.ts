/** From a picture's file to its pixels, at one size after the other. Runs wherever the decoder does. */

import { imageSize } from 'image-size';
import type { Reading, Task, Word } from './decoder';
import { PictureRefusal } from './picture-refusal';

export type Look = (image: ImageData) => Promise<Reading>;

/** Beyond it a phone may run out of memory: 400 MB of pixels. */
const MOST_PIXELS = 100_000_000;
/** Before the size comes at most: a preview, a colour profile, what an editor has noted. */
const HEADER = 512 * 1024;
/** Numbers of pixels to try: what the decoder misses at one scale it often reads at another. */
const AREAS = [2_800_000, 8_000_000, 1_200_000] as const;
/** A screenshot of a few hundred pixels has too few of them for each module. */
const SMALL = 900;
const LONGEST = 16_000;

export async function lookAtPicture(task: Task & { kind: 'picture' }, look: Look, tell: (word: Word) => void): Promise<Reading> {
  const picture = await open(task.source);
  try {
    if (task.show) tell({ kind: 'opened', picture: await shown(picture) });
    let reading: Reading = { texts: [], module_px: null };
    for (const [count, size] of sizes(picture).entries()) {
      if (count < task.skip) continue;
      tell({ kind: 'look', count });
      reading = await look(pixels(picture, size));
      if (reading.texts.length > 0) break;
    }
    return reading;
  } finally {
    picture.close();
  }
}

async function open(source: Blob | ImageBitmap): Promise<ImageBitmap> {
  if (source instanceof ImageBitmap) return source;
  const claimed = sizeOf(new Uint8Array(await source.slice(0, HEADER).arrayBuffer()));
  if (claimed !== null && claimed.width * claimed.height > MOST_PIXELS) throw new PictureRefusal('picture_too_large');
  try {
    return await createImageBitmap(source, { imageOrientation: 'from-image' });
  } catch {
    throw new PictureRefusal('picture_unreadable');
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the header says; null where it says nothing that we understand. */
function sizeOf(header: Uint8Array): Size | null {
  try {
    return imageSize(header);
  } catch {
    return null;
  }
}

function sizes({ width, height }: Size): readonly Size[] {
  const natural = width * height;
  const scales = AREAS.map((area) => Math.min(1, Math.sqrt(area / natural), LONGEST / Math.max(width, height)));
  if (Math.max(width, height) < SMALL) scales.push(2);
  return [...new Set(scales)].map((scale) => ({
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }));
}

/** A copy for the browser's own detector, no larger than it needs. */
async function shown(picture: ImageBitmap): Promise<ImageBitmap> {
  const [size] = sizes(picture);
  return createImageBitmap(picture, { resizeWidth: size?.width ?? 1, resizeHeight: size?.height ?? 1, resizeQuality: 'high' });
}

function pixels(picture: ImageBitmap, { width, height }: Size): ImageData {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new PictureRefusal('picture_unreadable');
  context.imageSmoothingQuality = 'high';
  // Transparent parts of a code are its light modules.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
