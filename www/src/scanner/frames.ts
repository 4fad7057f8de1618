/** Frames of a playing video: the square that the stage shows, at the camera's own resolution. */

/** Every so many pixels one is looked at to tell light from dark. */
const STRIDE = 4 * 997;
/** Below it a pixel counts as black. */
const BLACK = 24;

export class Frames {
  readonly #canvas = document.createElement('canvas');

  /** Null while the video has no picture. */
  take(video: HTMLVideoElement): ImageData | null {
    const { videoWidth, videoHeight } = video;
    const side = Math.min(videoWidth, videoHeight);
    if (side === 0) return null;
    if (this.#canvas.width !== side) this.#canvas.width = this.#canvas.height = side;
    const context = this.#canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) return null;
    context.drawImage(video, (side - videoWidth) / 2, (side - videoHeight) / 2);
    return context.getImageData(0, 0, side, side);
  }
}

/** The next frame, or the present one again where the browser can't tell or the stream has stalled. */
export function nextFrame(video: HTMLVideoElement, limit: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, limit);
    // Absent in older Firefox, whatever the types say.
    const { requestVideoFrameCallback } = video as { readonly requestVideoFrameCallback?: (callback: () => void) => number };
    requestVideoFrameCallback?.call(video, () => resolve());
  });
}

export function isDark({ data }: ImageData): boolean {
  for (let at = 0; at + 2 < data.length; at += STRIDE) {
    // Pixels of a canvas: three bytes of colour, one of opacity.
    const start = at - (at % 4);
    if (Math.max(data[start] ?? 0, data[start + 1] ?? 0, data[start + 2] ?? 0) > BLACK) return false;
  }
  return true;
}
