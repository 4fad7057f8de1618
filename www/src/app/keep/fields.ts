/** Fields of a form, shared by the views of kept receipts. */

import { css } from 'lit';

export const fields = css`
  form,
  .stack {
    display: grid;
    gap: 0.875rem;
  }

  label {
    display: grid;
    gap: 0.25rem;
    font-size: 0.9375rem;
    font-weight: 600;
  }

  label.check {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    min-height: 2.75rem;
    font-weight: 400;
  }

  input,
  select {
    width: 100%;
    max-width: 26rem;
    min-height: 2.75rem;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-weight: 400;
  }

  input[type='checkbox'] {
    width: 1.375rem;
    min-height: 1.375rem;
    accent-color: var(--accent);
  }

  .failure {
    color: var(--red);
    font-weight: 600;
  }

  .warning {
    padding: 0.625rem 0.875rem;
    border-radius: var(--radius-small);
    background: var(--amber-soft);
    color: var(--amber);
    font-weight: 600;
  }
`;
