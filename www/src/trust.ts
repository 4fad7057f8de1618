/** The trust lists of this session: the one that ships with the page, and one that the user may choose. */

import type { Core } from './core';
import type { Provenance, Report } from './report';

/** Until a real registry exists, the page ships the list of its samples, and every verdict says so. */
const PINNED = 'samples/trust.json';
const LARGEST = 16 * 1024 * 1024;

export interface TrustList {
  readonly provenance: Provenance;
  readonly text: string;
  readonly facts: TrustFacts;
}

/** What a list says about itself. */
export interface TrustFacts {
  readonly iss: string | null;
  readonly iat: number | null;
  readonly exp: number | null;
  readonly sequence: number | null;
  readonly sample: boolean;
  readonly names: readonly string[];
}

export class TrustLists {
  readonly pinned: TrustList;
  readonly user: TrustList | null;

  constructor(pinned: TrustList, user: TrustList | null = null) {
    this.pinned = pinned;
    this.user = user;
  }

  /** The list that answers first. */
  get first(): TrustList {
    return this.user ?? this.pinned;
  }

  choose(user: TrustList | null): TrustLists {
    return new TrustLists(this.pinned, user);
  }

  /** The user's list decides; the one we ship answers only for signers that it doesn't know. */
  judge(core: Core, input: string, now: number): Report {
    const report = core.verify(input, this.first.text, this.first.provenance, now);
    // A signer that it knows under another key is its business alone: it may have dropped that key for a reason.
    if (this.user === null || report.code !== 'issuer_unknown') return report;
    const second = core.verify(input, this.pinned.text, this.pinned.provenance, now);
    return second.outcome === 'unknown_signer' ? report : second;
  }
}

export async function loadPinned(): Promise<TrustLists> {
  const response = await fetch(PINNED);
  if (!response.ok) throw new Error(`trust list: HTTP ${response.status}`);
  const text = await response.text();
  return new TrustLists({ provenance: 'pinned', text, facts: factsOf(text) });
}

/** Reads a list that the user chose; throws the core's error when it is none. */
export async function readUserList(file: File, core: Core, now: number): Promise<TrustList> {
  if (file.size > LARGEST) throw new Error('trust list too large');
  const text = await file.text();
  // The core is the only judge of what a trust list is; an empty input makes it read just that.
  core.verify('', text, 'user', now);
  return { provenance: 'user', text, facts: factsOf(text) };
}

function factsOf(text: string): TrustFacts {
  const list: unknown = JSON.parse(text);
  const issuers = member(list, 'issuers');
  return {
    iss: asString(member(list, 'iss')),
    iat: asNumber(member(list, 'iat')),
    exp: asNumber(member(list, 'exp')),
    sequence: asNumber(member(list, 'sequence')),
    sample: member(list, 'sample') === true,
    names: Array.isArray(issuers) ? issuers.map((entry) => asString(member(entry, 'name')) ?? '').filter(Boolean) : [],
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function asString(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function asNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
