/** A look at parts of a dossier, to find where they belong. Nothing is checked here, and nothing that is read here is ever shown or believed. */

import { fromBase64Url } from '../app/keep/base64url';
import type { Report } from '../report';
import { member, parsed } from '../trust/source';
import { SIDES, type Side } from './types';

/** The armour of passkeys' proofs, as a verifier without it names it. */
export const ARMOUR_2 = 'armour_version_unknown';
const SIGN_OFFS = ['receipt-ack+jwt', 'receipt-settlement+jwt'];

/** How a verifier without them says that there are sign-offs: left out, alone, or in armour that only the whole one opens. */
const UNREAD = ['sign_off_unread', 'sign_off_alone', ARMOUR_2];

/** Whether there is something in it that only the verifier with sign-offs reads. */
export function needsSignatory({ ignored, code }: Report): boolean {
  return UNREAD.includes(code) || ignored.some((part) => UNREAD.includes(part.code));
}

/** The digest of the receipt that these parts are about, where they are sign-offs and nothing else; null where a receipt is with them. */
export function loneAbout(dossier: string): string | null {
  const parts = dossier.split('~').filter((part) => part !== '');
  const about = parts.map((part) => {
    const [header = '', payload = ''] = part.split('.');
    const typ = member(read(header), 'typ');
    return typeof typ === 'string' && SIGN_OFFS.includes(typ) ? member(read(payload), 'receipt_digest') : null;
  });
  const [first] = about;
  return typeof first === 'string' && about.every((digest) => digest === first) ? first : null;
}

function read(segment: string): unknown {
  const bytes = fromBase64Url(segment);
  return bytes === null ? null : parsed(new TextDecoder().decode(bytes));
}

/** What the other phone asks this one to do, behind the receipt in a link. */
export interface Errand {
  readonly task: 'answer' | 'settle';
  /** Who holds this phone; null where nobody said. */
  readonly side: Side | null;
}

export function errandOf(link: string): Errand | null {
  const fragment = link.slice(link.lastIndexOf('#') + 1);
  const at = fragment.indexOf('&');
  const members = new URLSearchParams(at === -1 ? '' : fragment.slice(at + 1));
  const [task, more] = members.getAll('sign');
  if (more !== undefined) return null;
  // Only the customer answers.
  if (task === 'answer') return { task, side: 'customer' };
  const from = SIDES.find((side) => side === members.get('from')) ?? null;
  return task === 'settle' ? { task, side: facing(from) } : null;
}

/** Whoever opened the other one's link stands on the other side. */
export function facing(from: Side | null): Side | null {
  if (from === 'merchant') return 'customer';
  return from === 'customer' ? 'merchant' : null;
}

/** To be glued behind a receipt's link, from the phone of `side`. */
export function errandText(task: Errand['task'], side: Side): string {
  return task === 'answer' ? '&sign=answer' : `&sign=settle&from=${side}`;
}
