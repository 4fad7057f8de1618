/** The page's line icons as single paths, for those that a verdict needs. */

import type { IconName } from '../elements/icons';

const circle = (x: number, y: number, r: number): string => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

const PATHS: Partial<Record<IconName, string>> = {
  scan: 'M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8M16 4h2.500A1.5 1.5 0 0 1 20 5.5V8M20 16v2.500a1.5 1.5 0 0 1-1.5 1.500H16M8 20H5.500A1.5 1.5 0 0 1 4 18.500V16M4 12h16',
  paste: 'M9 5H6.500A1.5 1.5 0 0 0 5 6.500v12A1.5 1.5 0 0 0 6.5 20h11a1.5 1.5 0 0 0 1.5-1.500v-12A1.5 1.5 0 0 0 17.5 5H15M9 3.500h6v3.500H9zM8.5 12h7M8.5 15.500h4.5',
  receipt: 'M6 3.500h12v17l-2-1.5-2 1.5-2-1.5-2 1.5-2-1.5-2 1.500zM9 8h6M9 11.500h6',
  shop: 'M4.5 10v9.500h15V10M3.5 9l1.7-4.500h13.600L20.5 9a2.1 2.1 0 0 1-4.250 0A2.1 2.1 0 0 1 12 9a2.1 2.1 0 0 1-4.250 0A2.1 2.1 0 0 1 3.5 9zM10 19.500V14.500h4v5',
  acquirer: 'M4 9.5 12 4.500l8 5zM6 10v7M10 10v7M14 10v7M18 10v7M4 19.500h16',
  declined: 'M4 9.5 12 4.500l8 5zM6 10v7M10 10v7M14 10v2.500M4 19.500h8M15 14.500l5 5M20 14.500l-5 5',
  question: `${circle(12, 12, 8.5)}M9.7 9.500a2.4 2.4 0 1 1 3.5 2.200c-.8.4-1.2.9-1.2 1.800M12 16.600v.1`,
  broken: 'M6 20.500V3.500h12v5.500l-3.5 2.5 2 2-3 2.5 1.5 2.500M6 20.500l2-1.5 2 1.500M9 8h5M17 15.500l4 4M21 15.500l-4 4',
  key: `${circle(8, 15.5, 3.5)}M10.5 13 18 5.500l2 2M15 8.500l2 2M4 4l16 16`,
  training: 'M3 9.5 12 5l9 4.5-9 4.500zM7 11.800V16c1.3 1.2 3 1.8 5 1.800s3.7-.6 5-1.800v-4.200M21 9.500V15',
  refund: 'M8.5 5 4 9.5 8.5 14M4 9.500h10a5.5 5.5 0 0 1 0 11h-4',
  unreadable: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM15 15l5 5M20 15l-5 5',
  warn: 'M12 4 2.8 20h18.400zM12 10v4.500M12 17.200v.1',
  conflict: 'M4 8h13l-3.5-3.500M20 16H7l3.5 3.500M10 14l4-4',
  info: `${circle(12, 12, 8.5)}M12 11v5.500M12 7.600v.1`,
  pass: 'M5 12.500l4.5 4.500L19 7.5',
};

export function pathOf(name: IconName): string {
  return PATHS[name] ?? PATHS.info ?? '';
}
