/** What the elements tell those who hold them. */

import type { Arrival, Source } from '../scanner/input';

/** A picture or a text has come in by one of the ways. */
export class ArrivalEvent extends Event {
  static readonly type = 'arrival';
  readonly arrival: Arrival;
  readonly source: Source;

  constructor(arrival: Arrival, source: Source) {
    super(ArrivalEvent.type, { bubbles: true });
    this.arrival = arrival;
    this.source = source;
  }
}

/** Texts to check: those of a picture's codes, or one that was brought as text. */
export class FoundEvent extends Event {
  static readonly type = 'found';
  readonly texts: readonly string[];
  readonly source: Source;

  constructor(texts: readonly string[], source: Source) {
    super(FoundEvent.type, { bubbles: true });
    this.texts = texts;
    this.source = source;
  }
}

/** Somebody brought an evidence bundle. */
export class BundleEvent extends Event {
  static readonly type = 'bundle';
  readonly file: File;

  constructor(file: File) {
    super(BundleEvent.type, { bubbles: true, composed: true });
    this.file = file;
  }
}

/** Another way in was asked for, or none any more. */
export type Wish = 'scan' | 'paste' | 'close';

export class WishEvent extends Event {
  static readonly type = 'wish';
  readonly wish: Wish;

  constructor(wish: Wish) {
    super(WishEvent.type, { bubbles: true });
    this.wish = wish;
  }
}

/** What the scanner shows now. */
export type ScannerState = 'ways' | 'camera' | 'paste' | 'reading' | 'choice' | 'trouble';

export class ScannerStateEvent extends Event {
  static readonly type = 'scanner-state';
  readonly state: ScannerState;

  constructor(state: ScannerState) {
    super(ScannerStateEvent.type);
    this.state = state;
  }
}

/** A file with a trust list, or a registry's key. */
export class TrustEvent extends Event {
  static readonly type = 'trust';
  readonly file: File;

  constructor(file: File) {
    super(TrustEvent.type, { bubbles: true, composed: true });
    this.file = file;
  }
}

/** A list that the user chose is to go, and its maker's key with it. */
export class DropListEvent extends Event {
  static readonly type = 'drop-list';
  readonly iss: string;

  constructor(iss: string) {
    super(DropListEvent.type, { bubbles: true, composed: true });
    this.iss = iss;
  }
}

/** Whether a list or key that was brought shall count: until the page is closed, on this device, or not. */
export type Decision = 'session' | 'keep' | 'decline';

export class DecisionEvent extends Event {
  static readonly type = 'decision';
  readonly decision: Decision;

  constructor(decision: Decision) {
    super(DecisionEvent.type, { bubbles: true, composed: true });
    this.decision = decision;
  }
}

/** The domain that a receipt names has been asked, and its keys count now. */
export class LookedUpEvent extends Event {
  static readonly type = 'looked-up';

  constructor() {
    super(LookedUpEvent.type, { bubbles: true, composed: true });
  }
}

/** A sample is to be checked. */
export class SampleEvent extends Event {
  static readonly type = 'sample';
  readonly address: string;

  constructor(address: string) {
    super(SampleEvent.type, { bubbles: true, composed: true });
    this.address = address;
  }
}

declare global {
  interface HTMLElementEventMap {
    arrival: ArrivalEvent;
    found: FoundEvent;
    bundle: BundleEvent;
    wish: WishEvent;
    'scanner-state': ScannerStateEvent;
    trust: TrustEvent;
    'drop-list': DropListEvent;
    decision: DecisionEvent;
    'looked-up': LookedUpEvent;
    sample: SampleEvent;
  }
}
