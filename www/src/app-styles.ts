import { css } from 'lit';
import { base, buttons, wheel } from './elements/styles';

export const styles = [
  base,
  buttons,
  wheel,
  css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 100vh;
      min-height: 100dvh;
    }

    header,
    main,
    footer {
      width: 100%;
      max-width: 70rem;
      margin: 0 auto;
      padding-inline: max(1rem, env(safe-area-inset-left)) max(1rem, env(safe-area-inset-right));
    }

    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: end;
      gap: 0.5rem;
      padding-block: 0.75rem;
    }

    .brand {
      margin-inline: -0.625rem auto;
      padding-inline: 0.625rem 1rem;
      color: var(--ink);
      font-size: 1rem;
      font-weight: 700;
      white-space: nowrap;
    }

    .mark {
      display: grid;
      flex: none;
      place-items: center;
      width: 2.125rem;
      height: 2.125rem;
      border-radius: 0.625rem;
      background: var(--accent);
      color: var(--accent-ink);
    }

    footer kept-link {
      display: grid;
      justify-content: center;
    }

    .languages {
      white-space: nowrap;
    }

    .languages button {
      margin-inline-end: -0.5rem;
    }

    main {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 1.25rem;
      align-content: start;
      flex: 1;
      padding-block: 0.75rem 2rem;
    }

    .hero {
      display: grid;
      gap: 1.5rem;
      padding-block: 1.25rem 1rem;
    }

    .hero h1 {
      font-size: clamp(1.875rem, 6.4vw, 3rem);
      font-weight: 780;
      line-height: 1.15;
      letter-spacing: -0.015em;
      text-wrap: balance;
    }

    .lead {
      margin-top: 0.625rem;
      color: var(--ink-2);
      font-size: clamp(1.125rem, 3vw, 1.375rem);
      line-height: 1.4;
    }

    .entry {
      display: grid;
      gap: 0.875rem;
    }

    .drop-hint {
      text-align: center;
    }

    @media not all and (hover: hover) and (pointer: fine) {
      .drop-hint {
        display: none;
      }
    }

    .busy {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: 0.75rem;
      color: var(--ink-2);
    }

    .busy.idle {
      margin-block: -0.625rem;
    }

    .trouble {
      display: grid;
      gap: 0.5rem;
      border-color: transparent;
      background: var(--slate-soft);
    }

    .trouble h1:focus {
      outline: none;
    }

    .trouble h1 {
      color: var(--slate);
      font-size: clamp(1.375rem, 4.6vw, 1.75rem);
      line-height: 1.25;
    }

    .news {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0.5rem 1rem;
    }

    .next {
      display: grid;
      gap: 0.375rem;
    }

    .next button {
      width: 100%;
      min-height: 3.25rem;
      font-size: 1.125rem;
    }

    .next p {
      text-align: center;
    }

    .again {
      display: grid;
      gap: 0.75rem;
      margin-top: 0.75rem;
      padding-top: 1.25rem;
      border-top: 1px solid var(--line);
    }

    .again-head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0.25rem 1rem;
    }

    footer {
      padding-block: 1rem max(1.25rem, env(safe-area-inset-bottom));
      color: var(--ink-2);
      font-size: 0.875rem;
    }

    footer p {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: 0.5rem;
      text-align: center;
    }

    @media print {
      :host {
        display: block;
      }

      header,
      main,
      footer {
        display: block;
        max-width: none;
        padding-inline: 0;
      }

      footer p {
        justify-content: start;
        text-align: start;
      }

      footer p + p {
        margin-top: 0.25rem;
      }
    }

    /* What has been opened belongs above the fold of a phone. */
    @media not all and (min-width: 60rem) {
      .hero[data-open] {
        gap: 1rem;
        padding-block-start: 0.25rem;
      }

      .hero[data-open] .lead {
        display: none;
      }
    }

    @media (min-width: 60rem) {
      header,
      main,
      footer {
        padding-inline: 2rem;
      }

      .hero {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 3rem;
        align-items: center;
        padding-block: 2.5rem 2.25rem;
      }

      .hero[data-open] {
        align-items: start;
      }

      .again {
        grid-template-columns: 1fr 30rem;
        align-items: center;
      }
    }
  `,
];
