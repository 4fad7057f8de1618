/** Known answers, asked of the modules that this page uses: whether this build works. Whether it is honest, no page can tell of itself. */

import type { Core } from '../core';
import { loadPaper } from '../paper';
import { CodeReader } from '../scanner/reader';
import { readFile } from '../scanner/stills';
import answers from './known-answers.json';
import pictureUrl from './known-picture.png?url';

export type TestCode = 'genuine' | 'altered' | 'unknown' | 'link' | 'reader';

export interface TestResult {
  readonly code: TestCode;
  readonly passed: boolean;
}

type Question = readonly [code: TestCode, ask: (core: Core) => boolean | Promise<boolean>];

const QUESTIONS: readonly Question[] = [
  ['genuine', (core) => matches(core, 0)],
  ['altered', (core) => matches(core, 1)],
  ['unknown', (core) => matches(core, 2)],
  ['link', linkKeepsDossier],
  ['reader', readerReads],
];

export async function selfTest(core: Core): Promise<readonly TestResult[]> {
  const results: TestResult[] = [];
  for (const [code, ask] of QUESTIONS) results.push({ code, passed: await answered(ask, core) });
  return results;
}

async function answered(ask: Question[1], core: Core): Promise<boolean> {
  try {
    return await ask(core);
  } catch {
    return false;
  }
}

function matches(core: Core, index: number): boolean {
  const expected = answers.cases[index];
  if (expected === undefined) return false;
  const trust = core.newTrust();
  trust.add(answers.trust, 'user', '', '');
  const { outcome, code, level } = trust.verify(expected.input, answers.now);
  trust.free();
  return outcome === expected.outcome && code === expected.code && level === expected.level;
}

async function linkKeepsDossier(core: Core): Promise<boolean> {
  const paper = await loadPaper();
  const dossier = core.dossier(answers.cases[0]?.input ?? '');
  const link = paper.link(dossier, 'https://verifier.example/');
  return link.includes('#') && core.dossier(link) === dossier;
}

async function readerReads(): Promise<boolean> {
  const response = await fetch(pictureUrl);
  const reader = new CodeReader();
  const { receipts } = await readFile(await response.blob(), reader, () => true);
  reader.abandon();
  return receipts.length === 1 && receipts[0] === answers.link;
}
