/** Why a key could not be made or did not sign. Each code has its sentence under `signoff.fault.*`; whatever it is, nothing is lost. */

export type KeyFaultCode =
  /** No https: browsers lend keys to nobody else. */
  | 'insecure'
  /** The browser has no passkeys, or no keys of this kind. */
  | 'unsupported'
  /** Called off, timed out, or the passkey is gone: browsers tell nobody which. */
  | 'cancelled'
  /** No fingerprint, face, PIN or security key here that could be asked. */
  | 'no_authenticator'
  /** The address of this page may have no passkeys, as in some frames and apps. */
  | 'refused_here'
  | 'failed';

export class KeyFault extends Error {
  readonly code: KeyFaultCode;

  constructor(code: KeyFaultCode, options?: ErrorOptions) {
    super(code, options);
    this.name = 'KeyFault';
    this.code = code;
  }
}

const BY_NAME: Readonly<Record<string, KeyFaultCode>> = {
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  TimeoutError: 'cancelled',
  ConstraintError: 'no_authenticator',
  NotSupportedError: 'no_authenticator',
  SecurityError: 'refused_here',
};

export function keyFaultOf(error: unknown): KeyFault {
  if (error instanceof KeyFault) return error;
  const code = error instanceof DOMException ? BY_NAME[error.name] : undefined;
  return new KeyFault(code ?? 'failed', { cause: error });
}
