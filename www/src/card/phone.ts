/** Whom to ring: numbers that the list's maker gave, never one that came with the receipt. */

import { telephone } from '../format';
import type { Report, Vouching } from '../report';
import type { Words } from '../words';
import type { Standing } from './standing';

export interface Phone {
  readonly who: string;
  /** As what, in the reader's words. */
  readonly role: string;
  readonly contact: string;
  /** Digits to dial; null where it is no number, or a made-up one. */
  readonly tel: string | null;
}

export interface Phones {
  readonly entries: readonly Phone[];
  /** Why these numbers, or why none. */
  readonly note: string;
  /** What to ask once somebody answers. */
  readonly ask: string | null;
}

export function phonesOf(report: Report, { chain, acquirers, key }: Vouching, standing: Standing, words: Words): Phones {
  // Whoever brought the keys, or vouches for itself, would give a number of its own.
  if (standing === 'host' || standing === 'domain') return { entries: [], note: words.say(`card.phone.${standing}`), ask: null };
  const [root, ...delegates] = chain;
  const known = [
    // What somebody else says of a delegate goes before what it says of itself.
    ...delegates.map(({ iss, name, role, profile, contact }) => ({ iss, name: name ?? iss, role: role ?? 'acquirer', contact: profile?.contact ?? contact })),
    ...acquirers.map(({ iss, name, profile }) => ({ iss, name, role: 'acquirer', contact: profile?.contact ?? null })),
    ...(root === undefined ? [] : [{ iss: root.iss, name: root.name ?? root.iss, role: 'registry', contact: root.contact }]),
  ];
  const entries = known.flatMap(({ iss, name, role, contact }, index): readonly Phone[] => {
    if (contact === null || known.findIndex((other) => other.iss === iss) !== index) return [];
    const as = role === 'registry' ? words.say(`card.link.${standing}`) : words.valueLine('role', role);
    return [{ who: name ?? words.say('card.unnamed'), role: as, contact, tel: standing === 'sample' ? null : telephone(contact) }];
  });
  if (entries.length === 0) return { entries, note: words.say('card.phone.none'), ask: null };
  if (standing === 'sample') return { entries, note: words.say('card.phone.sample'), ask: null };
  const terminal = key.terminal ?? words.say('card.till');
  const ask = words.say('card.phone.ask', { terminal, merchant: report.receipt?.merchant.id ?? '', shop: report.signers[0]?.name ?? '' });
  return { entries, note: words.say(standing === 'registry' ? 'card.phone.why' : `card.phone.${standing}`), ask };
}
