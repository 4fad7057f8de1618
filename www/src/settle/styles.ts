/** What the dispute's screens share. */

import { css } from 'lit';
import { base, buttons, folds } from '../elements/styles';

export const parts = [
  base,
  buttons,
  folds,
  css`
    section,
    .stack {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 0.75rem;
    }

    h1:focus,
    h2:focus {
      outline: none;
    }

    .told {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 0.5rem 0.625rem;
      align-items: start;
      font-size: 0.9375rem;
    }

    .told > svg {
      margin-top: 0.1875rem;
      color: var(--ink-2);
    }

    .told[data-outcome='warn'] > svg {
      color: var(--amber);
    }

    .told[data-outcome='conflict'] > svg {
      color: var(--red);
    }

    /* It waits, and takes no room until it speaks. */
    :is([role='status'], [role='alert'], output):empty {
      min-height: 0;
      margin-top: -0.75rem;
    }

    .choices {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }

    .choices button {
      border-radius: var(--radius-small);
      font-weight: 500;
    }

    /* Half-way between two colours nobody could read it. */
    button[aria-pressed] {
      transition: none;
    }

    button[aria-pressed='true'] {
      border-color: var(--accent);
      background: var(--accent);
      color: var(--accent-ink);
    }

    button[aria-pressed='true'] svg {
      width: 1rem;
    }

    input:not([type='file']),
    select {
      min-height: 2.75rem;
      padding: 0.375rem 0.75rem;
      border: 1px solid var(--line-strong);
      border-radius: var(--radius-small);
      background: var(--surface-2);
      color: var(--ink);
      font: inherit;
    }

    select {
      width: 100%;
    }

    .fields {
      display: flex;
      flex-wrap: wrap;
      gap: 0.375rem;
    }

    .field {
      display: inline-flex;
      align-items: center;
      gap: 0.25rem;
      padding: 0.0625rem 0.5rem;
      border: 1px solid var(--line-strong);
      border-radius: 999px;
      font-size: 0.8125rem;
    }

    @media (forced-colors: active) {
      button[aria-pressed='true'] {
        background: Highlight;
        color: HighlightText;
        forced-color-adjust: none;
      }
    }

    @media print {
      .card {
        margin-bottom: 0.5rem;
        break-inside: avoid;
      }
    }
  `,
];

/** A card of the dispute's own: its parts below one another, a sign beside its heading. */
export const sheet = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
  }

  .head {
    display: flex;
    align-items: center;
    gap: 0.625rem;
  }

  .head svg {
    color: var(--accent);
  }
`;
