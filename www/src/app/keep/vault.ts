/** The customer's kept receipts: locked until the passphrase is given, in memory only after that, and gone from memory on leaving. */

import { nowSeconds } from '../../clock';
import {
  changePassphrase,
  createLock,
  openLock,
  randomId,
  seal,
  unseal,

  type Opened,
} from './container';
import { entryOf, type Entry, type Label } from './entry';
import { KeepFailure, keepCode, type KeepCode } from './failure';
import { digestOfText, openFile, writeFile, type ReceiptsFile } from './receipts-file';
import { DEFAULT_MONTHS, expired, isMonths, type Months } from './retention';
import { Shelf } from './shelf';

export interface KeptEntry extends Entry {
  readonly id: string;
}

export type VaultState =
  | { readonly kind: 'absent' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'open'; readonly entries: readonly KeptEntry[]; readonly months: Months; readonly damaged: readonly string[] }
  | { readonly kind: 'unavailable'; readonly code: KeepCode };

export interface Merged {
  readonly added: number;
  readonly known: number;
}

/** Out of sight for this long, the receipts are locked. */
const PATIENCE = 120_000;
const CHANNEL = 'receipts';

/** @fires change - the state is another one. */
export class Vault extends EventTarget {
  readonly #shelf = new Shelf();
  #state: VaultState = { kind: 'absent' };
  #opened: Opened | null = null;
  #hidden = 0;
  #channel: BroadcastChannel | null = null;

