/** The lists that receipts are checked against: read once, asked often. */

import { nowSeconds } from '../clock';
import { once } from '../once';
import type { ListFacts, Provenance, Report } from '../report';
import { TrustLists as Lists } from '../trust/lists';
import type { Source } from '../trust/source';
import { VerifierError } from './failure';
import { loadCore } from './module';

/** A list: signed (`receipt-trust+jwt`), or bare as JSON text or object. */
export type ListInput = string | object;

export interface TrustOptions {
  /**
   * Who chose the lists. `host`, the default, is for lists that the same page or program brought along that shows the receipt: verdicts by a
   * bare one stop at E1 and say so; a signed one counts where the package itself pins its registry. `user` is for lists that the person who
   * reads the verdict has chosen, `pinned` for a program that is a verifier with lists of its own.
   */
  readonly provenance?: Provenance;
  /** Registry keys that signed lists are held against (JSON text or object); not for `host`, whose lists are held against the package's own. */
  readonly registries?: string | object;
}

export class TrustLists {
  readonly #lists: Lists;

  private constructor(lists: Lists) {
    this.#lists = lists;
  }

  /**
   * Reads lists; of two signed ones of one maker the newer one answers. Without any, those that ship with the package.
   *
   * @example
   * const lists = await TrustLists.load([registryList, acquirerList], { provenance: 'user', registries });
   * const report = lists.verify(receipt);
   *
   * @throws {VerifierError} with the core's code, when one of them is none or may not be taken.
   */
  static async load(trust?: ListInput | readonly ListInput[], options: TrustOptions = {}): Promise<TrustLists> {
    return new TrustLists(trust === undefined ? await shipped() : await loadLists(asArray(trust).map(textOf), options));
  }

  /** What the lists say about themselves. */
  get facts(): readonly ListFacts[] {
    return this.#lists.held.map(({ facts }) => facts);
  }

  /** `now`: seconds since 1970; this machine's clock without it. */
  verify(text: string, now = nowSeconds()): Report {
    return this.#lists.judge(text, now);
  }
}

/** Those of the package, for everybody. */
export const shipped = once(async (): Promise<Lists> => {
  const [core, sources] = await Promise.all([loadCore(), ownSources()]);
  return Lists.of(core, sources);
});

/** @throws {VerifierError} with the core's code */
export async function loadLists(texts: readonly string[], { provenance = 'host', registries }: TrustOptions): Promise<Lists> {
  const core = await loadCore();
  const signed = texts.some((text) => !isBare(text));
  // Lists of the package's registries, and of those whom they let vouch, want the package's own beside them.
  const own = signed && (provenance === 'host' || registries === undefined) ? await ownSources() : [];
  const pins = provenance === 'host' || registries === undefined ? (own[0]?.pins ?? '') : textOf(registries);
  const brought = texts.map((text): Source => ({ text, provenance, pins: isBare(text) ? '' : pins }));
  const lists = Lists.of(core, [...brought, ...own]);
  const refused = lists.refused.find(({ source }) => brought.includes(source));
  if (refused !== undefined) throw new VerifierError(refused.code);
  return lists;
}

async function ownSources(): Promise<readonly Source[]> {
  const { snapshot } = await import('./snapshot');
  return snapshot.lists.map((text) => ({ text, provenance: 'pinned', pins: snapshot.pins }));
}

function isBare(text: string): boolean {
  return text.trimStart().startsWith('{');
}

export function asArray(trust: ListInput | readonly ListInput[]): readonly ListInput[] {
  return Array.isArray(trust) ? (trust as readonly ListInput[]) : [trust];
}

/** An object may refuse to be written, or be written as nothing. */
export function textOf(list: ListInput): string {
  if (typeof list === 'string') return list;
  try {
    const text: unknown = JSON.stringify(list);
    return typeof text === 'string' ? text : '';
  } catch (cause) {
    throw new VerifierError('trust_not_json', cause);
  }
}
