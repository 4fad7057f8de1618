/** What makes an app of the page: offline use, updates, shares, kept receipts, the build's id. Loaded once the answer stands, or when the
 * page is idle: nobody waits for it, and the page works without it. */

import './about-build';
import './keep/keep-receipt';
import './keep/kept-receipts';
import { Vault } from './keep/vault';
import './update-bar';
import { WorkerLink } from './worker-link';

export interface Extras {
  readonly link: WorkerLink;
  readonly vault: Vault;
}

export async function openExtras(): Promise<Extras> {
  const extras = { link: new WorkerLink(), vault: new Vault() };
  void extras.link.start();
  await extras.vault.look();
  return extras;
}

export { labelOf } from './keep/entry';
export { collectShare } from './worker-link';
