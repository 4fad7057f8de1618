/** Who vouches, as the report says it. Here until the core's own declarations have these members. */

import type { Profile, Report } from '../report';

export interface Voucher {
  readonly by: 'list' | 'statement';
  readonly iss: string | null;
  readonly name: string | null;
  readonly contact: string | null;
  /** Null: the root of the list. */
  readonly role: string | null;
  readonly party: string | null;
  readonly profile: Profile | null;
  readonly iat: number | null;
  readonly exp: number | null;
  readonly expired: boolean;
  readonly sequence: number | null;
  readonly part: number | null;
}

export interface SigningKey {
  readonly kid: string;
  readonly thumbprint: string;
  readonly role: string;
  readonly terminal: string | null;
  readonly merchants: readonly string[] | null;
  readonly not_before: number | null;
  readonly not_after: number | null;
  readonly revoked: {
    readonly recorded: number | null;
    readonly since: number | null;
    readonly max_counter: number | null;
    readonly reason: string;
  } | null;
}

export interface Vouching {
  readonly chain: readonly Voucher[];
  readonly key: SigningKey;
  readonly acquirers: readonly {
    readonly iss: string;
    readonly name: string;
    readonly party: string | null;
    readonly profile: Profile | null;
  }[];
}

export function vouchingOf(report: Report): Vouching | null {
  return (report as { readonly vouching?: Vouching | null }).vouching ?? null;
}