  constructor() {
    super();
    window.addEventListener('pagehide', () => this.lock());
    document.addEventListener('visibilitychange', () => this.#watch());
  }

  get state(): VaultState {
    return this.#state;
  }

  /** Finds out whether there is anything; creates nothing. */
  async look(): Promise<void> {
    if (this.#opened !== null) return;
    try {
      // Absent on pages without https, whatever the types say.
      if ((crypto as { subtle?: SubtleCrypto }).subtle === undefined) throw new KeepFailure('insecure');
      this.#become({ kind: (await this.#shelf.look()) === null ? 'absent' : 'locked' });
      this.#listen();
    } catch (error) {
      this.#become({ kind: 'unavailable', code: keepCode(error) });
    }
  }

  /** The first receipt is about to be kept, or a file to be read, under a passphrase just chosen. */
  async create(passphrase: string, months: Months = DEFAULT_MONTHS): Promise<void> {
    const opened = await createLock(passphrase);
    await this.#shelf.create(opened.lock);
    this.#opened = opened;
    await this.#choose(months);
    this.#become({ kind: 'open', entries: [], months, damaged: [] });
    this.#tell();
    // Asks the browser not to clear this away when the disk runs short. It may say no, or ask its user and take its time.
    void (navigator as { storage?: Partial<StorageManager> }).storage?.persist?.().catch(() => false);
  }

  /** Deletes what is past its period; the number is the answer. */
  async unlock(passphrase: string): Promise<number> {
    const lock = await this.#shelf.look();
    if (lock === null) {
      this.#become({ kind: 'absent' });
      throw new KeepFailure('changed_elsewhere');
    }
    this.#opened = { lock, keys: await openLock(lock, passphrase) };
    return this.#read();
  }

  lock(): void {
    if (this.#opened === null) return;
    this.#opened = null;
    this.#become({ kind: 'locked' });
  }

  /** The entry with this dossier, if the receipts are open and it is among them. */
  holds(text: string): KeptEntry | null {
    return this.#state.kind === 'open' ? (this.#state.entries.find(({ dossier }) => dossier === text) ?? null) : null;
  }

  /** Keeps a dossier once. */
  async keep(dossier: string, label: Label): Promise<KeptEntry> {
    const digest = await digestOfText(dossier);
    const kept = { dossier, digest, kept: nowSeconds(), label };
    return this.holds(dossier) ?? (await this.#add([kept]))[0] ?? { ...kept, id: '' };
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#shelf.remove(ids);
    const state = this.#ready();
    this.#become({
      ...state,
      entries: state.entries.filter(({ id }) => !ids.includes(id)),
      damaged: state.damaged.filter((id) => !ids.includes(id)),
    });
    this.#tell();
  }

  async wipe(): Promise<void> {
    await this.#shelf.wipe();
    this.#opened = null;
    this.#become({ kind: 'absent' });
    this.#tell();
  }

  /** Throws `passphrase_wrong` for the old one. */
  async changePassphrase(old: string, fresh: string): Promise<void> {
    const opened = await changePassphrase(this.#key().lock, old, fresh);
    await this.#shelf.replaceLock(opened.lock);
    this.#opened = opened;
  }

  /** A shorter period takes effect at once. */
  async retain(months: Months): Promise<number> {
    await this.#choose(months);
    return this.#read();
  }

  exportFile(): Promise<string> {
    return writeFile(this.#key(), this.#ready().entries.map(({ dossier, digest, kept, label }) => ({ dossier, digest, kept, label })));
  }

  /** Adds what is not here yet. What a receipt says in the list comes from checking it here, not from the file. */
  async importFile(file: ReceiptsFile, passphrase: string, labelOf: (dossier: string) => Label | null): Promise<Merged> {
    const brought = await openFile(file, passphrase);
    if (this.#opened === null) await this.create(passphrase);
    const { months } = this.#ready();
    const fresh = new Map<string, Entry>();
    for (const { dossier, kept } of brought) {
      const digest = await digestOfText(dossier);
      const period = Math.min(kept, nowSeconds());
      if (this.holds(dossier) === null && !expired(period, months, nowSeconds())) {
        fresh.set(digest, { dossier, digest, kept: period, label: labelOf(dossier) });
      }
    }
    await this.#add([...fresh.values()]);
    return { added: fresh.size, known: brought.length - fresh.size };
  }

  async #add(entries: readonly Entry[]): Promise<readonly KeptEntry[]> {
    const { lock, keys } = this.#key();
    const added = entries.map((entry) => ({ ...entry, id: randomId() }));
    const filed = added.map(async ({ id, ...entry }) => ({ id, sealed: await seal(keys.data, aboutRecord(id), entry) }));
    await this.#shelf.put(lock.id, await Promise.all(filed));
    const state = this.#ready();
    this.#become({ ...state, entries: sorted([...state.entries, ...added]) });
    this.#tell();
    return added;
  }

  async #read(): Promise<number> {
    const { keys } = this.#key();
    const months = await this.#months();
    const entries: KeptEntry[] = [];
    const damaged: string[] = [];
    for (const { id, sealed } of await this.#shelf.all()) {
      try {
        entries.push({ ...entryOf(await unseal(keys.data, aboutRecord(id), sealed)), id });
      } catch {
        // One broken record must not hide the others.
        damaged.push(id);
      }
    }
    const now = nowSeconds();
    const over = entries.filter(({ kept }) => expired(kept, months, now)).map(({ id }) => id);
    if (over.length > 0) await this.#shelf.remove(over);
    // Locked in the meantime: nothing may come back to the screen.
    if (this.#opened?.keys !== keys) return 0;
    this.#become({ kind: 'open', entries: sorted(entries.filter(({ id }) => !over.includes(id))), months, damaged });
    return over.length;
  }

  async #months(): Promise<Months> {
    const sealed = await this.#shelf.choices();
    if (sealed === null) return DEFAULT_MONTHS;
    try {
      const choices = (await unseal(this.#key().keys.data, 'choices', sealed)) as { readonly months?: unknown } | null;
      return isMonths(choices?.months) ? choices.months : DEFAULT_MONTHS;
    } catch {
      // An altered choice must delete nothing before its time.
      return null;
    }
  }

  async #choose(months: Months): Promise<void> {
    const { lock, keys } = this.#key();
    await this.#shelf.choose(lock.id, await seal(keys.data, 'choices', { months }));
  }

  #key(): Opened {
    if (this.#opened === null) throw new KeepFailure('changed_elsewhere');
    return this.#opened;
  }

  #ready(): Extract<VaultState, { kind: 'open' }> {
    if (this.#state.kind !== 'open') throw new KeepFailure('changed_elsewhere');
    return this.#state;
  }

  #become(state: VaultState): void {
    this.#state = state;
    this.dispatchEvent(new Event('change'));
  }

  /** A timer alone would not do: browsers stop it in the background. */
  #watch(): void {
    if (document.visibilityState === 'hidden') {
      this.#hidden = Date.now();
      setTimeout(() => {
        if (document.visibilityState === 'hidden' && Date.now() - this.#hidden >= PATIENCE) this.lock();
      }, PATIENCE);
    } else if (Date.now() - this.#hidden >= PATIENCE && this.#hidden > 0) {
      this.lock();
    }
  }

  /** Other windows of this page show the same receipts. */
  #listen(): void {
    if (this.#channel !== null || typeof BroadcastChannel !== 'function') return;
    this.#channel = new BroadcastChannel(CHANNEL);
    this.#channel.onmessage = () => void this.#refresh();
  }

  #tell(): void {
    this.#channel?.postMessage('changed');
  }

  async #refresh(): Promise<void> {
    try {
      const lock = await this.#shelf.look();
      if (this.#opened === null || lock?.id !== this.#opened.lock.id) {
        this.#opened = null;
        this.#become({ kind: lock === null ? 'absent' : 'locked' });
      } else {
        await this.#read();
      }
    } catch {
      // What is shown stays; the next thing done will say what is wrong.
    }
  }
}

function aboutRecord(id: string): string {
  return `record/${id}`;
}

/** Latest first. */
function sorted(entries: readonly KeptEntry[]): readonly KeptEntry[] {
  const time = ({ label, kept }: Entry): number => label?.issued ?? kept;
  return [...entries].sort((a, b) => time(b) - time(a));
}

