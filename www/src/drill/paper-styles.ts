/** The record on one A4 sheet: words and lines instead of colours. */

import { css } from 'lit';

export const onPaper = css`
  @media print {
    .ribbon,
    .says svg,
    .tag {
      display: none;
    }

    main {
      display: block;
      max-width: none;
      padding: 0;
    }

    .record {
      padding: 0;
      border: 0;
      font-size: 8.25pt;
      line-height: 1.3;
    }

    .record > h1 {
      font-size: 14pt;
    }

    .stamp {
      display: inline-block;
      margin-bottom: 2mm;
      padding: 0.5mm 2.5mm;
      border: 1.5pt solid;
      font-weight: 700;
    }

    .record h2 {
      margin-block: 2.5mm 0.5mm;
      font-size: 9.5pt;
    }

    .facts {
      gap: 0;
      margin-top: 1.5mm;
    }

    .facts > .print-only {
      display: flex;
    }

    .blank {
      flex: 1;
      border-bottom: 0.5pt solid;
    }

    .taken li {
      padding: 0;
    }

    .wide {
      overflow: visible;
    }

    table {
      min-width: 0;
      font-size: 7.75pt;
      line-height: 1.25;
    }

    th,
    td {
      padding: 0.5mm 2mm 0.5mm 0;
    }

    .says {
      display: inline;
      color: #000 !important;
    }

    .says b {
      font-weight: 400;
    }

    .says .small {
      font-size: inherit;
    }

    .line {
      height: 6mm;
      border-bottom: 0.5pt solid;
    }

    .signed {
      display: grid;
      grid-template-columns: 1fr 1fr 40mm;
      gap: 8mm;
      margin-top: 8mm;
    }

    .signed span {
      padding-top: 1mm;
      border-top: 0.5pt solid;
    }
  }
`;
