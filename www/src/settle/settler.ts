/** The `settle` wasm module, typed: what answers a claim. It checks no signature; it works on reports that `verify` made. */

import { once } from '../once';
import type { Report } from '../report';
import moduleUrl from '../wasm/settle/settle_bg.wasm?url';
import type { Answers, BillFindings, CaseCalendar, CaseDeadline, CaseFile, Claim, ClaimAnswer, OpenedFile, Side, Told } from './types';

export interface Case {
  readonly claim: Claim;
  readonly now: number;
  /** The receipt in dispute first. */
  readonly reports: readonly Report[];
  readonly answers: Answers;
  readonly bill: BillFindings | null;
  readonly told: Told['told'];
}

export interface Settler {
  answer(dispute: Case): ClaimAnswer;
  /** The claim as it travels behind a receipt's link. */
  write(claim: { readonly claim: Claim; readonly from: Side; readonly answers: Answers; readonly bill: boolean }): string;
  /** Null where nothing of a claim is behind the receipt. */
  read(input: string): Told | null;
  /** Throws an `Error` with a `code` where it is no case file. */
  openFile(text: string): OpenedFile;
  /** The file's text; throws where card data would leave with it. */
  writeFile(file: CaseFile): string;
  /** What has its date, by a report of the receipt in dispute. */
  deadlines(claim: Claim | null, report: Report): readonly CaseDeadline[];
  calendar(calendar: CaseCalendar): string;
}

export const loadSettler = once(async (): Promise<Settler> => {
  const module = await import('../wasm/settle/settle.js');
  await module.default({ module_or_path: moduleUrl });
  return {
    answer: (dispute) => module.answer(JSON.stringify(dispute)),
    write: (claim) => module.write_claim(JSON.stringify(claim)),
    read: (input) => module.read_claim(input) ?? null,
    openFile: (text) => module.read_case_file(text),
    writeFile: (file) => module.write_case_file(JSON.stringify(file)),
    deadlines: (claim, report) => module.case_deadlines(claim ?? '', JSON.stringify(report)),
    calendar: (calendar) => module.case_calendar(JSON.stringify(calendar)),
  };
});
