/** How a case's timeline looks, on the screen and on paper. */

import { css } from 'lit';
import { parts } from '../settle/styles';

export const styles = [
  parts,
  css`
    summary > svg {
      color: var(--accent);
    }

    summary > .small {
      margin-inline-start: auto;
    }

    summary::after {
      margin-inline-start: 0.375rem;
    }

    .body {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 0.875rem;
      padding-top: 0.375rem;
    }

    .timeline {
      display: grid;
      gap: 0.75rem;
      margin: 0;
      padding: 0;
      list-style: none;
    }

    .timeline li {
      padding-inline-start: 0.75rem;
      border-inline-start: 3px solid var(--accent);
    }

    .timeline li[data-from-file] {
      border-inline-start-style: dashed;
      border-color: var(--line-strong);
    }

    .what {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 0.5rem;
    }

    .text {
      white-space: pre-line;
      overflow-wrap: anywhere;
    }

    .tag {
      padding: 0 0.375rem;
      border: 1px solid var(--line-strong);
      border-radius: 0.25rem;
      font-size: 0.75rem;
      line-height: 1.5;
    }

    fieldset {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 0.5rem;
      min-width: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }

    legend {
      margin-bottom: 0.5rem;
      padding: 0;
      font-size: 0.9375rem;
      font-weight: 700;
    }

    label.role,
    label.note {
      display: grid;
      gap: 0.125rem;
      font-size: 0.875rem;
      font-weight: 600;
    }

    label.role {
      max-width: 16rem;
    }

    textarea {
      width: 100%;
      padding: 0.5rem 0.75rem;
      border: 1px solid var(--line-strong);
      border-radius: var(--radius-small);
      background: var(--surface-2);
      color: var(--ink);
      font: inherit;
      font-weight: 400;
      resize: vertical;
    }

    case-dates,
    .body > section {
      padding-top: 0.875rem;
      border-top: 1px solid var(--line);
    }

    .bad {
      color: var(--red);
      font-weight: 600;
    }
  `,
];
