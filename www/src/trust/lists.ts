/** The lists that answer now, put together in the core. */

import type { Core, Trust } from '../core';
import { codeOf } from '../package/failure';
import type { ListFacts, Report } from '../report';
import type { Held, Refused, Source } from './source';

/** Not yet known may become known, once the list that names its maker is in. */
const TOO_EARLY = 'list_signer_unknown';

/** This device's keys for a shop, as the verifier takes them, and null where it has none; without a shop, where this verifier stands. */
export type Own = (shop: string | null) => string | null;

export class TrustLists {
  readonly held: readonly Held[];
  readonly refused: readonly Refused[];
  readonly #trust: Trust;
  readonly #own: Own | null;

  private constructor(trust: Trust, held: readonly Held[], refused: readonly Refused[], own: Own | null) {
    this.#trust = trust;
    this.#own = own;
    this.held = held;
    this.refused = refused;
  }

  /**
   * Of two signed lists of one maker the newer one answers, whichever comes first. `seen` says which of a source's maker was taken before,
   * where that one is not among the sources. `own`: the keys of this device, for a verifier that reads sign-offs.
   */
  static of(core: Core, sources: readonly Source[], seen: (source: Source) => string = () => '', own: Own | null = null): TrustLists {
    const trust = core.newTrust();
    if (own !== null) trust.own?.(own(null) ?? '');
    let held: Held[] = [];
    const refused: Refused[] = [];
    let waiting = sources;
    for (;;) {
      const early: Source[] = [];
      for (const source of waiting) {
        try {
          const facts = trust.add(source.text, source.provenance, source.pins, seen(source));
          held = [...held.filter((other) => !gaveWay(other.facts, facts)), { source, facts }];
        } catch (error) {
          const code = codeOf(error) ?? 'check_failed';
          if (code === TOO_EARLY) early.push(source);
          else refused.push({ source, code });
        }
      }
      // A delegate's list may stand before the one that names it, so a round that took something is worth another.
      if (early.length === 0 || early.length === waiting.length) {
        refused.push(...early.map((source) => ({ source, code: TOO_EARLY })));
        return new TrustLists(trust, held, refused, own);
      }
      waiting = early;
    }
  }

  /** The roots; who else answers does so because one of them says so. */
  get roots(): readonly ListFacts[] {
    return this.held.map(({ facts }) => facts).filter(({ provenance }) => provenance !== null);
  }

  /** Whose own lists may count because a list here says so. */
  get delegates(): ListFacts['delegates'] {
    return this.held.flatMap(({ facts }) => facts.delegates);
  }

  judge(input: string, now: number): Report {
    const report = this.#trust.verify(input, now);
    return this.#withOwn(report, () => this.#trust.verify(input, now)) ?? report;
  }

  /** One report for each receipt of a dossier that verifies, after that of the first. */
  each(dossier: string, now: number): readonly Report[] {
    const every = (): readonly Report[] => JSON.parse(this.#trust.verify_each(dossier, now)) as readonly Report[];
    return every().map((report, index) => this.#withOwn(report, every)?.[index] ?? report);
  }

  /** Once more with the keys that this device has for the receipt's shop: no key speaks at another shop than its own. Null where it has none. */
  #withOwn<T>({ receipt, acknowledgements, settlements }: Report, again: () => T): T | null {
    if (receipt === null || acknowledgements.length + settlements.length === 0) return null;
    const keys = this.#own?.(receipt.iss) ?? null;
    if (keys === null) return null;
    this.#trust.own?.(keys);
    try {
      return again();
    } finally {
      this.#trust.own?.(this.#own?.(null) ?? '');
    }
  }

  holds(source: Source): boolean {
    return this.held.some((held) => held.source === source);
  }

  /** Nobody may ask it any more. */
  free(): void {
    this.#trust.free();
  }
}

/** The core keeps one signed list of a maker: the later one is the newer, or it would have been refused. */
function gaveWay(before: ListFacts, after: ListFacts): boolean {
  return after.digest !== null && before.digest !== null && before.iss === after.iss && before.provenance === after.provenance;
}
