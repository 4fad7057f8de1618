/** What every sample slip has to answer. */

export interface Expected {
  readonly outcome: string;
  readonly code: string;
  readonly level: string;
}

export const EXPECTED: Readonly<Record<string, Expected>> = {
  shop_only: { outcome: 'verified', code: 'terminal_signed', level: 'E1' },
  acquirer_approved: { outcome: 'verified', code: 'acquirer_approved', level: 'E2' },
  acquirer_declined: { outcome: 'verified', code: 'acquirer_declined', level: 'E2' },
  second_charge: { outcome: 'verified', code: 'acquirer_approved', level: 'E2' },
  hold: { outcome: 'verified', code: 'hold_approved', level: 'E2' },
  offline: { outcome: 'verified', code: 'offline_signed', level: 'E1' },
  wechat: { outcome: 'verified', code: 'acquirer_approved', level: 'E2' },
  refund_trail: { outcome: 'verified', code: 'acquirer_refund_issued', level: 'E2' },
  unknown_shop: { outcome: 'unknown_signer', code: 'issuer_unknown', level: 'E0' },
  altered: { outcome: 'rejected', code: 'signature_invalid', level: 'E0' },
  paper_altered: { outcome: 'verified', code: 'terminal_signed', level: 'E1' },
  key_stolen: { outcome: 'verified', code: 'key_withdrawn', level: 'E0' },
  training: { outcome: 'verified', code: 'training', level: 'E1' },
  refund: { outcome: 'verified', code: 'refund_signed', level: 'E1' },
  twenty_items: { outcome: 'verified', code: 'terminal_signed', level: 'E1' },
  items_apart: { outcome: 'verified', code: 'terminal_signed', level: 'E1' },
  delegated: { outcome: 'verified', code: 'terminal_signed', level: 'E1' },
  key_on_paper: { outcome: 'verified', code: 'terminal_signed', level: 'E1' },
};
