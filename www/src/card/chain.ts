/** The chain from whoever keeps the list down to the key that signed. */

import { dateText } from '../format';
import type { Profile, Report, Voucher, Vouching } from '../report';
import type { VerdictIcon } from '../widget/icon-paths';
import type { Words } from '../words';
import { joined, type Standing } from './standing';

export interface Line {
  readonly text: string;
  /** To be marked, by a sign and not by colour alone. */
  readonly warn: boolean;
}

export interface Link {
  /** As what: registry, acquirer, shop, terminal. */
  readonly label: string;
  readonly name: string;
  readonly icon: VerdictIcon;
  /** Who that is, where it speaks and until when. */
  readonly lines: readonly Line[];
  /** How it is joined to the next; null at the end. */
  readonly joint: string | null;
}

export function chainOf(report: Report, vouching: Vouching, standing: Standing, words: Words): readonly Link[] {
  const { chain, key } = vouching;
  const joint = words.say(standing === 'host' || standing === 'domain' ? `card.joint.${standing}` : 'card.joint.vouches');
  const vouchers = chain.map((voucher, index): Link => {
    const root = index === 0;
    return {
      label: root ? words.say(`card.link.${standing}`) : words.valueLine('role', voucher.role ?? 'acquirer'),
      name: voucher.name ?? voucher.iss ?? words.say('card.unnamed'),
      icon: iconOf(voucher, root ? standing : null),
      lines: [
        ...entity(voucher.profile, voucher.party, words, root ? 'nobody' : 'list'),
        ...(voucher.iss === null || voucher.name === null ? [] : [plain(voucher.iss)]),
        ...spoken(voucher, words),
      ],
      joint,
    };
  });
  const signer = report.signers[0];
  const shop: Link = {
    label: words.say('card.link.shop'),
    name: signer?.name ?? '',
    icon: 'shop',
    lines: [
      ...entity(signer?.profile ?? null, signer?.party ?? null, words, standing === 'domain' || standing === 'host' ? 'itself' : 'list'),
      plain(signer?.iss ?? ''),
      ...handled(vouching, standing, words),
    ],
    joint: words.say('card.joint.signs'),
  };
  const till: Link = {
    label: words.say(key.terminal === null ? 'card.link.till' : 'card.link.terminal'),
    name: key.terminal ?? words.say('card.till'),
    icon: 'receipt',
    lines: [plain(words.say('card.link.signed')), ...withdrawn(vouching, words)],
    joint: null,
  };
  return [...vouchers, shop, till];
}

function plain(text: string): Line {
  return { text, warn: false };
}

function iconOf({ role }: Voucher, standing: Standing | null): VerdictIcon {
  if (standing !== null) return standing === 'host' ? 'warn' : standing === 'domain' ? 'shop' : 'list';
  return role === 'merchant' ? 'shop' : 'acquirer';
}

/** The legal entity, as far as somebody else has named it. */
function entity(profile: Profile | null, party: string | null, words: Words, by: 'list' | 'itself' | 'nobody'): readonly Line[] {
  const name = profile?.legal_name ?? party;
  if (name === null) return by === 'nobody' ? [] : [plain(words.say('card.entity.none'))];
  if (by === 'itself') return [plain(words.say('card.entity.itself', { name }))];
  const both = profile?.legal_name !== undefined && party !== null;
  return [plain(both ? words.say('card.entity.both', { name, party }) : words.say('card.entity.one', { name }))];
}

/** Acquirers stand beside the chain where it is not they who vouch. */
function handled({ chain, acquirers }: Vouching, standing: Standing, words: Words): readonly Line[] {
  const beside = acquirers.filter(({ iss }) => !chain.some((voucher) => voucher.iss === iss));
  if (beside.length === 0 || standing === 'host' || standing === 'domain') return [];
  return [plain(words.say('card.link.acquirers', { acquirers: joined(beside.map(({ name }) => name), words) }))];
}

/** Where it says so, when, and for how long that is good. */
function spoken({ by, iat, exp, expired, sequence }: Voucher, words: Words): readonly Line[] {
  const date = iat === null ? words.say('card.no_date') : dateText(iat, words.language);
  const where =
    by === 'statement'
      ? words.say('card.spoken.statement', { date })
      : sequence === null
        ? words.say('card.spoken.list', { date })
        : words.say('card.spoken.numbered', { date, n: sequence });
  if (exp === null) return [plain(where)];
  const end = by === 'statement' ? 'dated' : expired ? 'expired' : 'until';
  const until = words.say(`card.spoken.${end}`, { date: dateText(exp, words.language) });
  return [plain(where), { text: until, warn: expired }];
}

function withdrawn({ key }: Vouching, words: Words): readonly Line[] {
  return key.revoked === null ? [] : [{ text: words.say(`card.state.${key.revoked.reason}`), warn: true }];
}
