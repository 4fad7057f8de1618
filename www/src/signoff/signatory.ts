/** The `signoff` wasm module, typed: the whole verifier, sign-offs included, and what drafts and seals them. Fetched when a dossier holds sign-offs or
 * somebody signs one. */

import type { Core } from '../core';
import { once } from '../once';
import moduleUrl from '../wasm/signoff/signoff_bg.wasm?url';
import type { Method, PublicJwk, Remedy, Said, Side } from './types';

interface Draft {
  /** What it is about, in any form. */
  readonly dossier: string;
  /** Where it is signed. */
  readonly iss: string;
  readonly iat: number;
  readonly method: Method;
  readonly key: PublicJwk;
}

export interface AnswerDraft extends Draft {
  readonly verdict: Said;
  readonly amount?: number;
}

export interface TermsDraft extends Draft {
  readonly side: Side;
  readonly facts: readonly string[];
  readonly remedy: Remedy;
  readonly amount?: number;
  readonly due?: number;
}

export interface AcceptanceDraft extends Draft {
  readonly side: Side;
  /** The digest of the half that is accepted: no term is said twice. */
  readonly counterpart: string;
}

export interface Drafted {
  readonly signing_input: string;
  /** What a passkey signs, base64url. */
  readonly challenge: string;
  readonly digest: string;
}

/** Calls throw an `Error` with a `code`. */
export interface Signatory extends Core {
  draftAnswer(draft: AnswerDraft): Drafted;
  draftSettlement(draft: TermsDraft | AcceptanceDraft): Drafted;
  /** The statement; checks itself. `proof` as `OwnKeys.sign` answers it. */
  seal(drafted: Drafted, proof: object): string;
  /** The dossier with what came back from the other phone, in any form. */
  glue(dossier: string, parts: string): string;
}

export const loadSignatory = once(async (): Promise<Signatory> => {
  const module = await import('../wasm/signoff/signoff.js');
  await module.default({ module_or_path: moduleUrl });
  return {
    newTrust: () => new module.Trust(),
    dossier: module.dossier,
    draftAnswer: (draft) => module.draft_ack(JSON.stringify(draft)),
    draftSettlement: (draft) => module.draft_settlement(JSON.stringify(draft)),
    seal: ({ signing_input }, proof) => module.seal(signing_input, JSON.stringify(proof)),
    glue: (dossier, parts) => module.glue(dossier, parts),
  };
});
