/** The rear camera, and one reason for every way in which it can be missing. */

export type CameraTrouble = 'camera_insecure' | 'camera_missing' | 'camera_denied' | 'camera_busy' | 'camera_failed';

export class CameraFailure extends Error {
  readonly code: CameraTrouble;

  constructor(code: CameraTrouble) {
    super(code);
    this.name = 'CameraFailure';
    this.code = code;
  }
}

/** Dense codes need pixels: 1080p reads about twice as many as 720p. */
const WANTED: MediaTrackConstraints = {
  facingMode: { ideal: 'environment' },
  width: { ideal: 1920 },
  height: { ideal: 1080 },
};

export async function openCamera(): Promise<MediaStream> {
  if (!window.isSecureContext) throw new CameraFailure('camera_insecure');
  const devices = mediaDevices();
  if (devices === null) throw new CameraFailure('camera_missing');
  try {
    return await devices.getUserMedia({ video: WANTED, audio: false });
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble !== 'camera_busy' && trouble !== 'camera_failed') throw new CameraFailure(trouble);
  }
  try {
    // A broken rear camera should not take the front one with it.
    return await devices.getUserMedia({ video: true, audio: false });
  } catch (error) {
    throw new CameraFailure(troubleOf(error));
  }
}

export function closeCamera(stream: MediaStream | null): void {
  stream?.getTracks().forEach((track) => track.stop());
}

function mediaDevices(): MediaDevices | null {
  // Absent in the browsers inside some apps, whatever the types say.
  const devices = (navigator as { mediaDevices?: Partial<MediaDevices> }).mediaDevices;
  return typeof devices?.getUserMedia === 'function' ? (devices as MediaDevices) : null;
}

function troubleOf(error: unknown): CameraTrouble {
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

/**
 * Frames of a playing video, as square cut-outs around the guide; every fourth is the whole picture, for codes held
 * outside it.
 */
export class Frames {
  readonly #canvas = document.createElement('canvas');
  #count = 0;

  take(video: HTMLVideoElement): ImageData | null {
    const { videoWidth, videoHeight } = video;
    const short = Math.min(videoWidth, videoHeight);
    if (short === 0) return null;
    const whole = this.#count++ % 4 === 3;
    const width = whole ? videoWidth : short;
    const height = whole ? videoHeight : short;
    this.#canvas.width = width;
    this.#canvas.height = height;
    const context = this.#canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) return null;
    const left = (width - videoWidth) / 2;
    const top = (height - videoHeight) / 2;
    context.drawImage(video, left, top);
    return context.getImageData(0, 0, width, height);
  }
}
