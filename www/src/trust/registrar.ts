/** Keeps the register of lists: what shipped with the page, what was fetched since, what the user chose, whom a domain vouches for. */

import type { Core } from '../core';
import { codeOf } from '../package/failure';
import type { ListFacts } from '../report';
import type { ListShelf, ShelvedList, Shelved } from './list-shelf';
import { TrustLists, type Own } from './lists';
import { registryKeysOf, type RegistryKey } from './registry-key';
import type { Snapshot } from './snapshot';
import { innerText, isSignedList, member, parsed, saidMaker, saidSequence, type Held, type Source } from './source';

/** What a text that somebody brought would be, if they said yes. */
export type Prospect =
  | { readonly kind: 'list'; readonly facts: ListFacts; readonly source: Source; readonly by: ShelvedList['by'] }
  | { readonly kind: 'keys'; readonly keys: readonly RegistryKey[] }
  | { readonly kind: 'known' }
  | { readonly kind: 'refused'; readonly code: string };

/** What became of a list that somebody brought: `bundle.finding.<code>`. */
export interface BroughtFinding {
  readonly code: string;
  readonly outcome: 'pass' | 'info' | 'warn' | 'conflict';
  readonly params: Readonly<Record<string, string>>;
}

export interface Beside {
  readonly lists: TrustLists;
  readonly findings: readonly BroughtFinding[];
}

interface Chosen {
  readonly source: Source;
  readonly iss: string;
  /** On this device, and not for this session alone. */
  readonly kept: boolean;
}

interface ChosenKey {
  readonly iss: string;
  readonly pins: string;
  readonly kept: boolean;
}

/** @fires change - other lists answer now. */
export class Registrar extends EventTarget {
  #core: Core;
  /** The keys of this device; null while the verifier reads no sign-offs. */
  #own: Own | null = null;
  #outward: TrustLists | null = null;
  readonly #shelf: ListShelf;
  readonly #pins: string;
  readonly #shipped: readonly Source[];
  #fetched: readonly Source[];
  #chosen: readonly Chosen[];
  #keys: readonly ChosenKey[];
  #domains: readonly Source[] = [];
  #lists: TrustLists;
  /** A list that came before the key of whoever made it. */
  #waiting: string | null = null;

  constructor(core: Core, snapshot: Snapshot, shelf: ListShelf, shelved: Shelved) {
    super();
    this.#core = core;
    this.#shelf = shelf;
    this.#pins = snapshot.pins;
    this.#shipped = snapshot.lists.map((text) => this.#signed(text));
    this.#fetched = shelved.lists.filter(({ by }) => by === 'fetched').map(({ text }) => this.#signed(text));
    this.#chosen = shelved.lists
      .filter(({ by }) => by === 'user')
      .map(({ text, pins, iss }) => ({ source: { text, provenance: 'user', pins }, iss, kept: true }));
    this.#keys = shelved.pins.flatMap((pins) => issOfPins(pins).map((iss) => ({ iss, pins, kept: true })));
    this.#lists = TrustLists.of(core, this.#sources());
    this.#clear(shelved);
  }

  get lists(): TrustLists {
    return this.#lists;
  }

  /** The verifier that answers. */
  get core(): Core {
    return this.#core;
  }

  /** The same without the keys of this device: what leaves it may not rest on them. */
  get outward(): TrustLists {
    const own = this.#own;
    if (own === null) return this.#lists;
    // Where this verifier stands is no secret; which keys are this device's speaks to nobody else.
    this.#outward ??= TrustLists.of(this.#core, this.#sources(), undefined, (shop) => (shop === null ? own(null) : null));
    return this.#outward;
  }

