/**
 * Builds nodes; texts become text nodes, never markup. A template library would weigh more than all of the widget's own code, and under Trusted Types
 * it needs a policy of its name: the second copy of it on a page (or a policy list that lacks it) would stop the widget from loading at all.
 */

export type Child = Node | string | null;
type Value = string | number | boolean | null | (() => void);

export function h(name: string, properties: Readonly<Record<string, Value>> = {}, ...children: readonly Child[]): HTMLElement {
  const element = document.createElement(name);
  apply(element, properties);
  element.append(...children.filter((child) => child !== null));
  return element;
}

function apply(element: Element, properties: Readonly<Record<string, Value>>): void {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null) element.setAttribute(name, String(value));
  }
}

const SVG = 'http://www.w3.org/2000/svg';

/** A line icon of 24 units in the current colour, silent to screen readers. */
export function drawing(path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  apply(svg, { 'aria-hidden': 'true', viewBox: '0 0 24 24' });
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/** A name from a receipt or a list: its script must not turn the words around it. */
export function isolated(text: string): HTMLElement {
  return h('bdi', { dir: 'auto' }, text);
}

/** A part is the page's to style, inside a frame that it cannot leave. */
export function framed(part: string, ...children: readonly Child[]): HTMLElement {
  return h('div', { class: 'frame' }, h('div', { part }, ...children));
}
