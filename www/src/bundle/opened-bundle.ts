/** A bundle that somebody brought: judged anew with this device's own lists. What its report, its answer and its pages say is compared with what is found, and never believed. */

import { nowSeconds } from '../clock';
import type { Report } from '../report';
import type { Settler } from '../settle/settler';
import { loadSettler } from '../settle/settler';
import type { Answers, Claim, ClaimAnswer, OpenedFile } from '../settle/types';
import { reportsOf, type EvidenceDesk } from './desk';
import { loadPacker, sentencesOf, type Opened } from './packer';
import type { BundleFacts, BundleFinding } from './types';

/** As many bytes as a bundle may have, and a few more, so that a longer one is refused for what it is. */
const LARGEST = (16 << 20) + 1;
/** What contradicts first. */
const ORDER: readonly BundleFinding['outcome'][] = ['conflict', 'warn', 'info', 'pass'];

export interface OpenedBundle {
  readonly name: string;
  readonly facts: BundleFacts;
  /** Problems of the file, lists that did and did not count, and where the bundle tells something else. */
  readonly findings: readonly BundleFinding[];
  readonly contradicted: boolean;
  /** As of now. */
  readonly reports: readonly Report[];
  readonly answer: ClaimAnswer | null;
  readonly at: number;
}

/** Throws an `Error` with a `code` where it is no bundle. */
export async function openBundle(file: File, desk: EvidenceDesk, language: string): Promise<OpenedBundle> {
  const [packer, settler, bytes] = await Promise.all([loadPacker(), loadSettler(), file.slice(0, LARGEST).arrayBuffer()]);
  const opened = packer.open(new Uint8Array(bytes));
  try {
    return await judged(file.name, opened, desk, settler, language);
  } finally {
    opened.free();
  }
}

async function judged(name: string, opened: Opened, desk: EvidenceDesk, settler: Settler, language: string): Promise<OpenedBundle> {
  const facts = opened.facts();
  const { made_at } = facts.manifest;
  const dossiers = facts.dossiers.map(({ text }) => text);
  const neighbours = facts.neighbours.map(({ text }) => text);
  await desk.readAll(dossiers);
  const { lists, findings } = desk.beside(facts.lists.map(({ text }) => text));
  try {
    const at = nowSeconds();
    const then = reportsOf(lists, dossiers, neighbours, made_at);
    const fresh = { reports: then, ...answersTo(settler, facts, then, made_at) };
    const [own, reader] = await Promise.all([sentencesOf(facts.manifest.language), sentencesOf(language)]);
    const compared = opened.compare(JSON.stringify(fresh), own, reader);
    const reports = reportsOf(lists, dossiers, neighbours, at);
    const later: readonly BundleFinding[] = made_at > at + 600 ? [{ code: 'bundle_made_later', outcome: 'warn', params: { at: new Date(made_at * 1000).toISOString().slice(0, 16).replace('T', ' ') } }] : [];
    const all = [...facts.problems, ...findings, ...later, ...compared].sort((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome));
    return { name, facts, findings: all, contradicted: all.some(({ outcome }) => outcome === 'conflict'), reports, answer: answersTo(settler, facts, reports, at).answer, at };
  } finally {
    lists.free();
  }
}

/** The answer without the line of a statement file that nobody here has seen, and, to tell who counted it, the one with it. */
function answersTo(settler: Settler, facts: BundleFacts, reports: readonly Report[], now: number): { readonly answer: ClaimAnswer | null; readonly answer_with_line: ClaimAnswer | null } {
  const { line } = facts;
  const claim = facts.claim as Claim | null;
  if (claim === null) return { answer: null, answer_with_line: null };
  const asked = { claim, now, reports, answers: (facts.answers ?? {}) as Answers };
  const told = line === null ? (facts.told as { readonly bill: true } | null) : ({ bill: true } as const);
  return {
    answer: settler.answer({ ...asked, bill: null, told }),
    answer_with_line: line === null ? null : settler.answer({ ...asked, bill: line as never, told: null }),
  };
}

/** The same case as a case file has it, for whoever goes on with it at the dispute's own screens. */
export function caseOf({ facts }: OpenedBundle): OpenedFile {
  const entries = facts.entries.map(({ at, kind, by, text }) => ({ at, kind, ...(by === null || by === undefined ? {} : { by }), ...(text === null || text === undefined ? {} : { text }) }) as const);
  return {
    file: {
      version: 1,
      type: 'receipt-case',
      language: facts.manifest.language,
      dossiers: facts.dossiers.map(({ text }) => text),
      ...(facts.claim === null ? {} : { claim: facts.claim as Claim }),
      answers: facts.answers ?? {},
      entries,
      deadlines: [],
    },
    masked: 0,
  };
}
