/** What a drill consists of: made at build by `receipt drill --auto --json`, with keys that exist for it alone. */

const FOLDER = '../samples/drill/';

export const PLANS = ['terminal_stolen', 'key_compromise_acquirer', 'outage'] as const;
export type PlanId = (typeof PLANS)[number];

export interface View {
  readonly id: string;
  readonly now: number;
  readonly pins: string;
  readonly lists: readonly string[];
}

export interface Step {
  readonly id: string;
  readonly ends_response: boolean;
}

export interface Plan {
  readonly drill: PlanId;
  readonly since: number;
  readonly started: number;
  readonly views: readonly View[];
  readonly receipts: readonly { readonly id: string; readonly dossier: string }[];
  readonly steps: readonly Step[];
}

export async function loadPlan(id: PlanId): Promise<Plan> {
  const response = await fetch(`${FOLDER}${id}.json`);
  if (!response.ok) throw new Error(`drill: HTTP ${response.status}`);
  return (await response.json()) as Plan;
}

/** From which step on customers' verifiers are in which view; before the first of them they are in the plan's first. */
const TURNS: Readonly<Record<PlanId, Readonly<Record<string, string>>>> = {
  terminal_stolen: { publish: 'after' },
  key_compromise_acquirer: { publish: 'between', reissue: 'after' },
  outage: { carry: 'carried' },
};

/** Receipts that come into being with a step. */
const BORN: Readonly<Record<string, string>> = { 'terminal_stolen.new_till': 'new_key', 'key_compromise_acquirer.restated': 'restate' };

export function viewAfter(plan: Plan, done: readonly string[]): string {
  const turns = TURNS[plan.drill];
  const last = done.findLast((step) => turns[step] !== undefined);
  return (last === undefined ? undefined : turns[last]) ?? plan.views[0]?.id ?? '';
}

export function exists(plan: Plan, receipt: string, done: readonly string[]): boolean {
  const step = BORN[`${plan.drill}.${receipt}`];
  return step === undefined || done.includes(step);
}
