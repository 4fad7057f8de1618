/** Cameras of the test's own making, for what Chromium's fake device can't show: several lenses, black ones, broken ones, lights. */

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { sample } from './page';

export interface Lens {
  readonly id: string;
  readonly label: string;
  /** A sample's id, or what the lens shows instead. */
  readonly shows: string;
  /** The name of the error that opening it ends with. */
  readonly fails?: string;
  readonly capabilities?: Readonly<Record<string, unknown>>;
}

/** What the page has asked the lenses for, readable as `window.asked`. */
export interface Asked {
  readonly opened: readonly string[];
  readonly stopped: readonly string[];
  readonly applied: readonly Readonly<Record<string, unknown>>[];
}

export async function lend(page: Page, lenses: readonly Lens[]): Promise<void> {
  const shown = lenses.map((lens) => ({ ...lens, picture: pictureOf(lens.shows) }));
  await page.addInitScript((all) => {
    const asked = { opened: [] as string[], stopped: [] as string[], applied: [] as unknown[] };
    Object.assign(window, { asked });

    const draw = async (canvas: HTMLCanvasElement, lens: (typeof all)[number]): Promise<void> => {
      const context = canvas.getContext('2d');
      if (context === null) return;
      const bytes = Uint8Array.from(atob(lens.picture ?? ''), (character) => character.charCodeAt(0));
      const slip = lens.picture === null ? null : await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      let tick = 0;
      setInterval(() => {
        tick += 1;
        const covered = lens.shows === 'black' && !('uncovered' in window);
        context.fillStyle = covered ? '#000' : '#8a8478';
        context.fillRect(0, 0, canvas.width, canvas.height);
        // The code of a slip stands above three lines of text.
        const side = 900;
        if (slip !== null) {
          const top = slip.height - slip.width - 110;
          const left = (canvas.width - side) / 2;
          context.drawImage(slip, 0, top, slip.width, slip.width, left, (canvas.height - side) / 2, side, side);
        }
        // A stream has frames only where something changes.
        context.fillStyle = tick % 2 === 0 ? '#050505' : '#060606';
        context.fillRect(0, 0, 2, 2);
      }, 100);
    };

    const open = (lens: (typeof all)[number]): MediaStream => {
      const canvas = document.createElement('canvas');
      canvas.width = 1280;
      canvas.height = 1080;
      void draw(canvas, lens);
      const stream = canvas.captureStream(10);
      for (const track of stream.getVideoTracks()) {
        const stop = track.stop.bind(track);
        track.stop = () => {
          asked.stopped.push(lens.id);
          stop();
        };
        track.getSettings = () => ({ deviceId: lens.id });
        track.getCapabilities = () => lens.capabilities ?? {};
        track.applyConstraints = (constraints) => {
          asked.applied.push(...(constraints?.advanced ?? []));
          return Promise.resolve();
        };
      }
      asked.opened.push(lens.id);
      return stream;
    };

    navigator.mediaDevices.getUserMedia = (wanted) => {
      const video = wanted?.video as { readonly deviceId?: { readonly exact: string } };
      const id = video.deviceId?.exact;
      const lens = all.find((candidate) => (id === undefined ? true : candidate.id === id));
      if (lens === undefined) return Promise.reject(new DOMException('none', 'NotFoundError'));
      if (lens.fails !== undefined) return Promise.reject(new DOMException('no', lens.fails));
      return Promise.resolve(open(lens));
    };
    navigator.mediaDevices.enumerateDevices = () =>
      Promise.resolve(
        all.map(({ id, label }) => ({ kind: 'videoinput' as const, deviceId: id, label, groupId: '', toJSON: () => ({}) })),
      );
  }, shown);
}

export function asked(page: Page): Promise<Asked> {
  return page.evaluate(() => (window as unknown as { asked: Asked }).asked);
}

function pictureOf(shows: string): string | null {
  if (shows === 'black' || shows === 'table') return null;
  return readFileSync(sample(shows).path).toString('base64');
}

export interface FakeDetector {
  readonly finds?: readonly string[];
  /** Milliseconds before it answers. */
  readonly after?: number;
  readonly throws?: boolean;
}

/** A `BarcodeDetector`, which Chromium on Linux has not. */
export async function lendDetector(page: Page, detector: FakeDetector): Promise<void> {
  await page.addInitScript((fake) => {
    const seen: unknown[] = [];
    class BarcodeDetector {
      static getSupportedFormats(): Promise<string[]> {
        return Promise.resolve(['aztec', 'qr_code']);
      }

      async detect(source: HTMLVideoElement | ImageBitmap): Promise<{ rawValue: string }[]> {
        if (source instanceof ImageBitmap) seen.push(cornersOf(source));
        await new Promise((resolve) => setTimeout(resolve, fake.after ?? 0));
        if (fake.throws === true) throw new DOMException('no service', 'NotSupportedError');
        return (fake.finds ?? []).map((rawValue) => ({ rawValue }));
      }
    }

    const cornersOf = (picture: ImageBitmap): { width: number; height: number; corner: number[] } => {
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext('2d');
      context?.drawImage(picture, 0, 0);
      return { width: picture.width, height: picture.height, corner: [...(context?.getImageData(4, 4, 1, 1).data ?? [])] };
    };

    Object.assign(window, { BarcodeDetector, seenByDetector: seen });
  }, detector);
}

/** A Worker in the decoder's place, in JavaScript; `once` leaves the next one to the decoder. */
export async function replaceDecoder(page: Page, script: string, { once }: { readonly once: boolean }): Promise<void> {
  await page.route(
    /\/scan-worker[^/]*\.js$/,
    (route) => route.fulfill({ contentType: 'text/javascript', body: script }),
    once ? { times: 1 } : {},
  );
}
