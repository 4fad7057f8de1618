/** The small pictures of a counter card, drawn here: lines in the text's colour and one tint, 96 by 64 units. Silent: the words beside them say it all. */

import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Three finders and a few modules: a code as everybody knows it. */
function code(x: number, y: number, side: number): SVGTemplateResult {
  const unit = side / 11;
  const finder = (left: number, top: number): SVGTemplateResult => svg`
    <rect x=${x + left * unit} y=${y + top * unit} width=${unit * 4} height=${unit * 4} fill="none" stroke-width="1.5" />
    <rect x=${x + (left + 1.4) * unit} y=${y + (top + 1.4) * unit} width=${unit * 1.2} height=${unit * 1.2} fill="currentColor" stroke="none" />`;
  const dots: readonly (readonly [number, number])[] = [[5, 0], [5, 2], [0, 5], [2, 5], [5, 5], [7, 6], [9, 5], [6, 8], [8, 9], [10, 8], [10, 10], [5, 10]];
  return svg`${finder(0, 0)}${finder(7, 0)}${finder(0, 7)}
    ${dots.map(([left, top]) => svg`<rect x=${x + left * unit} y=${y + top * unit} width=${unit} height=${unit} fill="currentColor" stroke="none" />`)}`;
}

const terminal = (screen: SVGTemplateResult): SVGTemplateResult => svg`
  <rect class="tint" x="20" y="6" width="36" height="52" rx="5" />
  <rect class="paper" x="25" y="12" width="26" height="18" rx="2" />
  ${screen}
  <path d="M27 37h4M36 37h4M45 37h4M27 44h4M36 44h4M45 44h4M27 51h4M36 51h4M45 51h4" stroke-width="3" />`;

const hand = svg`<path class="paper" d="M92 46c-7 1-11-2-16-3l-12-1c-3 0-3-5 0-5h9l-12-5c-3-1-2-5 1-5l18 5 12 1" />`;

const PICTURES = {
  amount: svg`${terminal(svg`<text x="38" y="23.700" text-anchor="middle" font-size="7" font-weight="700" letter-spacing="-0.2" fill="currentColor" stroke="none">186.50</text>`)}
    <path d="M66 14c6-6 16-6 22 0-6 6-16 6-22 0z" class="paper" /><circle cx="77" cy="14" r="2.500" fill="currentColor" />`,
  result: svg`${terminal(svg`<path d="M32 21l4 4 8-8" stroke-width="2.500" />`)}
    <circle class="paper" cx="76" cy="30" r="13" /><path d="M76 22v8l5 4" />`,
  slip: svg`<path class="paper" d="M22 5h34v50l-4.250-3-4.250 3-4.250-3-4.250 3-4.250-3-4.250 3-4.250-3-4.250 3z" />
    <path d="M27 12h24M27 17h15" />${code(28.500, 22, 21)}${hand}`,
  check: svg`<path class="paper" d="M8 8h30v46l-3.750-3-3.750 3-3.750-3-3.750 3-3.750-3-3.750 3-3.750-3-3.750 3z" /><path d="M13 15h20" />${code(14, 21, 18)}
    <rect class="tint" x="58" y="5" width="30" height="54" rx="5" /><rect class="paper" x="62" y="11" width="22" height="38" rx="1.500" />${code(66, 18, 14)}
    <path d="M66 40l4 4 8-8" stroke-width="2.500" /><path d="M42 24l12-5M42 34h12" stroke-dasharray="3 3" />`,
} as const;

export type Picture = keyof typeof PICTURES;

export function picture(name: Picture): TemplateResult {
  return html`<svg aria-hidden="true" viewBox="0 0 96 64" width="96" height="64" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">
    ${PICTURES[name]}
  </svg>`;
}
