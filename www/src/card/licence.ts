/** Licences of acquirers: what the list says, when that was looked up, and never our own word for it. */

import type { Profile, Vouching } from '../report';
import type { Words } from '../words';
import type { Fact } from './key';
import type { Standing } from './standing';

export interface Licence {
  readonly holder: string;
  readonly facts: readonly Fact[];
}

export function licencesOf({ chain, acquirers }: Vouching, standing: Standing, words: Words, now: number): readonly Licence[] {
  // A shop's own domain, or this page, is nobody to ask about an acquirer's licence.
  if (standing === 'domain' || standing === 'host') return [];
  const vouchers = chain.flatMap(({ iss, name, role, profile }) =>
    role === 'acquirer' && iss !== null ? [{ iss, name: name ?? iss, profile }] : [],
  );
  const holders = new Map([...vouchers, ...acquirers].map((holder) => [holder.iss, holder] as const));
  return [...holders.values()].flatMap(({ name, profile }) => {
    const licence = profile?.licence;
    if (licence === undefined) return [];
    return [{ holder: profile?.legal_name ?? name, facts: facts(licence, words, now) }];
  });
}

function facts(licence: NonNullable<Profile['licence']>, words: Words, now: number): readonly Fact[] {
  const over = past(licence.expires, now);
  const rows: readonly (readonly [name: string, value: string | undefined, warn?: boolean])[] = [
    ['number', licence.number],
    ['authority', licence.authority === undefined ? undefined : words.value('authority', licence.authority)],
    ['scope', licence.scope],
    ['expires', licence.expires === undefined ? undefined : over ? words.say('card.licence.over', { date: licence.expires }) : licence.expires, over],
    ['as_of', licence.as_of ?? words.say('card.licence.no_date'), licence.as_of === undefined],
  ];
  return rows.flatMap(([name, value, warn = false]) =>
    value === undefined ? [] : [{ name: `licence_${name}`, label: words.say(`card.licence.${name}`), value, warn }],
  );
}

/** Only a date in the one spelling that compares as text; any other is shown as it is. */
function past(expires: string | undefined, now: number): boolean {
  if (expires === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(expires)) return false;
  return expires < new Date(now * 1000).toISOString().slice(0, 10);
}
