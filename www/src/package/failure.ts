/** Why nothing was checked: never about the receipt, whose every fault is in its report. */
export class VerifierError extends Error {
  /** Stable; docs/EMBED.md lists them. */
  readonly code: string;

  constructor(code: string, cause?: unknown) {
    super(cause instanceof Error ? `${code}: ${cause.message}` : code, { cause });
    this.name = 'VerifierError';
    this.code = code;
  }
}

/** The code of an error that the core has thrown. */
export function codeOf(error: unknown): string | null {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}
