/** Styles that every element shares. */

import { css } from 'lit';

export const base = css`
  :host {
    display: block;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }

  ul {
    list-style: none;
  }

  h2 {
    font-size: 1.0625rem;
    line-height: 1.35;
  }

  h3 {
    font-size: 0.9375rem;
    line-height: 1.4;
  }

  svg {
    display: block;
    flex: none;
  }

  .quiet {
    color: var(--ink-2);
  }

  .small {
    font-size: 0.875rem;
    line-height: 1.5;
  }

  .mono {
    font-family: var(--mono);
    font-size: 0.8125rem;
    overflow-wrap: anywhere;
  }

  .card {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: 1.25rem;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }

  :focus:not(:focus-visible) {
    outline: none;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }

  .print-only {
    display: none;
  }

  @media print {
    .print-only {
      display: revert;
    }

    .no-print {
      display: none !important;
    }

    .card {
      padding: 0.875rem 1rem;
      border-color: #000;
      border-radius: 0;
    }
  }
`;

export const buttons = css`
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-height: 2.75rem;
    min-width: 2.75rem;
    padding: 0.5rem 1.125rem;
    border: 1px solid var(--line-strong);
    border-radius: 999px;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-weight: 600;
    line-height: 1.25;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    transition:
      background-color 120ms,
      border-color 120ms;
  }

  /* On a touch screen the finger's last place stays hovered, and what comes there next would look chosen. */
  @media (hover: hover) {
    button:hover,
    .button:hover {
      background: var(--accent-soft);
      border-color: var(--accent);
    }
  }

  button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--accent-ink);
  }

  @media (hover: hover) {
    button.primary:hover {
      background: var(--accent-hover);
      border-color: var(--accent-hover);
    }
  }

  button.plain,
  .button.plain {
    border-color: transparent;
    background: transparent;
    color: var(--accent);
    padding-inline: 0.75rem;
  }

  @media (hover: hover) {
    button.plain:hover,
    .button.plain:hover {
      border-color: transparent;
      background: var(--accent-soft);
    }
  }

  button:disabled {
    opacity: 0.55;
    cursor: default;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.625rem;
  }

  @media (forced-colors: active) {
    button,
    .button {
      border-color: ButtonText;
    }
  }
`;

export const folds = css`
  summary {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    min-height: 2.75rem;
    margin: -0.5rem -0.5rem;
    padding: 0.5rem;
    border-radius: var(--radius-small);
    cursor: pointer;
    list-style: none;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary::after {
    content: '';
    width: 0.5rem;
    height: 0.5rem;
    margin-inline: auto 0.375rem;
    border: solid var(--ink-2);
    border-width: 0 2px 2px 0;
    transform: translateY(-25%) rotate(45deg);
    transition: transform 120ms;
    flex: none;
  }

  details[open] > summary::after {
    transform: translateY(25%) rotate(225deg);
  }

  details[open] > summary {
    margin-bottom: 0.5rem;
  }

  summary > :is(h2, h3) {
    flex: 0 1 auto;
  }

  summary:hover {
    background: var(--surface-2);
  }

  @media print {
    summary::after {
      display: none;
    }
  }
`;

/** Something is under way. */
export const wheel = css`
  .wheel {
    width: 1.25rem;
    height: 1.25rem;
    border: 3px solid var(--line);
    border-top-color: var(--accent);
    border-radius: 50%;
    animation: turn 800ms linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
`;

/** A fold with its icon, and rows below it. */
export const panel = css`
  .card {
    padding-block: 0.875rem;
  }

  summary > svg {
    color: var(--accent);
  }

  .body {
    display: grid;
    gap: 0.875rem;
    padding-block: 0.25rem 0.375rem;
  }
`;

/** A QR code to be scanned off the screen: black on white in both themes, as large as a phone allows. */
export const codeFigure = css`
  figure {
    justify-self: center;
    width: 100%;
    max-width: 19rem;
    padding: 0.25rem;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: #fff;
  }

  img {
    display: block;
    width: 100%;
    height: auto;
    image-rendering: pixelated;
  }
`;
