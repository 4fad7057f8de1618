/** The page's line icons: those of a verdict, which the widget has too, and its own. Current colour, silent to screen readers. */

import { html, type TemplateResult } from 'lit';
import { PATHS, circle } from '../widget/icon-paths';

/** A rectangle with round corners. */
const box = (x: number, y: number, width: number, height: number, r: number): string =>
  `M${x + r} ${y}h${width - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${height - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - width}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - height}a${r} ${r} 0 0 1 ${r} ${-r}z`;

const SHAPES = {
  ...PATHS,
  scan: 'M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16M4 12h16',
  paste: 'M9 5H6.5A1.5 1.5 0 0 0 5 6.5v12A1.5 1.5 0 0 0 6.5 20h11a1.5 1.5 0 0 0 1.5-1.5v-12A1.5 1.5 0 0 0 17.5 5H15M9 3.5h6v3.5H9zM8.5 12h7M8.5 15.5h4.5',
  photo: `M4 8.5A1.5 1.5 0 0 1 5.5 7h2l1.4-2h6.2l1.4 2h2A1.5 1.5 0 0 1 20 8.5v9a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5z${circle(12, 13, 3.5)}`,
  compare: 'M4 4.5h7v15H4zM13 4.5h7v15h-7M6.5 8.5h2M6.5 12h2M15.5 8.5h2M15.5 12h2',
  phone: `${box(7, 2.5, 10, 19, 2)}M11 18.5h2`,
  call: 'M5.5 4h3l1.5 4-2 1.5a11 11 0 0 0 6.5 6.5l1.5-2 4 1.5v3a1.5 1.5 0 0 1-1.6 1.5A16 16 0 0 1 4 5.6 1.5 1.5 0 0 1 5.5 4z',
  copy: `${box(8.5, 8.5, 11, 11, 1.5)}M15.5 5.5v-.1A1.4 1.4 0 0 0 14.1 4H5.9A1.4 1.4 0 0 0 4.5 5.4v8.2A1.4 1.4 0 0 0 5.9 15`,
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14',
  lock: `${box(5.5, 10.5, 13, 9.5, 1.5)}M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5`,
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M10.5 6 4.5 12l6 6M4.5 12h15',
  next: 'M9.5 6l6 6-6 6',
  person: `${circle(12, 8, 3.75)}M4.5 20c.6-4 3.6-6 7.5-6s6.9 2 7.5 6`,
  talk: 'M4 5.5h10.5v7.5H8.5L5.5 16v-3H4zM17 9h3v7.5h-1.5v3l-3-3H10V15',
  pen: 'M4.5 19.5l1-4.5L16.5 4l3.500 3.500L9 18.500zM14 6.500l3.500 3.500M13 20h7',
  key_whole: `${circle(8, 15.5, 3.5)}M10.5 13 19 4.500M15.500 8l2.500 2.500M18 5.500l2 2`,
  eye_open: `M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z${circle(12, 12, 2.75)}`,
  file: 'M6 3.5h7.5L18 8v12.5H6zM13.5 3.5V8H18M9 12h6M9 15.5h6',
  share: 'M12 15V4M8 7.5 12 3.5l4 4M6 11.5H5v9h14v-9h-1',
  stop: 'M8.3 3.5h7.4l4.800 4.800v7.4l-4.800 4.800H8.3l-4.800-4.800V8.3zM12 7.5v5.5M12 16.200v.1',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM4 20 20 4',
  switch: 'M4 9a8 8 0 0 1 14.5-2.5M20 15a8 8 0 0 1-14.5 2.5M18.5 3v4h-4M5.5 21v-4h4',
  torch: 'M8 3.5h8v3.5l-2 3.5v9a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1v-9L8 7zM8 7h8M12 13v2',
  sound_on: 'M4 10v4h3.5L12 18V6L7.5 10zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  sound_off: 'M4 10v4h3.5L12 18V6L7.5 10zM16 9.5l5 5M21 9.5l-5 5',
  haptic_on: `${box(8, 4, 8, 16, 1.5)}M5 9v6M2.5 10.5v3M19 9v6M21.5 10.5v3`,
  haptic_off: `${box(8, 4, 8, 16, 1.5)}M4 20 20 4`,
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15',
  keep: 'M5 4.5h14v5H5zM6.5 9.5v10h11v-10M10 13h4',
  print: 'M7 9V3.5h10V9M7 17H4.5V9.5h15V17H17M7 14h10v6.5H7z',
  remove: 'M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5l1 13.5h9l1-13.5M10 10v6.5M14 10v6.5',
} as const;

export type IconName = keyof typeof SHAPES;

export function icon(name: IconName, size = 24): TemplateResult {
  return html`<svg
    aria-hidden="true"
    width=${size}
    height=${size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path d=${SHAPES[name]} />
  </svg>`;
}