  /** From now on answers come from this verifier, and these are the keys of this device. */
  equip(core: Core, own: Own): void {
    if (core === this.#core && own === this.#own) return;
    this.#core = core;
    this.#own = own;
    this.#settle();
  }

  /** What the user has chosen, lists and registry keys alike. */
  get chosen(): readonly { readonly iss: string; readonly kept: boolean; readonly facts: ListFacts | null }[] {
    const lists = this.#chosen.map(({ source, iss, kept }) => ({ iss, kept, facts: this.#held(source)?.facts ?? null }));
    const keys = this.#keys.filter(({ iss }) => !lists.some((list) => list.iss === iss));
    return [...lists, ...keys.map(({ iss, kept }) => ({ iss, kept, facts: null }))];
  }

  /** What a text is that was scanned, pasted, dropped or opened; `null` where it is nothing for a register. */
  async examine(text: string): Promise<Prospect | null> {
    const trimmed = innerText(text);
    const signed = isSignedList(trimmed);
    if (!signed && !trimmed.startsWith('{')) return null;
    if (signed) return this.#examineSigned(trimmed);
    const keys = await registryKeysOf(trimmed);
    const pinned = issOfPins(this.#pins);
    if (keys.some(({ iss }) => pinned.includes(iss))) return { kind: 'refused', code: 'key_pinned' };
    if (keys.length > 0) return { kind: 'keys', keys };
    if (member(parsed(trimmed), 'issuers') === undefined) return null;
    return this.#examineAs({ text: trimmed, provenance: 'user', pins: '' }, 'user');
  }

  /**
   * The lists in use, for one judgement, with lists beside them that somebody brought: signed ones alone, by makers that are pinned or chosen, and none
   * that is older than the one here. Whoever asked frees them.
   */
  beside(texts: readonly string[]): Beside {
    const own = this.#sources();
    const signed = texts.filter((text) => isSignedList(text));
    const known = (text: string): boolean => this.#lists.held.some(({ source }) => source.text === text.trim());
    const brought = signed.filter((text) => !known(text)).map((text) => this.#broughtAs(text.trim()));
    const lists = TrustLists.of(this.#core, [...own, ...brought]);
    const findings = texts.map((text): BroughtFinding => {
      const params = { iss: saidMaker(text) ?? '—', sequence: saidSequence(text) };
      if (!isSignedList(text)) return { code: 'bundle_list_bare', outcome: 'info', params: {} };
      if (known(text)) return { code: 'bundle_list_same', outcome: 'pass', params };
      const refused = lists.refused.find(({ source }) => brought.includes(source) && source.text === text.trim());
      if (refused === undefined) return { code: 'bundle_list_used', outcome: 'info', params };
      if (refused.code === 'list_signer_unknown') return { code: 'bundle_list_unknown', outcome: 'warn', params };
      if (refused.code === 'list_rolled_back') return { code: 'bundle_list_older', outcome: 'warn', params };
      return { code: 'bundle_list_refused', outcome: 'conflict', params: { ...params, reason: refused.code } };
    });
    return { lists, findings };
  }

  /** At the user's word; answers the list that had been waiting for a key just taken. */
  async take(prospect: Prospect, keep: boolean): Promise<Prospect | null> {
    if (prospect.kind === 'keys') return this.#takeKeys(prospect.keys, keep);
    if (prospect.kind !== 'list') return null;
    const { source, facts, by } = prospect;
    const iss = facts.iss ?? '';
    if (by === 'fetched') this.#fetched = [source, ...this.#fetched];
    else this.#chosen = [...this.#chosen.filter((other) => other.iss !== iss), { source, iss, kept: keep }];
    this.#settle();
    if (by === 'fetched' || keep) await this.#put(by, source, facts);
    return null;
  }

  /** Lists that were fetched; answers what was new, and why others were refused. One that is refused changes nothing. */
  async receive(texts: readonly string[]): Promise<{ readonly fresh: number; readonly refusals: readonly string[] }> {
    const refusals: string[] = [];
    let fresh = 0;
    for (const text of texts) {
      const prospect = isSignedList(text) ? this.#examineAs(this.#signed(text.trim()), 'fetched') : null;
      if (prospect === null) refusals.push('list_not_signed_list');
      else if (prospect.kind === 'refused') refusals.push(prospect.code);
      else if (prospect.kind === 'list') {
        fresh += 1;
        await this.take(prospect, true);
      }
    }
    return { fresh, refusals };
  }

  /** What a shop's own web domain says, for this session: it is nobody's business which shops somebody has looked up. Throws the core's error. */
  addDomain(text: string, origin: string): void {
    const source: Source = { text: text.trim(), provenance: 'domain', pins: origin };
    const lists = TrustLists.of(this.#core, [...this.#sources(), source]);
    const code = lists.refused.find((refused) => refused.source === source)?.code;
    lists.free();
    if (code !== undefined) throw Object.assign(new Error(code), { code });
    this.#domains = [...this.#domains.filter(({ pins }) => pins !== origin), source];
    this.#settle();
  }

  /** Forgets a list of the user's choice, and the registry key with it, here and on the device. */
  async drop(iss: string): Promise<void> {
    this.#chosen = this.#chosen.filter((other) => other.iss !== iss);
    this.#keys = this.#keys.filter((other) => other.iss !== iss);
    this.#settle();
    await Promise.all([this.#shelf.remove({ by: 'user', iss }), this.#shelf.removePins(iss)]).catch(() => undefined);
  }

  #examineSigned(text: string): Prospect {
    const first = this.#examineAs(this.#signed(text), 'fetched');
    if (first.kind !== 'refused' || first.code !== 'list_signer_unknown') return first;
    const iss = saidMaker(text);
    const key = this.#keys.find((candidate) => candidate.iss === iss);
    if (key !== undefined) return this.#examineAs({ text, provenance: 'user', pins: key.pins }, 'user');
    this.#waiting = text;
    return first;
  }

  /** Whether the core takes it beside what is here. It is put first, so that whom it lets vouch is read under it. */
  #examineAs(source: Source, by: ShelvedList['by']): Prospect {
    if (this.#lists.held.some((held) => held.source.text === source.text)) return { kind: 'known' };
    const lists = TrustLists.of(this.#core, [source, ...this.#sources()], (asked) => (asked === source ? this.#seen(source) : ''));
    const held = lists.held.find((candidate) => candidate.source === source);
    const refused = lists.refused.find((candidate) => candidate.source === source);
    lists.free();
    if (held !== undefined) return { kind: 'list', facts: held.facts, source, by };
    return { kind: 'refused', code: refused?.code ?? 'list_rolled_back' };
  }

  async #takeKeys(keys: readonly RegistryKey[], keep: boolean): Promise<Prospect | null> {
    const fresh = new Map(keys.map(({ iss, pins }) => [iss, { iss, pins, kept: keep }]));
    this.#keys = [...this.#keys.filter(({ iss }) => !fresh.has(iss)), ...fresh.values()];
    if (keep) for (const { iss, pins } of fresh.values()) await this.#shelf.putPins(iss, pins).catch(() => undefined);
    this.#settle();
    const waiting = this.#waiting;
    if (waiting === null || !fresh.has(saidMaker(waiting) ?? '')) return null;
    this.#waiting = null;
    return this.#examineSigned(waiting);
  }

  /** The number and digest of the list that answers for this source's maker now. */
  #seen(source: Source): string {
    const iss = saidMaker(source.text);
    const before = this.#lists.held.find(({ facts }) => facts.iss === iss && facts.digest !== null && (facts.provenance ?? 'pinned') === source.provenance);
    return before === undefined ? '' : `${before.facts.sequence ?? 0}.${before.facts.digest ?? ''}`;
  }

  #settle(): void {
    const before = this.#lists;
    this.#lists = TrustLists.of(this.#core, this.#sources(), undefined, this.#own);
    before.free();
    this.#outward?.free();
    this.#outward = null;
    this.#fetched = this.#fetched.filter((source) => this.#lists.holds(source));
    this.dispatchEvent(new Event('change'));
  }

  /** The newest first; what they make superfluous is refused by the core. */
  #sources(): readonly Source[] {
    return [...this.#fetched, ...this.#shipped, ...this.#chosen.map(({ source }) => source), ...this.#domains];
  }

  #broughtAs(text: string): Source {
    const key = this.#keys.find(({ iss }) => iss === saidMaker(text));
    return key === undefined ? this.#signed(text) : { text, provenance: 'user', pins: key.pins };
  }

  #signed(text: string): Source {
    return { text, provenance: 'pinned', pins: this.#pins };
  }

  #held(source: Source): Held | undefined {
    return this.#lists.held.find((held) => held.source === source);
  }

  async #put(by: ShelvedList['by'], source: Source, facts: ListFacts): Promise<void> {
    const { iss, sequence, digest } = facts;
    const list = { iss: iss ?? '', text: source.text, by, sequence: sequence ?? 0, digest: digest ?? '', pins: by === 'user' ? source.pins : '' };
    // Without storage the list counts until the page is closed.
    await this.#shelf.put(list).catch(() => undefined);
  }

  /** What no longer verifies, or is older than what ships, has waited long enough. */
  #clear({ lists }: Shelved): void {
    const answering = new Set(this.#lists.held.map(({ source }) => source.text));
    for (const list of lists.filter(({ text }) => !answering.has(text))) void this.#shelf.remove(list).catch(() => undefined);
    this.#fetched = this.#fetched.filter((source) => this.#lists.holds(source));
  }
}

function issOfPins(pins: string): readonly string[] {
  const content = parsed(pins);
  const registries = member(content, 'registries');
  const all: readonly unknown[] = Array.isArray(registries) ? registries : [content];
  return all.map((registry) => member(registry, 'iss')).filter((iss) => typeof iss === 'string');
}

export function refusalOf(error: unknown): string {
  return codeOf(error) ?? 'check_failed';
}
