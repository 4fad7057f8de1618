/** What the elements of the installed app tell the page. */

/** A kept receipt is to be checked anew. */
export class OpenKeptEvent extends Event {
  static readonly type = 'open-kept';
  readonly dossier: string;

  constructor(dossier: string) {
    super(OpenKeptEvent.type, { bubbles: true, composed: true });
    this.dossier = dossier;
  }
}

/** The list of kept receipts is wanted. */
export class ShowKeptEvent extends Event {
  static readonly type = 'show-kept';

  constructor() {
    super(ShowKeptEvent.type, { bubbles: true, composed: true });
  }
}

/** A passphrase was given; with the period, where one was asked for. */
export class PassphraseEvent extends Event {
  static readonly type = 'passphrase';
  readonly passphrase: string;
  /** The one in use so far, where it is to be changed. */
  readonly old: string;
  readonly months: number | null;

  constructor(passphrase: string, old: string, months: number | null) {
    super(PassphraseEvent.type);
    this.passphrase = passphrase;
    this.old = old;
    this.months = months;
  }
}

declare global {
  interface HTMLElementEventMap {
    'open-kept': OpenKeptEvent;
    'show-kept': ShowKeptEvent;
    passphrase: PassphraseEvent;
  }
}
