/** Files that go along as hashes: which they are, of what kind, and for a recording from when to when. */

import { hashOf } from './hashing';
import type { Attachment, AttachmentKind } from './types';

export const KINDS: readonly AttachmentKind[] = ['slip', 'document', 'picture', 'video', 'sound', 'message', 'other'];

export interface Attached {
  readonly file: File;
  kind: AttachmentKind;
  /** Seconds into the recording. */
  from: number | null;
  to: number | null;
  note: string;
  /** 0 … 1 while it is being read. */
  share: number;
  sha256: string | null;
}

export function attach(file: File): Attached {
  return { file, kind: kindOf(file), from: null, to: null, note: '', share: 0, sha256: null };
}

function kindOf({ type }: File): AttachmentKind {
  if (type.startsWith('image/')) return 'picture';
  if (type.startsWith('video/')) return 'video';
  return type.startsWith('audio/') ? 'sound' : 'document';
}

export function isRecordingKind(kind: AttachmentKind): boolean {
  return kind === 'video' || kind === 'sound';
}

export async function hash(attached: Attached, tell: () => void): Promise<void> {
  attached.sha256 = await hashOf(attached.file, (share) => {
    attached.share = share;
    tell();
  });
  tell();
}

/** As the manifest has it. */
export function described({ file, kind, from, to, note, sha256 }: Attached): Attachment {
  if (sha256 === null) throw new Error('not read yet');
  const recording = isRecordingKind(kind);
  return { name: plainName(file.name), kind, size: file.size, sha256, from: recording ? from : null, to: recording ? to : null, note: note.trim() === '' ? null : note.trim() };
}

/** Some phones name pictures by whole sentences. Cut between characters, not within one. */
export function plainName(name: string): string {
  return Array.from(name).slice(0, 64).join('');
}

/** `1:02:03`, `2:03` or `45` → seconds; null where it is none of them. */
export function secondsOf(text: string): number | null {
  if (!/^\d{1,5}(:[0-5]?\d){0,2}$/.test(text.trim())) return null;
  return text.trim().split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

export function spanText(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
