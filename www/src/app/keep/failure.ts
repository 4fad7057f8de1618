/** Why something about kept receipts could not be done. Each code has its sentence under `keep.failure.*`. */

export type KeepCode =
  | 'passphrase_wrong'
  | 'damaged'
  | 'newer_version'
  | 'not_ours'
  | 'file_too_large'
  | 'insecure'
  | 'storage_missing'
  | 'storage_denied'
  | 'storage_full'
  | 'changed_elsewhere'
  | 'failed';

export class KeepFailure extends Error {
  readonly code: KeepCode;

  constructor(code: KeepCode, options?: ErrorOptions) {
    super(code, options);
    this.name = 'KeepFailure';
    this.code = code;
  }
}

export function keepCode(error: unknown): KeepCode {
  return error instanceof KeepFailure ? error.code : 'failed';
}
