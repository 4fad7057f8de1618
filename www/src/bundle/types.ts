/** What goes into the `bundle` module and what comes out of it. */

import type { BundleAttachment } from '../../../src/web/bundle';

export type { BundleEntry, BundleFacts, BundleFinding, BundleInput, BundleLine, BundleProfile, BundleSide } from '../../../src/web/bundle';

export type Attachment = BundleAttachment;
export type AttachmentKind = BundleAttachment['kind'];

export const PROFILES = [
  'unionpay_retrieval',
  'visa_10_3',
  'visa_10_4_ce3',
  'visa_12_5',
  'visa_12_6',
  'visa_13_6',
  'mastercard_4834',
  'mastercard_4837',
  'mastercard_4853',
  'stripe',
  'consumer_letter',
  'court_cn',
] as const;

/** A list of elements, held against what is there: `profile.json` of a bundle. */
export interface Sheet {
  readonly profile: string;
  readonly applies: boolean | null;
  readonly elements: readonly {
    readonly code: string;
    /** Whose word it is: `maker` is for people to write, `by_hand` to attach. */
    readonly source: string;
    readonly required: boolean;
    readonly state: 'present' | 'missing' | 'attach' | 'not_applicable';
    readonly value: string | null;
  }[];
  readonly warnings: readonly string[];
  readonly never: readonly string[];
}
