/** The verifiers that customers may have in hand, each with its own lists: the real module answers for them. */

import { loadCore, type Core, type Trust } from '../core';
import type { Report } from '../report';
import type { Plan, View } from './plan';

export type Reports = ReadonlyMap<string, ReadonlyMap<string, Report>>;

/** For each view what it says about each receipt. */
export async function judgePlan(plan: Plan): Promise<Reports> {
  const core = await loadCore();
  return new Map(plan.views.map((view) => [view.id, judgeView(core, plan, view)]));
}

function judgeView(core: Core, plan: Plan, view: View): ReadonlyMap<string, Report> {
  const trust = core.newTrust();
  try {
    for (const list of view.lists) take(trust, list, view.pins);
    return new Map(plan.receipts.map(({ id, dossier }) => [id, trust.verify(dossier, view.now)]));
  } finally {
    trust.free();
  }
}

/** A list that the verifier refuses is one that it doesn't have. */
function take(trust: Trust, list: string, pins: string): void {
  try {
    trust.add(list, 'pinned', pins, '');
  } catch {
    // Its receipts say so themselves.
  }
}
