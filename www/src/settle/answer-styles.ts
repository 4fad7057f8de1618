/** How an answer to a claim is laid out. */

import { css } from 'lit';
import { parts } from './styles';

export const styles = [
  parts,
  css`
    .layout {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 0.875rem;
      align-items: start;
    }

    .layout > .stack {
      gap: 0.875rem;
    }

    .answer {
      --soft: var(--slate-soft);
      --strong: var(--slate);

      gap: 0.75rem;
      padding: 1.125rem 1.25rem;
      border: 1px solid transparent;
      border-radius: var(--radius);
      background: var(--soft);
      overflow: hidden;
    }

    .answer[data-outcome='confirmed'] {
      --soft: var(--blue-soft);
      --strong: var(--blue);
    }

    .answer[data-outcome='conflict'],
    .answer.stop {
      --soft: var(--amber-soft);
      --strong: var(--amber);
    }

    .answer.stop {
      border: 2px solid var(--strong);
    }

    .ribbon {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0.125rem 0.75rem;
      margin: -1.125rem -1.25rem 0;
      padding: 0.375rem 1.25rem;
      background: #ffd24d;
      color: #2b2100;
      font-size: 0.875rem;
    }

    .ribbon strong {
      letter-spacing: 0.06em;
    }

    .claim {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0 1rem;
    }

    .claim .plain {
      margin-inline: -0.75rem;
      font-size: 0.9375rem;
    }

    .said {
      font-size: 1.0625rem;
      font-weight: 600;
    }

    .said::before {
      content: '“';
    }

    .said::after {
      content: '”';
    }

    .kind {
      justify-self: start;
      padding: 0.0625rem 0.625rem;
      border: 1px solid var(--strong);
      border-radius: 999px;
      color: var(--strong);
      font-size: 0.875rem;
      font-weight: 650;
    }

    .line {
      display: flex;
      flex-wrap: wrap;
      gap: 0.375rem 0.875rem;
      align-items: center;
    }

    .badge {
      display: grid;
      flex: none;
      place-items: center;
      width: 3rem;
      height: 3rem;
      border-radius: 0.875rem;
      background: var(--strong);
      color: var(--soft);
    }

    h1 {
      flex: 1 1 6em;
      color: var(--strong);
      font-size: clamp(1.25rem, 4.6vw, 1.75rem);
      font-weight: 750;
      line-height: 1.25;
    }

    .sentence {
      font-size: 1.0625rem;
    }

    .answer .told > svg {
      color: var(--strong);
    }

    .voices {
      display: grid;
      gap: 0.25rem;
    }

    .level {
      display: inline-flex;
      align-items: center;
      justify-self: start;
      gap: 0.5rem;
      padding: 0.1875rem 0.75rem 0.1875rem 0.1875rem;
      border: 1px solid var(--strong);
      border-radius: 999px;
      font-size: 0.875rem;
    }

    .level b {
      flex: none;
      padding: 0 0.5rem;
      border-radius: 999px;
      background: var(--strong);
      color: var(--soft);
    }

    .ages:empty {
      display: none;
    }

    .from {
      display: grid;
      gap: 0.5rem;
      border-style: dashed;
      border-color: var(--line-strong);
    }

    .conflict dl {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
      gap: 0.5rem;
      margin-top: 0.375rem;
    }

    .conflict dl > div {
      padding: 0.5rem 0.75rem;
      border: 2px solid var(--amber);
      border-radius: var(--radius-small);
      background: var(--amber-soft);
    }

    .conflict dt {
      color: var(--ink-2);
      font-size: 0.875rem;
    }

    .conflict dd {
      font-size: 1.125rem;
      font-weight: 650;
      font-variant-numeric: tabular-nums;
    }

    .sides {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 0.875rem;
    }

    .side {
      align-content: start;
      border-color: var(--line-strong);
    }

    .side[data-own] {
      border: 2px solid var(--accent);
    }

    .side h2 {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.375rem 0.625rem;
    }

    .side h2 svg {
      color: var(--accent);
    }

    .side .own {
      padding: 0 0.5rem;
      border-radius: 999px;
      background: var(--accent);
      color: var(--accent-ink);
      font-size: 0.8125rem;
    }

    .card-link {
      margin-inline-start: -0.75rem;
      font-size: 0.9375rem;
    }

    .side ol {
      display: grid;
      gap: 0.5rem;
      margin: 0;
      padding-inline-start: 1.375rem;
      font-size: 0.9375rem;
    }

    .trail ol {
      display: grid;
      gap: 0.5rem;
      margin: 0;
      padding: 0;
      list-style: none;
    }

    .trail li {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 1rem;
      padding-inline-start: 0.75rem;
      border-inline-start: 3px solid var(--accent);
      font-size: 0.9375rem;
    }

    .trail li[data-counts='false'] {
      border-inline-start-style: dotted;
      border-color: var(--line-strong);
    }

    .trail li > .small {
      flex: 1 0 100%;
    }

    .trail .amount {
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }

    .trail dl:empty {
      display: none;
    }

    .trail dl {
      display: grid;
      gap: 0.25rem;
      padding-top: 0.625rem;
      border-top: 1px solid var(--line);
      font-size: 0.9375rem;
    }

    .trail dl > div {
      display: flex;
      justify-content: space-between;
      gap: 1rem;
    }

    .trail dt {
      color: var(--ink-2);
    }

    .law {
      margin-top: 0.75rem;
    }

    summary svg {
      color: var(--accent);
    }

    @media (min-width: 40rem) {
      .sides {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
    }

    @media (min-width: 60rem) {
      .layout {
        grid-template-columns: minmax(0, 1fr) 25rem;
        gap: 1.25rem 1.75rem;
      }

      .answer {
        padding: 1.5rem 1.75rem;
      }

      .ribbon {
        margin: -1.5rem -1.75rem 0;
        padding-inline: 1.75rem;
      }
    }

    @media print {
      .layout,
      .layout > .stack {
        display: block;
      }

      .answer {
        margin-bottom: 0.5rem;
        padding: 0.75rem 1rem;
        border: 2px solid #000;
        background: none;
      }

      .ribbon {
        margin: -0.75rem -1rem 0.5rem;
        background: none;
        border-bottom: 2px solid #000;
      }

      .badge,
      .level b,
      .side .own {
        border: 1px solid #000;
        background: none;
        color: #000;
      }

      .sides {
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 0.5rem;
      }

      bill-view:not([data-result]) {
        display: none;
      }
    }
  `,
];
