/** From a file to the texts of the codes in it, by our decoder and the browser's own side by side. */

import { kindOf, type Kind } from './kinds';
import { detectTexts, nativeDetector } from './native';
import { PictureRefusal } from './picture-refusal';
import type { CodeReader } from './reader';
import { ScanFailure } from './seats';
import type { Params } from '../report';

export type StillTrouble =
  | 'no_code'
  | 'file_empty'
  | 'picture_heic'
  | 'picture_broken'
  | 'picture_unreadable'
  | 'picture_too_large'
  | 'scan_unavailable'
  | 'scan_failed'
  | 'pdf_unavailable'
  | 'pdf_broken'
  | 'pdf_locked'
  | 'pdf_no_code'
  | 'pdf_long'
  | 'pdf_too_large';

export class StillFailure extends Error {
  readonly code: StillTrouble;
  readonly params: Params;

  constructor(code: StillTrouble, params: Params = {}) {
    super(code);
    this.name = 'StillFailure';
    this.code = code;
    this.params = params;
  }
}

/** Tells texts that can be read as a receipt from the others. */
export type Accept = (text: string) => boolean | Promise<boolean>;

export interface Found {
  readonly receipts: readonly string[];
  readonly others: readonly string[];
}

const NOTHING: Found = { receipts: [], others: [] };
/** The browser's own detector has hung on some phones. */
const PATIENCE = 10_000;

export async function sort(texts: readonly string[], accept: Accept): Promise<Found> {
  const unique = [...new Set(texts)];
  const accepted = await Promise.all(unique.map(async (text) => accept(text)));
  return {
    receipts: unique.filter((_, index) => accepted[index]),
    others: unique.filter((_, index) => !accepted[index]),
  };
}

/** Something is found, or a `StillFailure` says why not. */
export async function readFile(file: Blob, reader: CodeReader, accept: Accept): Promise<Found> {
  const kind = await kindOf(file);
  if (kind === 'empty') throw new StillFailure('file_empty');
  if (kind === 'pdf') return readPages(file, reader, accept);
  const found = await readPicture(file, kind, reader, accept);
  if (isEmpty(found)) throw new StillFailure('no_code');
  return found;
}

async function readPages(file: Blob, reader: CodeReader, accept: Accept): Promise<Found> {
  // Fetched when the first PDF comes: most visits never need it.
  const { readPdf } = await import('./pdf').catch(() => {
    throw new StillFailure('pdf_unavailable');
  });
  return readPdf(file, async (page) => {
    const { texts } = await reader.still(page).catch((error: unknown) => {
      throw failureOf(error, 'pdf');
    });
    return sort(texts, accept);
  });
}

async function readPicture(file: Blob, kind: Kind, reader: CodeReader, accept: Accept): Promise<Found> {
  const native = await nativeDetector();
  let decided = false;
  let win: (found: Found) => void = () => undefined;
  const early = new Promise<Found>((resolve) => (win = resolve));
  let theirs = Promise.resolve(NOTHING);
  const opened = (picture: ImageBitmap): void => {
    if (native === null) return;
    theirs = within(PATIENCE, detectTexts(native, picture))
      .then((texts) => sort(texts, accept))
      .catch(() => NOTHING)
      .finally(() => picture.close());
    void theirs.then((found) => {
      if (found.receipts.length > 0 && !decided) win(found);
    });
  };
  const ours = look(file, kind, reader, native === null ? undefined : opened)
    .then((texts) => sort(texts, accept))
    .finally(() => (decided = true));
  const last = ours.then(
    async (found) => (found.receipts.length > 0 ? found : merged(found, await theirs)),
    async (error: unknown) => {
      const found = await theirs;
      if (isEmpty(found)) throw error;
      return found;
    },
  );
  return Promise.race([
    last,
    early.then((found) => {
      // Ours is still looking, and nobody waits for it.
      reader.abandon();
      return found;
    }),
  ]);
}

async function look(
  file: Blob,
  kind: Kind,
  reader: CodeReader,
  opened: ((picture: ImageBitmap) => void) | undefined,
): Promise<readonly string[]> {
  try {
    return (await reader.picture(file, opened)).texts;
  } catch (error) {
    if (!(error instanceof PictureRefusal)) throw failureOf(error, kind);
    if (error.code === 'picture_too_large') throw new StillFailure(error.code);
  }
  try {
    return (await reader.picture(await openAsElement(file), opened)).texts;
  } catch (error) {
    throw failureOf(error, kind);
  }
}

/** Some browsers show formats (HEIC, SVG) in `<img>` that `createImageBitmap` does not take from a file. */
async function openAsElement(file: Blob): Promise<ImageBitmap> {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return await createImageBitmap(image);
  } catch {
    throw new PictureRefusal('picture_unreadable');
  } finally {
    URL.revokeObjectURL(address);
  }
}

function failureOf(error: unknown, kind: Kind): StillFailure {
  if (error instanceof ScanFailure) return new StillFailure(error.code);
  if (error instanceof PictureRefusal && error.code === 'picture_too_large') return new StillFailure(error.code);
  if (kind === 'heic') return new StillFailure('picture_heic');
  return new StillFailure(kind === 'picture' ? 'picture_broken' : 'picture_unreadable');
}

function merged(ours: Found, theirs: Found): Found {
  return { receipts: theirs.receipts, others: [...new Set([...ours.others, ...theirs.others])] };
}

function isEmpty({ receipts, others }: Found): boolean {
  return receipts.length + others.length === 0;
}

export function within<Value>(limit: number, promise: Promise<Value>): Promise<Value> {
  return Promise.race([promise, new Promise<never>((_, reject) => setTimeout(() => reject(new Error('too late')), limit))]);
}
