/** The word for a level: a customer's key may stand beside the shop alone, or beside its acquirer too. */
export function levelWord(level: string, signers: readonly { readonly role: string }[]): string {
  return level === 'E3' && signers.some(({ role }) => role === 'acquirer') ? 'E3_with_acquirer' : level;
}
