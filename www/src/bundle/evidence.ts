/** From a dispute to the bundle of it: the same receipts, lists, answers and lines, judged once more without this device's own keys. */

import { nowSeconds } from '../clock';
import { localOffset } from '../format';
import type { Dispute } from '../settle/dispute';
import { loadSettler } from '../settle/settler';
import type { Words } from '../words';
import { described, plainName, type Attached } from './attachments';
import { reportsOf, type EvidenceDesk } from './desk';
import { hashOf } from './hashing';
import type { BundleInput, BundleLine, BundleProfile, BundleSide } from './types';

/** What the maker chose. */
export interface Wish {
  readonly maker: string;
  readonly side: BundleSide;
  readonly profile: BundleProfile | null;
  readonly said: Readonly<Record<string, string>>;
  readonly attached: readonly Attached[];
  readonly timeline: boolean;
  readonly lists: boolean;
}

/** The language that bundles are written in; ours are those that they know. */
function languageOf(words: Words): BundleInput['language'] {
  return words.language === 'zh-CN' ? 'zh-CN' : 'en';
}

export async function evidenceOf(dispute: Dispute, desk: EvidenceDesk, words: Words, wish: Wish): Promise<BundleInput> {
  const settler = await loadSettler();
  const dossiers = [dispute.input];
  await desk.readAll(dossiers);
  const made_at = nowSeconds();
  const { claim, answers, bill } = dispute;
  const { lists } = desk.beside([]);
  try {
    const reports = reportsOf(lists, dossiers, [], made_at);
    const found = bill === null ? null : { ...bill.findings, matches: await bill.match(reports) };
    const told = dispute.told?.told ?? null;
    return {
      maker: { name: wish.maker.trim(), side: wish.side },
      made_at,
      utc_offset: localOffset(made_at),
      language: languageOf(words),
      link_base: location.origin + location.pathname,
      dossiers,
      lists: wish.lists ? desk.lists : [],
      reports,
      answer: claim === null ? null : settler.answer({ claim, now: made_at, reports, answers, bill: found, told }),
      case: { claim, answers, told, entries: wish.timeline ? dispute.log.entries(words) : [] },
      line: bill === null || found === null ? null : await lineOf(bill.file, found),
      attachments: wish.attached.map(described),
      profile: wish.profile,
      profile_answers: Object.fromEntries(Object.entries(wish.said).filter(([, text]) => text.trim() !== '')),
    };
  } finally {
    lists.free();
  }
}

async function lineOf(file: File, found: { readonly supplied_by: BundleLine['supplied_by']; readonly facts: unknown; readonly matches: readonly unknown[] }): Promise<BundleLine> {
  return { supplied_by: found.supplied_by, name: plainName(file.name), size: file.size, sha256: await hashOf(file), facts: found.facts, matches: found.matches };
}
