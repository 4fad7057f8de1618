/** How making and reading evidence looks. */

import { css } from 'lit';
import { parts } from '../settle/styles';

export const styles = [
  parts,
  css`
    summary > svg {
      color: var(--accent);
    }

    .body {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 0.875rem;
      padding-top: 0.375rem;
    }

    label.row,
    fieldset > label {
      display: grid;
      gap: 0.125rem;
      font-size: 0.875rem;
      font-weight: 600;
    }

    label.row > :is(input, select) {
      width: 100%;
    }

    label.tick {
      display: flex;
      align-items: center;
      gap: 0.625rem;
      min-height: 2.75rem;
      font-size: 0.9375rem;
    }

    label.tick input {
      width: 1.25rem;
      min-height: 1.25rem;
      margin: 0;
      accent-color: var(--accent);
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
      margin-bottom: 0.25rem;
      padding: 0;
      font-size: 0.875rem;
      font-weight: 600;
    }

    textarea {
      width: 100%;
      padding: 0.5rem 0.75rem;
      border: 1px solid var(--line-strong);
      border-radius: var(--radius-small);
      background: var(--surface-2);
      color: var(--ink);
      font: inherit;
      resize: vertical;
    }

    .elements {
      display: grid;
    }

    .elements > li {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 0.125rem 0.625rem;
      padding-block: 0.5rem;
      border-top: 1px solid var(--line);
      font-size: 0.9375rem;
    }

    .elements > li > div {
      display: grid;
      gap: 0.25rem;
    }

    .elements svg {
      margin-top: 0.125rem;
      color: var(--ink-2);
    }

    .elements [data-state='present'] > svg {
      color: var(--green);
    }

    .elements [data-state='missing'] > svg {
      color: var(--amber);
    }

    .state {
      font-weight: 600;
    }

    .attached {
      display: grid;
      gap: 0.5rem;
      padding: 0.75rem;
      border: 1px solid var(--line);
      border-radius: var(--radius-small);
    }

    .attached .name {
      overflow-wrap: anywhere;
      font-weight: 600;
    }

    .spans {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 0.5rem;
    }

    .paths {
      display: grid;
      gap: 0.25rem;
    }

    .paths li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 0 0.75rem;
      font-size: 0.875rem;
    }

    .paths li > .quiet {
      flex: none;
    }

    .bad {
      color: var(--red);
      font-weight: 600;
    }
  `,
];

/** A bundle that somebody brought. */
export const opened = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
  }

  h1 {
    font-size: clamp(1.375rem, 4.6vw, 1.875rem);
    line-height: 1.25;
  }

  .head-card {
    display: grid;
    gap: 0.5rem;
    border-color: transparent;
    background: var(--slate-soft);
  }

  .head-card[data-contradicted] {
    background: var(--red-soft);
  }

  .head-card h1 {
    color: var(--slate);
  }

  .head-card[data-contradicted] h1 {
    color: var(--red);
  }

  .told[data-outcome='pass'] > svg {
    color: var(--green);
  }

  .head-card h1 {
    display: flex;
    align-items: start;
    gap: 0.625rem;
  }

  .head-card h1 svg {
    margin-top: 0.1875rem;
  }

  .ribbon {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.625rem;
    margin: -0.25rem 0 0;
    padding: 0.25rem 0.75rem;
    border-radius: var(--radius-small);
    background: #ffd54d;
    color: #3a2a00;
    font-size: 0.8125rem;
  }

  .receipts li {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    padding-block: 0.5rem;
    border-top: 1px solid var(--line);
  }

  .receipts p {
    flex: 1;
  }

  .level {
    display: inline-block;
    margin-inline-end: 0.375rem;
    padding: 0 0.375rem;
    border: 1px solid var(--line-strong);
    border-radius: 999px;
    font-size: 0.8125rem;
    font-weight: 700;
  }

  .timeline {
    display: grid;
    gap: 0.5rem;
    margin: 0;
    padding-inline-start: 1.25rem;
  }

  .timeline p {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }

  @media (min-width: 60rem) {
    :host {
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
      align-items: start;
    }

    .head-card,
    .bar {
      grid-column: 1 / -1;
    }
  }
`;
