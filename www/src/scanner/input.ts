/** What arrives by clipboard, drop, file or share sheet: a picture, a text, or an evidence bundle. */

import { HEAD, isZip, mayBeCaseFile } from '../casefile/recognise';

/** The way by which something came in. */
export type Source = 'camera' | 'file' | 'paste' | 'drop' | 'clipboard' | 'share';

export type Arrival = { readonly kind: 'picture' | 'bundle'; readonly file: File } | { readonly kind: 'text'; readonly text: string };

/** A dossier is small; a signed trust list is the longest text that anybody brings. */
const LARGEST_TEXT = 22 * 1024 * 1024;

/** From a paste or a drop; null when there is nothing in it for us. */
export async function arrivalOf(data: DataTransfer | null): Promise<Arrival | null> {
  if (data === null) return null;
  const file = [...data.files].at(0);
  if (file !== undefined) return arrivalOfFile(file);
  const text = data.getData('text/plain') || data.getData('text/uri-list');
  return text.trim() === '' ? null : { kind: 'text', text };
}

/** A text file may hold a dossier; a bundle and a case file are known by their bytes; everything else is taken for a picture. */
export async function arrivalOfFile(file: File): Promise<Arrival> {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  if (isZip(head)) return { kind: 'bundle', file };
  if (mayBeCaseFile(new TextDecoder().decode(head))) return { kind: 'text', text: await file.slice(0, LARGEST_TEXT).text() };
  const textual = file.type.startsWith('text/') || file.type.endsWith('json') || /\.(txt|json|jwt|jws)$/i.test(file.name);
  if (!textual) return { kind: 'picture', file };
  return { kind: 'text', text: await file.slice(0, LARGEST_TEXT).text() };
}

/** What another app handed over through the share sheet: the picture if there is one, else the text. */
export async function takeShared(files: readonly File[], text: string | null): Promise<Arrival | null> {
  const file = files[0];
  if (file !== undefined) return arrivalOfFile(file);
  return text === null || text.trim() === '' ? null : { kind: 'text', text };
}

/** The clipboard, where the browser lets a button read it. */
export async function readClipboard(): Promise<Arrival | null> {
  const items = await navigator.clipboard.read();
  for (const item of items) {
    const picture = item.types.find((type) => type.startsWith('image/'));
    if (picture !== undefined) {
      const blob = await item.getType(picture);
      return { kind: 'picture', file: new File([blob], 'clipboard', { type: picture }) };
    }
    if (item.types.includes('text/plain')) {
      const text = await (await item.getType('text/plain')).text();
      if (text.trim() !== '') return { kind: 'text', text };
    }
  }
  return null;
}

export function canReadClipboard(): boolean {
  // Absent without a secure context, whatever the types say.
  return typeof (navigator as { clipboard?: Partial<Clipboard> }).clipboard?.read === 'function';
}
