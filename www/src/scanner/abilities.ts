/** What a camera's track can do beyond showing a picture. Not every browser's types know of it. */

interface Offered {
  readonly torch?: boolean;
  readonly zoom?: { readonly min: number; readonly max: number; readonly step?: number };
  readonly focusMode?: readonly string[];
}

export interface Zoom {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly now: number;
}

export interface Abilities {
  readonly torch: boolean;
  readonly zoom: Zoom | null;
}

export function abilitiesOf(track: MediaStreamTrack): Abilities {
  const { torch, zoom } = offeredBy(track);
  const now = (track.getSettings() as { readonly zoom?: number }).zoom;
  const range = zoom !== undefined && zoom.max > zoom.min ? zoom : null;
  return {
    torch: torch === true,
    zoom: range === null ? null : { min: range.min, max: range.max, step: range.step ?? 0.1, now: now ?? range.min },
  };
}

/** A slip is near and moves: a focus that was set once is soon wrong. */
export function keepFocused(track: MediaStreamTrack): Promise<boolean> {
  const modes = offeredBy(track).focusMode ?? [];
  return modes.includes('continuous') ? set(track, { focusMode: 'continuous' }) : Promise.resolve(false);
}

/** Whether it has worked: some tracks offer what they then refuse. */
export function setTorch(track: MediaStreamTrack, on: boolean): Promise<boolean> {
  return set(track, { torch: on });
}

export function setZoom(track: MediaStreamTrack, zoom: number): Promise<boolean> {
  return set(track, { zoom });
}

async function set(track: MediaStreamTrack, wish: Readonly<Record<string, unknown>>): Promise<boolean> {
  try {
    await track.applyConstraints({ advanced: [wish] });
    return true;
  } catch {
    return false;
  }
}

function offeredBy(track: MediaStreamTrack): Offered {
  // Absent in older Firefox, whatever the types say.
  const { getCapabilities } = track as { readonly getCapabilities?: () => Offered };
  return typeof getCapabilities === 'function' ? getCapabilities.call(track) : {};
}
