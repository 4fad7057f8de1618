/** How a counter card looks: on a phone, on a screen, and on exactly one A4 sheet. */

import { css } from 'lit';
import { base, buttons } from '../elements/styles';
import { onPaper } from './paper-styles';

export const styles = [
  base,
  buttons,
  css`
    header,
    main {
      width: 100%;
      max-width: 60rem;
      margin: 0 auto;
      padding-inline: max(1rem, env(safe-area-inset-left)) max(1rem, env(safe-area-inset-right));
    }

    header {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0.5rem;
      padding-block: 0.5rem;
    }

    .brand {
      margin-inline-start: -0.75rem;
    }

    main {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 1.25rem;
      padding-block: 0.5rem 2.5rem;
    }

    .head {
      display: grid;
      gap: 0.75rem;
    }

    h1 {
      font-size: clamp(1.5rem, 5vw, 2.25rem);
      line-height: 1.2;
    }

    .lead {
      color: var(--ink-2);
      font-size: 1.125rem;
    }

    .bar,
    .choices {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }

    .bar {
      justify-content: space-between;
    }

    button[aria-pressed] {
      transition: none;
    }

    button[aria-pressed='true'] {
      border-color: var(--accent);
      background: var(--accent-soft);
      color: var(--accent);
      box-shadow: inset 0 0 0 1px var(--accent);
    }

    .sheet {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 1.25rem;
      padding: 1.25rem;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface);
    }

    .top h2 {
      font-size: clamp(1.375rem, 4vw, 1.75rem);
      line-height: 1.25;
      text-wrap: balance;
    }

    .top h2:focus {
      outline: none;
    }

    .top p {
      margin-top: 0.25rem;
      color: var(--ink-2);
    }

    ol,
    .block ul,
    .stop ul,
    .call ul {
      margin: 0;
      padding-inline-start: 1.25rem;
    }

    .block ul,
    .stop ul,
    .call ul {
      list-style: disc;
    }

    .pictures {
      display: grid;
      gap: 0.75rem;
      padding: 0;
      list-style: none;
    }

    .pictures li {
      display: grid;
      grid-template-columns: 6rem minmax(0, 1fr);
      gap: 0.75rem;
      align-items: center;
    }

    .pictures > li > svg {
      width: 100%;
      height: auto;
      color: var(--accent);
    }

    .tint {
      fill: var(--accent-soft);
    }

    .paper {
      fill: var(--surface);
    }

    .number {
      display: inline-grid;
      place-items: center;
      width: 1.375rem;
      height: 1.375rem;
      border-radius: 50%;
      background: var(--accent);
      color: var(--accent-ink);
      font-size: 0.8125rem;
    }

    .pictures p {
      margin-top: 0.125rem;
      font-size: 0.9375rem;
    }

    .blocks {
      display: grid;
      gap: 1.25rem;
    }

    .block h3,
    .stop h3,
    .call h3 {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      margin-bottom: 0.375rem;
      font-size: 1.0625rem;
    }

    .block h3 svg,
    .call h3 svg {
      color: var(--accent);
    }

    .block li + li,
    .stop li + li {
      margin-top: 0.25rem;
    }

    .stop {
      padding: 0.875rem 1rem;
      border: 2px solid var(--red);
      border-radius: var(--radius-small);
      background: var(--red-soft);
    }

    .stop h3 {
      color: var(--red);
    }

    .numbers {
      display: grid;
      gap: 0.5rem 1rem;
      margin-bottom: 0.5rem;
    }

    .numbers label {
      display: grid;
      gap: 0.125rem;
      font-weight: 600;
    }

    input {
      width: 100%;
      min-height: 2.75rem;
      padding: 0.375rem 0.75rem;
      border: 1px solid var(--line-strong);
      border-radius: var(--radius-small);
      background: var(--surface-2);
      color: var(--ink);
      font: inherit;
    }

    .call .small {
      margin-top: 0.375rem;
      font-size: inherit;
      font-weight: 600;
    }

    .sources {
      padding-top: 0.625rem;
      border-top: 1px solid var(--line);
      color: var(--ink-2);
      font-size: 0.8125rem;
      line-height: 1.45;
    }

    @media screen and (min-width: 48rem) {
      .pictures {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }

      .blocks {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }

      .numbers {
        grid-template-columns: repeat(3, minmax(0, 1fr));
      }

      .sheet {
        padding: 2rem;
      }
    }

    @media (forced-colors: active) {
      button[aria-pressed='true'] {
        outline: 2px solid Highlight;
      }
    }
  `,
  onPaper,
];
