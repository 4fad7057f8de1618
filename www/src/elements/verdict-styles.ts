/** How an answer is laid out. */

import { css } from 'lit';
import { printed } from './print-styles';
import { base, buttons } from './styles';

export const styles = [
  base,
  buttons,
  css`
    .layout {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 1rem;
      align-items: start;
    }

    .rest {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 1rem;
    }

    .verdict {
      position: relative;
      padding: 1.375rem 1.25rem 1.375rem;
      border: 1px solid transparent;
      border-radius: var(--radius);
      background: var(--soft);
      overflow: hidden;
    }

    .verdict[data-tone='blue'] {
      --soft: var(--blue-soft);
      --strong: var(--blue);
    }

    .verdict[data-tone='green'] {
      --soft: var(--green-soft);
      --strong: var(--green);
    }

    .verdict[data-tone='amber'] {
      --soft: var(--amber-soft);
      --strong: var(--amber);
    }

    .verdict[data-tone='red'] {
      --soft: var(--red-soft);
      --strong: var(--red);
    }

    .verdict[data-tone='slate'] {
      --soft: var(--slate-soft);
      --strong: var(--slate);
    }

    .ribbon {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0.125rem 0.75rem;
      margin: -1.375rem -1.25rem 1.25rem;
      padding: 0.5rem 1.25rem;
      background: #ffd24d;
      color: #2b2100;
      font-size: 0.875rem;
    }

    .ribbon strong {
      letter-spacing: 0.06em;
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
      width: 3.25rem;
      height: 3.25rem;
      border-radius: 1rem;
      background: var(--strong);
      color: var(--soft);
    }

    /* Focus comes here by script, to be read from; nothing can be pressed. */
    h1:focus {
      outline: none;
    }

    /* Large text gets the line below for itself. */
    h1 {
      flex: 1 1 6em;
      color: var(--strong);
      font-size: clamp(1.375rem, 4.6vw, 1.75rem);
      font-weight: 750;
      line-height: 1.25;
    }

    .sentence {
      margin-top: 0.875rem;
      font-size: 1.0625rem;
    }

    .notes {
      display: grid;
      gap: 0.5rem;
      margin-top: 0.875rem;
      font-size: 0.9375rem;
    }

    .notes li {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: 0.5rem;
    }

    .notes svg {
      margin-top: 0.15em;
      color: var(--strong);
    }

    .level {
      display: inline-flex;
      align-items: center;
      gap: 0.5rem;
      margin-top: 1rem;
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

    .ages {
      margin-top: 0.75rem;
      color: var(--ink-2);
    }

    .ages:empty {
      display: none;
    }

    .remedy {
      display: grid;
      gap: 0.25rem;
    }

    .limits ul {
      display: grid;
      gap: 0.5rem;
      margin-top: 0.75rem;
    }

    .limits li {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: 0.625rem;
      font-size: 0.9375rem;
    }

    .limits li svg {
      margin-top: 0.125rem;
      color: var(--ink-2);
    }

    .contact p {
      margin-top: 0.25rem;
    }

    .contact .buttons {
      margin-top: 0.75rem;
    }

    .number {
      font-weight: 400;
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }

    @media (min-width: 60rem) {
      .layout.wide {
        grid-template-columns: minmax(0, 1fr) 25rem;
        grid-template-rows: auto 1fr;
        gap: 1.25rem 1.75rem;
      }

      .layout.refused {
        grid-template-columns: minmax(0, 1fr) 25rem;
        gap: 1.75rem;
      }

      .wide receipt-view {
        grid-column: 2;
        grid-row: 1 / span 2;
      }

      .wide .rest {
        grid-column: 1;
      }

      .rest {
        gap: 1.25rem;
      }

      .verdict {
        padding: 1.75rem;
      }

      .ribbon {
        margin: -1.75rem -1.75rem 1.5rem;
        padding-inline: 1.75rem;
      }
    }
  `,
  printed,
];
