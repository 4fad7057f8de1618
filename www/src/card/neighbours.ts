/** Two receipts of one terminal, side by side: do their numbers and links fit together? */

import type { Check, Params, Report } from '../report';

/** What the page lends to whoever compares: its verifier with the lists in use, and receipts that the user has kept open. */
export interface Desk {
  /** The answer to the one that says most. */
  judge(texts: readonly string[]): { readonly input: string; readonly report: Report };
  /** The dossier text of any input form; throws where there is none. */
  dossier(text: string): string;
  accept(text: string): Promise<boolean>;
  /** Dossiers of kept receipts; null while they are locked, empty where there are none. */
  kept(shop: string): readonly string[] | null;
}

/** What was found, most telling first. */
const FOUND = ['number_signed_twice', 'chain_broken', 'chain_holds', 'chain_unlinked'] as const;
export type Finding = (typeof FOUND)[number] | 'same' | 'other_terminal' | 'apart' | 'too_large';

export type Comparison =
  /** The other one did not verify: its own reason, and nothing of its content. */
  | { readonly kind: 'refused'; readonly report: Report }
  | {
      readonly kind: 'found';
      readonly finding: Finding;
      readonly params: Params;
      /** Both receipts in one text, to be kept or handed on; null where they say nothing together. */
      readonly both: string | null;
      readonly other: Report;
    };

export function compare(desk: Desk, input: string, report: Report, texts: readonly string[]): Comparison {
  const { input: brought, report: other } = desk.judge(texts);
  if (other.outcome !== 'verified') return { kind: 'refused', report: other };
  const params = numbers(report, other);
  const alone = (finding: Finding): Comparison => ({ kind: 'found', finding, params, both: null, other });
  if (other.digest === report.digest) return alone('same');
  if (!sameTerminal(report, other)) return alone('other_terminal');
  const both = `${desk.dossier(input)}~${desk.dossier(brought)}`;
  const { report: together } = desk.judge([both]);
  if (together.digest !== report.digest) return alone('too_large');
  const check = telling(together);
  return { kind: 'found', finding: check?.finding ?? 'apart', params: { ...params, ...check?.params }, both, other };
}

/** Whether a kept receipt is another one of this terminal. */
export function isNeighbour(report: Report, other: Report): boolean {
  return other.outcome === 'verified' && other.digest !== report.digest && sameTerminal(report, other);
}

/** A terminal may have had another key before. */
function sameTerminal(a: Report, b: Report): boolean {
  const id = ({ receipt }: Report): string | undefined => receipt?.terminal?.id;
  return a.receipt?.iss === b.receipt?.iss && id(a) === id(b);
}

function telling({ checks }: Report): { readonly finding: Finding; readonly params: Params } | null {
  for (const finding of FOUND) {
    const check: Check | undefined = checks.find(({ code }) => code === finding);
    if (check !== undefined) return { finding, params: check.params };
  }
  return null;
}

function numbers(report: Report, other: Report): Params {
  const counter = ({ receipt }: Report): string | number => receipt?.terminal?.counter ?? receipt?.number ?? '';
  return { this: counter(report), other: counter(other) };
}
