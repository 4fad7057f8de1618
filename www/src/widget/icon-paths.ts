/** Line icons, drawn here: 24 units, one path each. Those that a verdict needs, in the widget and on the page, which has more of its own. */

export const circle = (x: number, y: number, r: number): string => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

export const PATHS = {
  receipt: 'M6 3.5h12v17l-2-1.5-2 1.5-2-1.5-2 1.5-2-1.5-2 1.5zM9 8h6M9 11.5h6',
  shop: 'M4.5 10v9.5h15V10M3.5 9l1.7-4.5h13.6L20.5 9a2.1 2.1 0 0 1-4.25 0A2.1 2.1 0 0 1 12 9a2.1 2.1 0 0 1-4.25 0A2.1 2.1 0 0 1 3.5 9zM10 19.5V14.5h4v5',
  acquirer: 'M4 9.5 12 4.5l8 5zM6 10v7M10 10v7M14 10v7M18 10v7M4 19.5h16',
  declined: 'M4 9.5 12 4.5l8 5zM6 10v7M10 10v7M14 10v2.5M4 19.5h8M15 14.5l5 5M20 14.5l-5 5',
  question: `${circle(12, 12, 8.5)}M9.7 9.5a2.4 2.4 0 1 1 3.5 2.2c-.8.4-1.2.9-1.2 1.8M12 16.6v.1`,
  broken: 'M6 20.5V3.5h12v5.5l-3.5 2.5 2 2-3 2.5 1.5 2.5M6 20.5l2-1.5 2 1.5M9 8h5M17 15.5l4 4M21 15.5l-4 4',
  key: `${circle(8, 15.5, 3.5)}M10.5 13 18 5.5l2 2M15 8.5l2 2M4 4l16 16`,
  training: 'M3 9.5 12 5l9 4.5-9 4.5zM7 11.8V16c1.3 1.2 3 1.8 5 1.8s3.7-.6 5-1.8v-4.2M21 9.5V15',
  refund: 'M8.5 5 4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-4',
  unreadable: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM15 15l5 5M20 15l-5 5',
  warn: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.1',
  conflict: 'M4 8h13l-3.5-3.5M20 16H7l3.5 3.5M10 14l4-4',
  list: 'M12 3.5 5 6v5.5c0 4.3 2.8 7.5 7 9 4.2-1.5 7-4.7 7-9V6zM9 10h6M9 13.5h4',
  info: `${circle(12, 12, 8.5)}M12 11v5.5M12 7.6v.1`,
  pass: 'M5 12.5l4.5 4.5L19 7.5',
} as const;

export type VerdictIcon = keyof typeof PATHS;

export function pathOf(name: VerdictIcon): string {
  return PATHS[name];
}
