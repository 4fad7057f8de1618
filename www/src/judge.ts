/** From the texts that came in to an answer. */

import { nowSeconds } from './clock';
import { loadCore, type Core } from './core';
import { byOutcome } from './rank';
import type { Report } from './report';
import { ListShelf, type Errands } from './trust/list-shelf';
import type { TrustLists } from './trust/lists';
import { Registrar } from './trust/registrar';
import { loadSnapshot } from './trust/snapshot';

/** Everything that an answer needs, fetched once, in parallel, when the page opens. */
export interface Bench {
  readonly core: Core;
  readonly registrar: Registrar;
  readonly shelf: ListShelf;
  /** How the last look for newer lists went. */
  readonly errands: Errands | null;
}

export async function loadBench(): Promise<Bench> {
  const shelf = new ListShelf();
  const [core, snapshot, shelved] = await Promise.all([loadCore(), loadSnapshot(), shelf.look()]);
  return { core, registrar: new Registrar(core, snapshot, shelf, shelved), shelf, errands: shelved.errands };
}

export interface Answer {
  readonly input: string;
  readonly report: Report;
  /** When it was checked, in seconds. */
  readonly at: number;
  /** What it was checked against: others may have come since. */
  readonly lists: TrustLists;
}

export function judge(texts: readonly string[], lists: TrustLists): Answer {
  const at = nowSeconds();
  const answers = texts.map((input) => ({ input, report: lists.judge(input, at), at, lists }));
  const best = answers.sort((a, b) => byOutcome(a.report, b.report))[0];
  if (best === undefined) throw new Error('nothing to judge');
  return best;
}
