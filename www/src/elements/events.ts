/** What the elements tell the app. */

import type { Arrival } from '../input';

/** A picture or a text has come in by one of the ways. */
export class ArrivalEvent extends Event {
  static readonly type = 'arrival';
  readonly arrival: Arrival;

  constructor(arrival: Arrival) {
    super(ArrivalEvent.type, { bubbles: true, composed: true });
    this.arrival = arrival;
  }
}

/** The camera has read these texts. */
export class FoundEvent extends Event {
  static readonly type = 'found';
  readonly texts: readonly string[];

  constructor(texts: readonly string[]) {
    super(FoundEvent.type, { bubbles: true, composed: true });
    this.texts = texts;
  }
}

/** Something was asked for that only the app can do. */
export type Wish = 'scan' | 'paste' | 'close' | 'warm';

export class WishEvent extends Event {
  static readonly type = 'wish';
  readonly wish: Wish;

  constructor(wish: Wish) {
    super(WishEvent.type, { bubbles: true, composed: true });
    this.wish = wish;
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
    trust: TrustEvent;
    sample: SampleEvent;
  }
}
