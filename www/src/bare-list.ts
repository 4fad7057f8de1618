/** One bare trust list asked once. */

import { Trust } from './wasm/verify/verify.js';
import type { Provenance, Report } from './report';

export function verify(input: string, trust: string, provenance: Provenance, now: number): Report {
  const lists = new Trust();
  try {
    lists.add(trust, provenance, '', '');
    return lists.verify(input, now);
  } finally {
    lists.free();
  }
}
