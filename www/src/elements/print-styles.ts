/** An answer on paper: words and lines instead of colours, which printers leave out. */

import { css } from 'lit';

export const printed = css`
  @media print {
    .layout.refused,
    .refused .rest {
      display: block;
    }

    /* What was signed on one side, what it doesn't show and the code on the other. */
    .layout.wide {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      grid-template-rows: auto auto 1fr auto;
      gap: 0 0.75rem;
    }

    .wide .rest {
      display: contents;
    }

    .wide .verdict,
    .wide terminal-card,
    .wide fold-view {
      grid-column: 1 / -1;
    }

    .wide terminal-card {
      order: 1;
    }

    .wide receipt-view {
      grid-column: 1;
      grid-row: 2 / span 2;
    }

    .wide :is(.limits, phone-view) {
      grid-column: 2;
    }

    .verdict,
    .card,
    receipt-view,
    phone-view {
      margin-bottom: 0.75rem;
    }

    .verdict,
    .limits {
      break-inside: avoid;
    }

    .verdict {
      padding: 1rem 1.25rem;
      border: 2px solid #000;
    }

    .ribbon {
      margin: -1rem -1.25rem 1rem;
      border-bottom: 2px solid #000;
      background: none;
      color: #000;
    }

    .badge {
      border: 2px solid #000;
      background: none;
      color: #000;
    }

    .level b {
      background: none;
      color: #000;
    }

    compare-view,
    slot {
      display: none;
    }
  }
`;
