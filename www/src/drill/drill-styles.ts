/** How the drill looks, on a screen and on its one sheet of paper. */

import { css } from 'lit';
import { base, buttons } from '../elements/styles';
import { onPaper } from './paper-styles';

export const styles = [
  base,
  buttons,
  css`
    .ribbon {
      margin: 0;
      padding: 0.5rem 1rem;
      background: var(--amber-soft);
      color: var(--amber);
      font-size: 0.875rem;
      font-weight: 700;
      letter-spacing: 0.04em;
      text-align: center;
    }

    header,
    main {
      width: 100%;
      max-width: 70rem;
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
      padding-block: 0.5rem 2rem;
    }

    h1 {
      font-size: clamp(1.5rem, 5vw, 2.25rem);
      line-height: 1.2;
      text-wrap: balance;
    }

    .lead {
      margin-top: 0.5rem;
      color: var(--ink-2);
      font-size: 1.125rem;
    }

    .plans {
      display: grid;
      gap: 1rem;
    }

    .plans li {
      display: flex;
      flex-direction: column;
      gap: 0.75rem;
    }

    .plans .card h3 {
      margin: 0;
      font-size: 1.1875rem;
    }

    .plans p {
      flex: 1;
    }

    .plans button {
      align-self: start;
    }

    .situation-head {
      display: grid;
      gap: 1rem;
    }

    .situation-head h1 + p {
      margin-top: 0.5rem;
      max-width: 44rem;
    }

    .clock {
      position: sticky;
      top: 0.5rem;
      display: flex;
      align-items: baseline;
      justify-content: space-between;
      gap: 0.25rem 1rem;
      padding: 0.625rem 1.125rem;
      border-radius: var(--radius-small);
      background: var(--slate-soft);
      color: var(--slate);
    }

    .digits {
      font-size: 1.75rem;
      font-weight: 700;
      font-variant-numeric: tabular-nums;
      line-height: 1.1;
    }

    .columns {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 1.25rem;
      align-items: start;
    }

    .card > h2 {
      font-size: 1.25rem;
    }

    .reply {
      margin-block: 0.5rem 0.875rem;
    }

    .reply p {
      display: flex;
      gap: 0.625rem;
    }

    .reply svg {
      margin-top: 0.125rem;
    }

    .right,
    .early {
      padding: 0.625rem 0.875rem;
      border-radius: var(--radius-small);
      background: var(--blue-soft);
      color: var(--blue);
    }

    .early {
      background: var(--amber-soft);
      color: var(--amber);
    }

    .steps {
      display: grid;
      gap: 0.5rem;
    }

    .step {
      width: 100%;
      justify-content: start;
      border-radius: var(--radius-small);
      font-weight: 500;
      line-height: 1.4;
      text-align: start;
    }

    .card h3 {
      margin-block: 1.25rem 0.5rem;
    }

    .taken {
      margin: 0;
      padding-inline-start: 1.5rem;
    }

    .taken li {
      padding-block: 0.125rem;
    }

    .verdicts {
      display: grid;
      margin-top: 0.5rem;
    }

    .verdicts > div {
      display: grid;
      gap: 0.125rem;
      padding-block: 0.625rem;
      border-top: 1px solid var(--line);
    }

    .verdicts dt {
      color: var(--ink-2);
      font-size: 0.875rem;
    }

    .says {
      display: inline-flex;
      gap: 0.5rem;
      line-height: 1.4;
    }

    .says.green {
      color: var(--green);
    }

    .says.blue {
      color: var(--blue);
    }

    .says.amber {
      color: var(--amber);
    }

    .says.red {
      color: var(--red);
    }

    .says.slate {
      color: var(--slate);
    }

    .tag {
      display: inline-block;
      margin-inline-start: 0.25rem;
      padding: 0 0.375rem;
      border: 1px solid;
      border-radius: 0.25rem;
      font-size: 0.6875rem;
      font-weight: 700;
      line-height: 1.4;
      vertical-align: 0.0625rem;
    }

    .leave {
      text-align: center;
    }

    .finish {
      display: grid;
      gap: 1rem;
    }

    .finish label {
      display: grid;
      gap: 0.25rem;
      max-width: 30rem;
      font-weight: 600;
    }

    .finish input {
      min-height: 2.75rem;
      padding: 0.5rem 0.75rem;
      border: 1px solid var(--line-strong);
      border-radius: var(--radius-small);
      background: var(--surface);
      color: var(--ink);
      font: inherit;
    }

    .record > h1 {
      font-size: 1.375rem;
    }

    .record h1 + p {
      margin-top: 0.375rem;
    }

    .record h2 {
      margin-block: 1.25rem 0.5rem;
      font-size: 1.0625rem;
    }

    .facts {
      display: grid;
      gap: 0.25rem;
      margin-top: 0.75rem;
    }

    .facts > div {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.75rem;
    }

    .facts > .print-only {
      display: none;
    }

    .facts dt {
      color: var(--ink-2);
    }

    .facts dd {
      font-weight: 600;
    }

    .time {
      color: var(--ink-2);
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }

    .open {
      padding-inline-start: 1.5rem;
      list-style: disc;
    }

    .wide {
      overflow-x: auto;
    }

    table {
      width: 100%;
      min-width: 40rem;
      border-collapse: collapse;
      font-size: 0.875rem;
    }

    th,
    td {
      padding: 0.5rem 0.75rem 0.5rem 0;
      border-bottom: 1px solid var(--line);
      text-align: start;
      vertical-align: top;
    }

    th[scope='row'] {
      font-weight: 400;
    }

    @media print, (min-width: 40rem) {
      .record .time {
        float: right;
      }
    }

    @media (min-width: 60rem) {
      header,
      main {
        padding-inline: 2rem;
      }

      .plans {
        grid-template-columns: repeat(3, minmax(0, 1fr));
      }

      .situation-head {
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: start;
      }

      .clock {
        flex-direction: column;
        align-items: end;
      }

      .columns {
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
      }
    }
  `,
  onPaper,
];
