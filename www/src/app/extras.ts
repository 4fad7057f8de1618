/** What makes an app of the page: offline use, updates, shares, kept receipts, the build's id. Loaded once the answer stands, or when the
 * page is idle: nobody waits for it, and the page works without it. */

import './about-build';
import { labelOf, type Label } from './keep/entry';
import './keep/keep-receipt';
import './keep/kept-receipts';
import { Vault } from './keep/vault';
import './kept-link';
import { openFoldsForPrint } from './print-folds';
import type { Bench } from '../judge';
import type { Report } from '../report';
import { Courier } from '../trust/courier';
import './update-bar';
import { WorkerLink } from './worker-link';

export class Extras {
  readonly link = new WorkerLink();
  readonly vault = new Vault();
  readonly courier: Courier;

  constructor({ registrar, shelf, errands }: Bench) {
    this.courier = new Courier(registrar, shelf, errands);
  }

  /** Neither a missing worker nor missing storage is an error: both are states. */
  async start(left: AbortSignal): Promise<void> {
    void this.link.start();
    this.courier.start(left);
    openFoldsForPrint();
    await this.vault.look();
  }

  /** Dossiers of this shop's kept receipts; null while they are locked. */
  kept(shop: string): readonly string[] | null {
    const { state } = this.vault;
    if (state.kind === 'locked') return null;
    return state.kind === 'open' ? state.entries.filter(({ label }) => label?.shop === shop).map(({ dossier }) => dossier) : [];
  }

  /** What a list of receipts may show of an answer. */
  label(report: Report): Label | null {
    return labelOf(report);
  }
}
