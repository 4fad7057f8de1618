/** A counter card on one A4 sheet: words and lines instead of colours. */

import { css } from 'lit';

export const onPaper = css`
  @media print {
    main {
      display: block;
      max-width: none;
      padding: 0;
    }

    .sheet {
      gap: 3.2mm;
      padding: 0;
      border: 0;
      font-size: 9.25pt;
      line-height: 1.34;
    }

    /* The same in fewer characters, each of them larger. */
    .sheet:lang(zh) {
      gap: 4mm;
      font-size: 10.75pt;
    }

    .sheet:lang(zh) .pictures p {
      font-size: 10pt;
    }

    .top h2 {
      font-size: 17pt;
    }

    .pictures {
      grid-template-columns: repeat(4, minmax(0, 1fr));
      gap: 4mm;
    }

    .pictures li {
      grid-template-columns: minmax(0, 1fr);
      gap: 1mm;
      align-items: start;
      align-content: start;
    }

    .pictures > li > svg {
      width: 34mm;
    }

    .pictures p {
      font-size: 9pt;
      line-height: 1.32;
    }

    .tint {
      fill: #e4e4e4;
    }

    .number {
      border: 1pt solid;
      background: none;
      color: #000;
    }

    /* Whichever is longer in this language: the two columns end together. */
    .blocks {
      display: block;
      columns: 2;
      column-gap: 7mm;
    }

    .block {
      break-inside: avoid;
    }

    .block:not(:last-child) {
      padding-bottom: 3mm;
    }

    .block h3,
    .stop h3,
    .call h3 {
      margin-bottom: 0.8mm;
      font-size: 11pt;
    }

    .block li + li,
    .stop li + li {
      margin-top: 0.5mm;
    }

    .stop {
      padding: 2mm 3mm;
      border: 1.5pt solid #000;
      border-radius: 0;
    }

    .numbers {
      grid-template-columns: repeat(auto-fit, minmax(45mm, 1fr));
      gap: 1mm 6mm;
      margin-bottom: 1.5mm;
    }

    .numbers label {
      gap: 0;
    }

    .numbers input {
      display: none;
    }

    .numbers .written {
      display: block;
      min-height: 7mm;
      padding-top: 2mm;
      font-weight: 400;
      border-bottom: 0.5pt solid;
      overflow-wrap: anywhere;
    }

    .sources {
      padding-top: 1.5mm;
      font-size: 7.75pt;
      line-height: 1.35;
    }
  }
`;
