/** The browser's own QR detector, where it has one (Chromium on Android, ChromeOS and macOS). */

interface Detected {
  readonly rawValue: string;
}

export interface NativeDetector {
  detect(source: ImageBitmapSource): Promise<readonly Detected[]>;
}

interface DetectorClass {
  new (options: { readonly formats: readonly string[] }): NativeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** Null where there is none, or none for QR codes; some Androids have the class and nothing behind it. */
export async function nativeDetector(): Promise<NativeDetector | null> {
  const { BarcodeDetector: Detector } = globalThis as { readonly BarcodeDetector?: DetectorClass };
  if (Detector === undefined) return null;
  try {
    const formats = await Detector.getSupportedFormats();
    return formats.includes('qr_code') ? new Detector({ formats: ['qr_code'] }) : null;
  } catch {
    return null;
  }
}

export async function detectTexts(detector: NativeDetector, source: ImageBitmapSource): Promise<readonly string[]> {
  const found = await detector.detect(source);
  return found.map(({ rawValue }) => rawValue).filter((text) => text !== '');
}
