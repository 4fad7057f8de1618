/** The style sheet: widget.css and the colours. The colours of a theme stand on .box, out of the page's reach. */

import css from './widget.css?inline';

const LIGHT = {
  ink: '#18212b',
  'ink-2': '#4d5966',
  surface: '#fff',
  line: '#dcd8cf',
  'line-strong': '#85898f',
  accent: '#14424f',
  'accent-ink': '#fff',
  focus: '#0b5cd6',
};

const DARK: typeof LIGHT = {
  ink: '#e8ecf1',
  'ink-2': '#a9b4c0',
  surface: '#1a2028',
  line: '#313a46',
  'line-strong': '#76818e',
  accent: '#a5d6e2',
  'accent-ink': '#0c2229',
  focus: '#7db5ff',
};

/** Strong on soft, and ink on soft: pairs that are readable in both themes. */
const TONES: Readonly<Record<string, readonly [light: readonly [strong: string, soft: string], dark: readonly [strong: string, soft: string]]>> = {
  blue: [['#174a8c', '#e8f0fb'], ['#a4c8ff', '#182a43']],
  green: [['#17613a', '#e5f3ea'], ['#94d9b0', '#15301f']],
  amber: [['#744600', '#fcf1d9'], ['#f3ca7e', '#332609']],
  red: [['#962026', '#fceaea'], ['#ffb1ad', '#3b191b']],
  slate: [['#3a4756', '#ebeef2'], ['#c2ccd8', '#262e38']],
};

function theme(selector: string, tokens: typeof LIGHT, column: 0 | 1): string {
  const rule = (to: string, values: Readonly<Record<string, string>>): string =>
    `${to}{${Object.entries(values)
      .map(([name, value]) => `--_${name}:${value}`)
      .join(';')}}`;
  return (
    rule(selector, tokens) +
    `${selector}{color-scheme:${column === 0 ? 'light' : 'dark'}}` +
    Object.entries(TONES)
      .map(([tone, pairs]) => rule(`${selector}[data-tone=${tone}]`, { strong: pairs[column][0], soft: pairs[column][1] }))
      .join('')
  );
}

/**
 * Belongs to widget.css, whose minifier folds the first three into `transform`, where they protect nothing, and drops prefixes. The rest are the ways by
 * which styles alone paint words of their own over ours, or carry the box away.
 */
const RAW =
  ':host{translate:none!important;rotate:none!important;scale:none!important;offset-path:none!important;columns:auto!important;content:normal!important;' +
  '-webkit-mask-box-image:none!important}' +
  ':host::before,:host::after,[part]::before,[part]::after{content:none!important}[part]{content:normal!important;list-style:none!important}' +
  '[part]::marker{content:normal!important}' +
  '.box{-webkit-text-size-adjust:100%;text-size-adjust:100%}';

/** A page that knows a custom property's name decides its value (`@property`), in shadow trees as well. Ours are called something else each time. */
function unguessable(styles: string): string {
  const [name = 0] = crypto.getRandomValues(new Uint32Array(1));
  return styles.replaceAll('--_', `--_${name.toString(36)}-`);
}

let sheet: CSSStyleSheet | null = null;

/** One sheet for every widget on the page; constructed, so that no policy about styles has a say in it. */
export function styleSheet(): CSSStyleSheet {
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(
      unguessable(
        css +
          RAW +
          theme('.box', LIGHT, 0) +
          `@media(prefers-color-scheme:dark){${theme('.box[data-theme=auto]', DARK, 1)}}` +
          theme('.box[data-theme=dark]', DARK, 1),
      ),
    );
  }
  return sheet;
}
