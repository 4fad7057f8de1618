/** The scanner, which is fetched when somebody scans. Importing this file defines `<receipt-scanner>`. */

import { FoundEvent } from '../elements/events';
import { ReceiptScanner } from '../scanner/receipt-scanner';
import { Words, chooseAmong, type Sentences } from '../words';

const files = import.meta.glob<Sentences>('./scan-sentences/*.ts', { import: 'default' });
const addressOf = (language: string): string => `./scan-sentences/${language}.ts`;

export interface ScannerOptions {
  /** A language tag; English where it is not known. */
  readonly language: string;
  /** Whether a text can be read as a receipt; others are looked past. */
  readonly accept: ReceiptScanner['accept'];
  /** What was found: one receipt, or all that a picture held where none was one. */
  readonly found: (texts: readonly string[]) => void;
}

/** A scanner to put into the page, the camera first. It closes the camera when it is removed. */
export async function openScanner({ language, accept, found }: ScannerOptions): Promise<HTMLElement> {
  const known = Object.keys(files).map((path) => path.slice(addressOf('').indexOf('.ts'), -'.ts'.length));
  const chosen = chooseAmong(known, [language]);
  const scanner = new ReceiptScanner();
  scanner.words = new Words(chosen, (await files[addressOf(chosen)]?.()) ?? {});
  scanner.accept = accept;
  scanner.start = 'camera';
  scanner.addEventListener(FoundEvent.type, (event) => found(event.texts));
  return scanner;
}
