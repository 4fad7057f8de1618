/** A film for Chromium's fake camera: somebody moves the phone down along the slip. */

import { readFileSync, writeFileSync } from 'node:fs';
import { readPng } from './png';

const WIDTH = 1280;
const HEIGHT = 720;
const STEP = 60;

export function writeFilm(slip: string, film: string): void {
  const { width, height, data } = readPng(readFileSync(slip));
  // The slip a little narrower than the picture is high, so that its code fits with room around it.
  const scale = (HEIGHT * 0.92) / width;
  const left = (WIDTH - width * scale) / 2;
  const chunks: Buffer[] = [Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F5:1 Ip A1:1 C420jpeg\n`)];
  const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  for (let top = -STEP; top + HEIGHT < height * scale + 2 * STEP; top += STEP) {
    const luma = Buffer.alloc(WIDTH * HEIGHT, 90);
    for (let y = 0; y < HEIGHT; y += 1) {
      const row = Math.floor((y + top) / scale);
      if (row < 0 || row >= height) continue;
      for (let x = Math.ceil(left); x < WIDTH - left; x += 1) {
        luma[y * WIDTH + x] = data[row * width + Math.floor((x - left) / scale)] ?? 90;
      }
    }
    chunks.push(Buffer.from('FRAME\n'), luma, grey);
  }
  writeFileSync(film, Buffer.concat(chunks));
}
