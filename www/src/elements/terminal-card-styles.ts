/** The terminal's card. What is weaker than a registry looks weaker: broken lines and a sign, never a colour alone. */

import { css } from 'lit';
import { base, folds } from './styles';

export const styles = [
  base,
  folds,
  css`
    .card {
      padding-block: 0.875rem;
    }

    .card > summary > svg {
      color: var(--accent);
    }

    .body,
    .part {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 0.875rem;
    }

    .body {
      padding-top: 0.25rem;
    }

    .answer {
      display: grid;
      gap: 0.5rem;
      padding: 0.875rem 1rem;
      border: 1px solid var(--line-strong);
      border-inline-start: 0.375rem solid var(--accent);
      border-radius: var(--radius-small);
      background: var(--surface-2);
    }

    .answer li {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: 0.625rem;
      font-size: 0.9375rem;
    }

    .answer li:first-child {
      font-size: 1rem;
      font-weight: 650;
    }

    .answer svg {
      margin-top: 0.125em;
      color: var(--ink-2);
    }

    .answer .warn svg,
    .warn {
      color: var(--amber);
    }

    .answer .warn > span {
      color: var(--ink);
      font-weight: 600;
    }

    [data-standing='user'] .answer {
      border-style: dashed;
      border-inline-start-style: dashed;
    }

    [data-standing='domain'] .answer,
    [data-standing='host'] .answer {
      border: 2px dotted var(--amber);
      background: var(--amber-soft);
    }

    [data-standing='sample'] .answer {
      border: 2px dashed var(--line-strong);
      background: none;
    }

    .ribbon {
      justify-self: start;
      padding: 0.125rem 0.75rem;
      border-radius: 0.5rem;
      background: #ffd24d;
      color: #2b2100;
      font-size: 0.875rem;
      font-weight: 700;
      letter-spacing: 0.06em;
    }

    ol {
      display: grid;
      margin: 0;
      padding: 0;
      list-style: none;
    }

    .link {
      display: grid;
      grid-template-columns: 2.5rem minmax(0, 1fr);
      grid-template-rows: auto 1fr;
      gap: 0 0.75rem;
    }

    .node {
      display: grid;
      place-items: center;
      width: 2.5rem;
      height: 2.5rem;
      border: 1.5px solid var(--line-strong);
      border-radius: 50%;
      background: var(--surface);
      color: var(--accent);
    }

    /* The line to the next. */
    .rope {
      justify-self: center;
      width: 0;
      min-height: 1.75rem;
      border-inline-start: 2px solid var(--line-strong);
    }

    .link:last-child .rope {
      visibility: hidden;
      min-height: 0;
    }

    [data-standing='user'] .rope,
    [data-standing='sample'] .rope {
      border-inline-start-style: dashed;
    }

    [data-standing='domain'] .rope,
    [data-standing='host'] .rope {
      border-inline-start-style: dotted;
      border-inline-start-width: 3px;
    }

    [data-standing='user'] .link:first-child .node,
    [data-standing='sample'] .link:first-child .node {
      border-style: dashed;
    }

    [data-standing='domain'] .link:first-child .node,
    [data-standing='host'] .link:first-child .node {
      border: 2px dotted var(--amber);
      color: var(--amber);
    }

    .told {
      grid-column: 2;
      grid-row: 1 / span 2;
      display: grid;
      gap: 0.125rem;
      padding-bottom: 0.75rem;
    }

    .label {
      color: var(--ink-2);
      font-size: 0.8125rem;
    }

    .name {
      font-weight: 650;
    }

    .told .small {
      display: block;
      overflow-wrap: anywhere;
    }

    .joint {
      display: inline-flex;
      align-items: center;
      gap: 0.375rem;
      margin-top: 0.375rem;
      color: var(--ink-2);
      font-size: 0.8125rem;
      font-style: italic;
    }

    .joint:lang(zh) {
      font-style: normal;
    }

    .inner {
      padding-top: 0.75rem;
      border-top: 1px solid var(--line);
    }

    .inner > summary > h3 {
      font-size: 1rem;
    }

    dl {
      display: grid;
      gap: 0.5rem;
      font-size: 0.9375rem;
    }

    dl > div {
      display: grid;
      grid-template-columns: minmax(5rem, 9.5rem) minmax(0, 1fr);
      gap: 0.125rem 0.75rem;
    }

    dt {
      color: var(--ink-2);
    }

    dd {
      overflow-wrap: anywhere;
    }

    dd.warn {
      font-weight: 600;
    }

    dd .note {
      display: block;
      color: var(--ink-2);
      font-weight: 400;
    }

    /* Four to a line where there is room. */
    .groups {
      display: flex;
      flex-wrap: wrap;
      gap: 0.125rem 0.875rem;
      max-width: calc(16ch + 2.75rem);
      font-family: var(--mono);
      font-size: 0.9375rem;
    }

    .phones {
      display: grid;
      gap: 0.625rem;
    }

    .phones li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0.25rem 0.75rem;
    }

    .phones .call {
      display: inline-flex;
      align-items: center;
      gap: 0.5rem;
      min-height: 2.75rem;
      padding: 0.5rem 1rem;
      border: 1px solid var(--line-strong);
      border-radius: 999px;
      color: var(--accent);
      font-weight: 600;
      font-variant-numeric: tabular-nums;
      text-decoration: none;
    }

    .dots {
      display: grid;
      gap: 0.5rem;
      padding-inline-start: 1.25rem;
      list-style: disc;
      font-size: 0.9375rem;
    }

    @media (max-width: 24rem) {
      dl > div {
        grid-template-columns: minmax(0, 1fr);
      }
    }

    @media print {
      .card {
        margin-bottom: 0.75rem;
      }

      .card:not([open]) {
        display: none;
      }

      .answer,
      .node {
        border-color: #000 !important;
        background: none !important;
        color: #000 !important;
      }

      .ribbon {
        border: 1px solid #000;
        background: none;
        color: #000;
      }

      .rope {
        border-color: #000;
      }

      .warn,
      .answer .warn svg {
        color: #000;
      }

      .link,
      dl > div,
      .phones li {
        break-inside: avoid;
      }

      .phones .call {
        min-height: 0;
        padding: 0;
        border: 0;
        color: #000;
      }
    }
  `,
];
