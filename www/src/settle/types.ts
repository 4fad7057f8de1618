/** What goes into the `settle` module and what comes out of it, by the names that these screens have for it. */

import type { Answer, BillSupplier, Case, CaseFileRead, SentClaim } from '../../../src/web/settle';

export type { AnswerBy, AnswerFact, BillColumns, BillFacts, BillGrade, BillGuess, BillLine, BillMatch, CaseCalendar, CaseDeadline, CaseEntry, CaseFile, Claim, Trail, TrailEntry } from '../../../src/web/settle';

/** The answer to a claim; `judge.ts` has the receipt's own. */
export type ClaimAnswer = Answer;
export type Conflict = Answer['conflicts'][number];

export type Side = NonNullable<SentClaim['from']>;
export const SIDES: readonly Side[] = ['customer', 'merchant'];
/** Whose file it is, as somebody said. */
export type Supplier = BillSupplier;

/** What people answered, by the question's code. */
export type Answers = Readonly<Record<string, string | number | boolean>>;

/** A claim that came from the other phone. */
export type Told = SentClaim;

/** A statement file, as far as an answer needs it: what it is and which lines fit, never the file. */
export type BillFindings = NonNullable<Case['bill']>;

/** A case file that somebody brought. */
export type OpenedFile = CaseFileRead;
