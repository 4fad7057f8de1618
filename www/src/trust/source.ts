/** Lists as they came, before anything has been made of them. */

import { mayBeCaseFile } from '../casefile/recognise';
import type { ListFacts, Provenance } from '../report';

/** One list, and what it is held against. */
export interface Source {
  readonly text: string;
  readonly provenance: Provenance;
  /** JSON of the registry keys; for `domain` the origin that was asked. */
  readonly pins: string;
}

/** A list that answers. */
export interface Held {
  readonly source: Source;
  readonly facts: ListFacts;
}

/** A list that the core has refused, and its word for why. */
export interface Refused {
  readonly source: Source;
  readonly code: string;
}

/** Three parts of base64url, the first of which says `receipt-trust+jwt`. */
export function isSignedList(text: string): boolean {
  const parts = text.trim().split('.');
  if (parts.length !== 3) return false;
  return member(decoded(parts[0] ?? ''), 'typ') === 'receipt-trust+jwt';
}

/** A quick look, before anything is read in full: a signed list, or JSON. No receipt is either. */
export function mayBeForRegister(text: string): boolean {
  const inner = innerText(text);
  return (inner.startsWith('{') && !mayBeCaseFile(inner)) || isSignedList(inner);
}

/** What a link carries behind its `#`, as one may be printed as a code for phones; any other text as it is. */
export function innerText(text: string): string {
  const trimmed = text.trim();
  return /^https?:\/\/[^#]*#./i.test(trimmed) ? trimmed.slice(trimmed.indexOf('#') + 1) : trimmed;
}

/** Which number it says it has, unchecked. */
export function saidSequence(text: string): string {
  const list = isSignedList(text) ? decoded(text.trim().split('.')[1] ?? '') : parsed(text);
  const sequence = member(list, 'sequence');
  return typeof sequence === 'number' ? String(sequence) : '—';
}

/** Whose list it says it is, unchecked. Good for finding its place, never for trusting it. */
export function saidMaker(text: string): string | null {
  const list = isSignedList(text) ? decoded(text.trim().split('.')[1] ?? '') : parsed(text);
  const iss = member(list, 'iss');
  return typeof iss === 'string' ? iss : null;
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function decoded(part: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
    return parsed(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** Where a delegate's list is to be fetched, if that is an https address: the core takes any text. */
export function addressOf(url: string): URL | null {
  try {
    const address = new URL(url);
    return address.protocol === 'https:' && address.username === '' && address.password === '' ? address : null;
  } catch {
    return null;
  }
}
