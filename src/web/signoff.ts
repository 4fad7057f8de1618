// What the `signoff` module drafts. This file becomes part of its TypeScript declarations.

/** A public key as JWK: P-256 of a passkey, Ed25519 of a passkey or a device. */
export type SigningKey =
  | { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };

interface Draft {
  /** Text, link or digits. The draft is about its first receipt. */
  readonly dossier: string;
  /** The origin at which it is signed. */
  readonly iss: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly method: 'passkey' | 'device_key';
  readonly key: SigningKey;
  /** `true` leaves the public key out of the statement, where a list or another statement has it. */
  readonly keyless?: boolean;
}

/** A customer's answer. Amounts are minor units of the receipt's currency. */
export interface AckDraft extends Draft {
  readonly verdict: 'mine' | 'not_recognised' | 'amount_differs' | 'returned_goods';
  /** With `amount_differs`: the amount that the customer remembers. */
  readonly amount?: number;
}

/** The first half of a settlement: its terms. */
export interface TermsDraft extends Draft {
  readonly side: 'customer' | 'merchant';
  /** One to eight, at most 200 characters each. */
  readonly facts: readonly string[];
  readonly remedy: 'none' | 'refund' | 'partial_refund' | 'exchange' | 'correction' | 'other';
  /** With a refund, and only there. */
  readonly amount?: number;
  /** Seconds since 1970: until when; with a refund always. */
  readonly due?: number;
}

/** The second half: yes to the first, and nothing else. */
export interface AcceptanceDraft extends Draft {
  readonly side: 'customer' | 'merchant';
  /** The digest of the first half, which the dossier has. */
  readonly counterpart: string;
}

export interface Drafted {
  /** What a device key signs, as ASCII. */
  readonly signing_input: string;
  /** What a passkey is asked to sign, base64url. */
  readonly challenge: string;
  readonly alg: 'webauthn-es256' | 'webauthn-ed25519' | 'Ed25519';
  readonly kid: string;
  /** Names the statement. */
  readonly digest: string;
  readonly receipt_digest: string;
}

/** A device key's signature, or what `navigator.credentials.get` answered; base64url but for the client data, which is its text. */
export type SignedProof =
  | { readonly signature: string }
  | { readonly authenticator_data: string; readonly client_data: string; readonly signature: string };
