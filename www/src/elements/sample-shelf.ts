import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Words } from '../i18n';
import type { Sample } from '../samples';
import { SampleEvent } from './events';
import { icon } from './icons';
import { base, buttons } from './styles';

/** Printable slips to try the page with. They go through the same reader as anybody's picture. */
@customElement('sample-shelf')
export class SampleShelf extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.125rem 1rem;
        margin-bottom: 1rem;
      }

      header h2 {
        font-size: 1.25rem;
      }

      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr));
        gap: 0.875rem;
      }

      li {
        display: grid;
        grid-template-rows: auto 1fr auto;
        overflow: hidden;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }

      .picture {
        position: relative;
        height: 8.5rem;
        overflow: hidden;
        border-bottom: 1px solid var(--line);
        background: var(--slate-soft);
      }

      img {
        display: block;
        width: 62%;
        margin: 0.875rem auto 0;
        background: #fff;
        box-shadow: 0 1px 6px rgb(0 0 0 / 18%);
      }

      .tag {
        position: absolute;
        inset-block-end: 0.5rem;
        inset-inline-start: 0.5rem;
        padding: 0.0625rem 0.4375rem;
        border-radius: 0.375rem;
        background: #ffd24d;
        color: #2b2100;
        font-size: 0.6875rem;
        font-weight: 700;
        letter-spacing: 0.04em;
        white-space: nowrap;
      }

      .words {
        padding: 0.75rem 0.875rem 0.25rem;
      }

      .acts {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0.5rem;
        padding: 0.5rem 0.75rem 0.75rem;
      }

      .acts .button {
        padding: 0;
        width: 2.75rem;
      }

      @media (max-width: 30rem) {
        ul {
          grid-template-columns: 1fr;
          gap: 0.625rem;
        }

        li {
          grid-template: 1fr auto / min(5.5rem, 30%) minmax(0, 1fr);
        }

        .picture {
          grid-row: span 2;
          height: auto;
          min-height: 7.5rem;
          border-bottom: 0;
          border-inline-end: 1px solid var(--line);
        }

        .picture img {
          position: absolute;
          inset: 0.75rem 0 auto;
          margin-inline: auto;
          width: 74%;
        }

        .tag {
          inset: auto 0.25rem 0.375rem;
          padding-inline: 0;
          font-size: 0.625rem;
          letter-spacing: 0;
          text-align: center;
        }
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) samples: readonly Sample[] = [];

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this;
    if (this.samples.length === 0) return nothing;
    return html`
      <section aria-labelledby="title">
        <header>
          <h2 id="title">${words.say('shelf.title')}</h2>
          <p class="small quiet">${words.say('shelf.text')}</p>
        </header>
        <ul>
          ${this.samples.map((sample) => this.slip(sample))}
        </ul>
      </section>
    `;
  }

  private slip(sample: Sample): TemplateResult {
    const { words } = this;
    const title = words.find(`shelf.${sample.id}.title`) ?? sample.id;
    return html`
      <li data-sample=${sample.id}>
        <div class="picture">
          <img src=${sample.address} alt=${words.say('shelf.alt', { title })} loading="lazy" decoding="async" />
          <span class="tag" aria-hidden="true">${words.say('sample.ribbon')}</span>
        </div>
        <div class="words">
          <h3 id=${sample.id}>${title}</h3>
          <p class="small quiet">${words.find(`shelf.${sample.id}.text`) ?? nothing}</p>
        </div>
        <div class="acts">
          <button
            type="button"
            aria-label="${words.say('shelf.check')}: ${title}"
            @click=${() => this.dispatchEvent(new SampleEvent(sample.address))}
          >
            ${words.say('shelf.check')}
          </button>
          <a
            class="button"
            href=${sample.address}
            download=${`${sample.id}.png`}
            title=${words.say('shelf.download')}
            aria-label="${words.say('shelf.download')}: ${title}"
            >${icon('download', 20)}</a
          >
        </div>
      </li>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sample-shelf': SampleShelf;
  }
}
