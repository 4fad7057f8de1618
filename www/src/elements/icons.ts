/** Line icons, drawn here: 24 units, current colour, silent to screen readers. */

import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const SHAPES = {
  scan: svg`<path d="M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16M4 12h16"/>`,
  photo: svg`<path d="M4 8.5A1.5 1.5 0 0 1 5.5 7h2l1.4-2h6.200l1.4 2h2A1.5 1.5 0 0 1 20 8.5v9a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5z"/><circle cx="12" cy="13" r="3.5"/>`,
  paste: svg`<path d="M9 5H6.5A1.5 1.5 0 0 0 5 6.5v12A1.5 1.5 0 0 0 6.5 20h11a1.5 1.5 0 0 0 1.5-1.5v-12A1.5 1.5 0 0 0 17.5 5H15"/><rect x="9" y="3.5" width="6" height="3.5" rx="1"/><path d="M8.5 12h7M8.5 15.5h4.5"/>`,
  receipt: svg`<path d="M6 3.5h12v17l-2-1.5-2 1.5-2-1.5-2 1.5-2-1.5-2 1.5zM9 8h6M9 11.5h6"/>`,
  shop: svg`<path d="M4.5 10v9.5h15V10M3.5 9l1.700-4.5h13.600L20.5 9a2.100 2.100 0 0 1-4.250 0A2.100 2.100 0 0 1 12 9a2.100 2.100 0 0 1-4.250 0A2.100 2.100 0 0 1 3.5 9zM10 19.5V14.5h4v5"/>`,
  acquirer: svg`<path d="M4 9.5 12 4.5l8 5zM6 10v7M10 10v7M14 10v7M18 10v7M4 19.5h16"/>`,
  declined: svg`<path d="M4 9.5 12 4.5l8 5zM6 10v7M10 10v7M4 19.5h8M15 14.5l5 5M20 14.5l-5 5"/>`,
  question: svg`<circle cx="12" cy="12" r="8.5"/><path d="M9.700 9.5a2.400 2.400 0 1 1 3.5 2.200c-.8.4-1.200.9-1.200 1.800M12 16.600v.1"/>`,
  broken: svg`<path d="M6 20.5V3.5h12v5.5l-3.5 2.5 2 2-3 2.5 1.5 2.5M6 20.5l2-1.5 2 1.5M9 8h5"/><path d="m17 15.5 4 4M21 15.5l-4 4"/>`,
  key: svg`<circle cx="8" cy="15.5" r="3.5"/><path d="M10.5 13 18 5.5l2 2M15 8.5l2 2"/><path d="M4 4l16 16"/>`,
  training: svg`<path d="M3 9.5 12 5l9 4.5-9 4.5zM7 11.800V16c1.300 1.200 3 1.800 5 1.800s3.700-.6 5-1.800v-4.200M21 9.5V15"/>`,
  refund: svg`<path d="M8.5 5 4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-4"/>`,
  unreadable: svg`<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM15 15l5 5M20 15l-5 5"/>`,
  compare: svg`<path d="M4 4.5h7v15H4zM13 4.5h7v15h-7M6.5 8.5h2M6.5 12h2M15.5 8.5h2M15.5 12h2"/>`,
  phone: svg`<rect x="7" y="2.5" width="10" height="19" rx="2"/><path d="M11 18.5h2"/>`,
  call: svg`<path d="M5.5 4h3l1.5 4-2 1.5a11 11 0 0 0 6.5 6.5l1.5-2 4 1.5v3a1.5 1.5 0 0 1-1.6 1.5A16 16 0 0 1 4 5.600 1.5 1.5 0 0 1 5.5 4z"/>`,
  copy: svg`<rect x="8.5" y="8.5" width="11" height="11" rx="1.5"/><path d="M15.5 5.5v-.1A1.4 1.4 0 0 0 14.100 4H5.900A1.4 1.4 0 0 0 4.5 5.400v8.200A1.4 1.4 0 0 0 5.900 15"/>`,
  download: svg`<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14"/>`,
  list: svg`<path d="M12 3.5 5 6v5.5c0 4.300 2.800 7.5 7 9 4.200-1.5 7-4.700 7-9V6zM9 10h6M9 13.5h4"/>`,
  lock: svg`<rect x="5.5" y="10.5" width="13" height="9.5" rx="1.5"/><path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/>`,
  close: svg`<path d="M6 6l12 12M18 6 6 18"/>`,
  back: svg`<path d="M10.5 6 4.5 12l6 6M4.5 12h15"/>`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><path d="M4 20 20 4"/>`,
  pass: svg`<path d="M5 12.5l4.5 4.5L19 7.5"/>`,
  info: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.600v.1"/>`,
  warn: svg`<path d="M12 4 2.800 20h18.400zM12 10v4.5M12 17.200v.1"/>`,
  conflict: svg`<path d="M4 8h13l-3.5-3.5M20 16H7l3.5 3.5"/><path d="M10 14l4-4"/>`,
  switch: svg`<path d="M4 9a8 8 0 0 1 14.500-2.500M20 15a8 8 0 0 1-14.500 2.500M18.5 3v4h-4M5.5 21v-4h4"/>`,
  torch: svg`<path d="M8 3.5h8v3.500l-2 3.500v9a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1v-9L8 7zM8 7h8M12 13v2"/>`,
  sound_on: svg`<path d="M4 10v4h3.500L12 18V6L7.5 10zM15.5 9a4.200 4.200 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11"/>`,
  sound_off: svg`<path d="M4 10v4h3.500L12 18V6L7.5 10zM16 9.500l5 5M21 9.500l-5 5"/>`,
  haptic_on: svg`<rect x="8" y="4" width="8" height="16" rx="1.500"/><path d="M5 9v6M2.500 10.500v3M19 9v6M21.500 10.500v3"/>`,
  haptic_off: svg`<rect x="8" y="4" width="8" height="16" rx="1.500"/><path d="M4 20 20 4"/>`,
  refresh: svg`<path d="M19.5 12a7.5 7.5 0 1 1-2.200-5.300L19.5 9M19.5 4.5V9H15"/>`,
  keep: svg`<path d="M5 4.5h14v5H5zM6.5 9.5v10h11v-10M10 13h4"/>`,
  print: svg`<path d="M7 9V3.5h10V9M7 17H4.5V9.5h15V17H17M7 14h10v6.5H7z"/>`,
  remove: svg`<path d="M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5l1 13.500h9l1-13.500M10 10v6.5M14 10v6.5"/>`,
} as const satisfies Record<string, SVGTemplateResult>;

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
    ${SHAPES[name]}
  </svg>`;
}
