/** From the texts that came in to an answer. */

import { loadCore, type Core } from './core';
import type { Outcome, Report } from './report';
import { loadPinned, type TrustLists } from './trust';

/** Everything that an answer needs, fetched once, in parallel, when the page opens. */
export interface Bench {
  readonly core: Core;
  readonly pinned: TrustLists;
}

export async function loadBench(): Promise<Bench> {
  const [core, pinned] = await Promise.all([loadCore(), loadPinned()]);
  return { core, pinned };
}

export interface Answer {
  readonly input: string;
  readonly report: Report;
  /** When it was checked, in seconds. */
  readonly at: number;
}

/** A picture may hold several codes, an invoice's beside ours: the one that says most answers. */
const RANK: readonly Outcome[] = ['verified', 'unknown_signer', 'rejected', 'unreadable'];

export function judge(texts: readonly string[], core: Core, lists: TrustLists): Answer {
  const now = nowSeconds();
  const answers = texts.map((input) => ({ input, report: lists.judge(core, input, now), at: now }));
  answers.sort((a, b) => RANK.indexOf(a.report.outcome) - RANK.indexOf(b.report.outcome));
  const best = answers[0];
  if (best === undefined) throw new Error('nothing to judge');
  return best;
}

/** The core reads no clock: here is the only one. */
export function nowSeconds(): number {
  const milliseconds = Date.now();
  return (milliseconds - (milliseconds % 1000)) / 1000;
}
