import { css } from 'lit';
import { base, buttons } from '../elements/styles';

export const styles = [
  base,
  buttons,
  css`
    .stage {
      position: relative;
      overflow: hidden;
      border-radius: var(--radius);
      background: #0b0e12;
      color: #fff;
      aspect-ratio: 1;
      max-height: min(72vh, 40rem);
      width: 100%;
    }

    video {
      display: block;
      width: 100%;
      height: 100%;
      object-fit: cover;
    }

    .guide {
      position: absolute;
      inset: 0;
      margin: auto;
      width: auto;
      height: 66%;
      aspect-ratio: 1;
      max-width: 66%;
      border-radius: 1.25rem;
      box-shadow: 0 0 0 100vmax rgb(8 11 15 / 48%);
      outline: 3px solid rgb(255 255 255 / 92%);
      outline-offset: -1px;
      transition: scale 240ms;
    }

    /* The frame itself grows, as the code should. */
    .guide.closer {
      scale: 1.07;
      outline-style: dashed;
    }

    .stage button {
      border-color: transparent;
      background: rgb(8 11 15 / 72%);
      color: #fff;
    }

    .stage button:hover,
    .stage button[aria-pressed='true'] {
      background: #0b0e12;
      border-color: #fff;
    }

    .tools {
      position: absolute;
      inset: 0.75rem 0.75rem auto;
      display: flex;
      gap: 0.5rem;
    }

    .tools button {
      padding: 0;
    }

    .tools .close {
      margin-inline-start: auto;
    }

    .foot {
      position: absolute;
      inset: auto 0 0;
      display: grid;
      justify-items: center;
      gap: 0.375rem;
      padding: 1.75rem 1rem 0.875rem;
      background: linear-gradient(transparent, rgb(8 11 15 / 88%));
    }

    .caption {
      text-align: center;
      font-weight: 600;
    }

    .zoom {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: 0.75rem;
      margin-top: 0.375rem;
      padding-inline: 0.75rem;
      color: var(--ink-2);
      font-size: 0.875rem;
      font-weight: 600;
      white-space: nowrap;
    }

    .zoom input {
      flex: 0 1 18rem;
      min-width: 0;
      height: 2.75rem;
      margin: 0;
      accent-color: var(--accent);
    }

    .toggles {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 0.25rem;
      margin-top: 0.375rem;
    }

    .toggles button {
      font-size: 0.875rem;
      color: var(--ink-2);
    }

    .toggles button[aria-pressed='true'] {
      color: var(--accent);
      background: var(--accent-soft);
    }

    .note {
      text-align: center;
    }

    .trouble {
      display: grid;
      gap: 0.5rem;
      margin-block: 0.5rem;
      background: var(--amber-soft);
      border-color: transparent;
      color: var(--ink);
    }

    .trouble h2 {
      color: var(--amber);
    }

    .trouble .buttons {
      margin-top: 0.5rem;
    }

    .elsewhere {
      font-weight: 600;
    }
  `,
];
