/** The camera that reads slips best, and one reason for every way in which there is none. */

import { ranked, weightOf, type Lens } from './lenses';

export type CameraTrouble = 'camera_insecure' | 'camera_missing' | 'camera_denied' | 'camera_busy' | 'camera_failed';

export class CameraFailure extends Error {
  readonly code: CameraTrouble;

  constructor(code: CameraTrouble) {
    super(code);
    this.name = 'CameraFailure';
    this.code = code;
  }
}

export interface Camera {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  /** All that may be switched between, best first, this one among them where the browser says which it is. */
  readonly lenses: readonly Lens[];
  readonly deviceId: string;
}

/** Opening a second camera takes half a second: a lens has to be better by so much. */
const WORTH = 20;
/** Dense codes need pixels: 1080p reads about twice as many as 720p. */
const SIZE: MediaTrackConstraints = { width: { ideal: 1920 }, height: { ideal: 1080 } };

/** The best one that works; those in `broken` are passed over as long as there is another. */
export async function openCamera(broken: ReadonlySet<string>): Promise<Camera> {
  const devices = mediaDevices();
  const stream = await openAny(devices);
  const lenses = await lensesOf(devices);
  const first = cameraOf(stream, lenses);
  const present = lenses.find(({ deviceId }) => deviceId === first.deviceId);
  const better = lenses.filter(
    (lens) => !broken.has(lens.deviceId) && (broken.has(first.deviceId) || weightOf(lens) >= weightOf(present ?? lens) + WORTH),
  );
  return (await openFirst(devices, better, first)) ?? first;
}

/** A certain one, as asked for by a press on "switch". */
export async function switchCamera(deviceId: string): Promise<Camera> {
  const devices = mediaDevices();
  try {
    const stream = await ask(devices, { ...SIZE, deviceId: { exact: deviceId } });
    return cameraOf(stream, await lensesOf(devices));
  } catch (error) {
    throw new CameraFailure(troubleOf(error));
  }
}

export function closeCamera(stream: MediaStream | null): void {
  stream?.getTracks().forEach((track) => track.stop());
}

async function openAny(devices: MediaDevices): Promise<MediaStream> {
  try {
    return await ask(devices, { ...SIZE, facingMode: { ideal: 'environment' } });
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble !== 'camera_busy' && trouble !== 'camera_failed') throw new CameraFailure(trouble);
    const other = await openOther(devices);
    if (other === null) throw new CameraFailure(trouble);
    return other;
  }
}

/** A broken rear camera should not take the others with it. */
async function openOther(devices: MediaDevices): Promise<MediaStream | null> {
  const wanted: readonly MediaTrackConstraints[] = [
    // Without permission there are no identities yet, only this.
    ...(await lensesOf(devices)).map(({ deviceId }) => ({ ...SIZE, deviceId: { exact: deviceId } })),
    {},
  ];
  for (const constraints of wanted) {
    try {
      return await ask(devices, constraints);
    } catch {
      continue;
    }
  }
  return null;
}

/** One of these instead of the present one; that one again where none of them opens. */
async function openFirst(devices: MediaDevices, lenses: readonly Lens[], present: Camera): Promise<Camera | null> {
  if (lenses.length === 0) return null;
  // Many phones lend one camera at a time.
  closeCamera(present.stream);
  for (const { deviceId } of [...lenses, present]) {
    try {
      return cameraOf(await ask(devices, { ...SIZE, deviceId: { exact: deviceId } }), present.lenses);
    } catch {
      continue;
    }
  }
  return cameraOf(await openAny(devices), present.lenses);
}

function ask(devices: MediaDevices, video: MediaTrackConstraints): Promise<MediaStream> {
  return devices.getUserMedia({ video, audio: false });
}

function cameraOf(stream: MediaStream, lenses: readonly Lens[]): Camera {
  const [track] = stream.getVideoTracks();
  if (track === undefined) throw new CameraFailure('camera_failed');
  const { deviceId = '' } = track.getSettings();
  // Some browsers keep the identity to themselves and tell the label.
  const named = lenses.find((lens) => lens.deviceId === deviceId) ?? lenses.find((lens) => lens.label === track.label);
  return { stream, track, lenses, deviceId: named?.deviceId ?? deviceId };
}

async function lensesOf(devices: MediaDevices): Promise<readonly Lens[]> {
  try {
    const all = await devices.enumerateDevices();
    return ranked(all.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== ''));
  } catch {
    return [];
  }
}

function mediaDevices(): MediaDevices {
  if (!window.isSecureContext) throw new CameraFailure('camera_insecure');
  if (!canUseCamera()) throw new CameraFailure('camera_missing');
  return navigator.mediaDevices;
}

/** False in the browsers inside some apps. */
export function canUseCamera(): boolean {
  const devices = (navigator as { readonly mediaDevices?: Partial<MediaDevices> }).mediaDevices;
  return typeof devices?.getUserMedia === 'function';
}

function troubleOf(error: unknown): CameraTrouble {
  if (error instanceof CameraFailure) return error.code;
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'camera_denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'camera_missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'camera_busy';
    default:
      return 'camera_failed';
  }
}
