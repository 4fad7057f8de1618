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

/** A file that should become the trust list of this session, or null to go back to the page's. */
export class TrustEvent extends Event {
  static readonly type = 'trust';
  readonly file: File | null;

  constructor(file: File | null) {
    super(TrustEvent.type, { bubbles: true, composed: true });
    this.file = file;
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
    wish: WishEvent;
    'scanner-state': ScannerStateEvent;
    trust: TrustEvent;
    sample: SampleEvent;
  }
}
