/** The `bundle` wasm module, typed: what writes evidence bundles and opens them. It checks no signature. */

import { loadSentences, type Chapter } from '../i18n';
import { once } from '../once';
import moduleUrl from '../wasm/bundle/bundle_bg.wasm?url';
import type { BundleFacts, BundleFinding, BundleInput } from './types';

/** A bundle that somebody handed over. */
export interface Opened {
  facts(): BundleFacts;
  compare(fresh: string, own: string, reader: string): readonly BundleFinding[];
  free(): void;
}

export interface Packer {
  /** Throws an `Error` with a `code`, and the `member` that is to blame. */
  make(input: BundleInput, sentences: string): Uint8Array<ArrayBuffer>;
  open(bytes: Uint8Array): Opened;
}

export const loadPacker = once(async (): Promise<Packer> => {
  const module = await import('../wasm/bundle/bundle.js');
  await module.default({ module_or_path: moduleUrl });
  return {
    make: (input, sentences) => new Uint8Array(module.make(JSON.stringify(input), sentences)),
    open: (bytes) => module.Opened.read(bytes),
  };
});

const CHAPTERS: readonly Chapter[] = ['verdict', 'claim', 'bundle'];

/** What the pages inside a bundle are written with. */
export async function sentencesOf(language: string): Promise<string> {
  return JSON.stringify(await Promise.all(CHAPTERS.map((chapter) => loadSentences(language, chapter))));
}
