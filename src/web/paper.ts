// What the `paper` module answers. This file becomes part of its TypeScript declarations.

/** What `inspect` decodes: claims that nobody has checked. */
export interface Inspection {
  readonly verified: false;
  readonly parts: readonly InspectedPart[];
}

export interface InspectedPart {
  readonly part: number;
  /** Why the part is not a statement. */
  readonly error?: string;
  readonly digest?: string;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** What browser and authenticator say, where a passkey signed. */
  readonly proof?: Readonly<Record<string, unknown>>;
}

/** A QR symbol as SVG, with its version and modules a side. */
export interface QrSymbol {
  readonly svg: string;
  readonly version: number;
  readonly modules: number;
}
