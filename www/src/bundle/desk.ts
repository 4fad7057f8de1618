/** The verifier as bundles need it: without this device's own keys, as of any moment, and with lists that a bundle brings, as far as these may count. */

import { nowSeconds } from '../clock';
import type { Report } from '../report';
import type { Beside, Registrar } from '../trust/registrar';
import type { TrustLists } from '../trust/lists';

export class EvidenceDesk {
  readonly #registrar: Registrar;
  readonly #whole: () => Promise<void>;

  /** `whole` fetches the verifier that reads what customers and shops sign off. */
  constructor(registrar: Registrar, whole: () => Promise<void>) {
    this.#registrar = registrar;
    this.#whole = whole;
  }

  /** The lists in use, as they go into a bundle. */
  get lists(): readonly { readonly text: string; readonly provenance: 'pinned' | 'user' | 'domain' | 'host' }[] {
    return this.#registrar.lists.held.map(({ source: { text, provenance } }) => ({ text, provenance }));
  }

  /** Makes sure that nothing in these dossiers stays unread. */
  async readAll(dossiers: readonly string[]): Promise<void> {
    const now = nowSeconds();
    const unread = dossiers.some((dossier) => this.#registrar.lists.judge(dossier, now).ignored.some(({ code }) => code === 'sign_off_unread'));
    if (unread) await this.#whole();
  }

  beside(texts: readonly string[]): Beside {
    return this.#registrar.beside(texts);
  }
}

/** One report for each receipt in dispute, with what the other dossiers and the neighbours say about it: as the command line joins them. */
export function reportsOf(lists: TrustLists, dossiers: readonly string[], neighbours: readonly string[], at: number): readonly Report[] {
  const each = (dossier: string): readonly Report[] => {
    try {
      return lists.each(dossier, at);
    } catch {
      return [lists.judge(dossier, at)];
    }
  };
  const own = dossiers.flatMap(each);
  const all = [...dossiers, ...neighbours];
  const joined = all.length < 2 ? [] : each(all.join('~'));
  const told = own.map((report) => {
    const together = joined.find(({ digest, receipt }) => receipt !== null && digest === report.digest);
    return report.outcome === 'verified' && report.receipt !== null && together !== undefined ? together : report;
  });
  // What was shown before payment belongs to the receipt that names it.
  return told.some(({ receipt }) => receipt !== null) ? told.filter(({ receipt, intent }) => receipt !== null || intent === null) : told;
}
