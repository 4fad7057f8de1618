import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { CameraFailure, Frames, closeCamera, openCamera, type CameraTrouble } from './camera';
import type { Words } from '../i18n';
import type { Accept } from './receipt-scanner';
import { ScanFailure, type CodeReader } from './reader';
import { FoundEvent, WishEvent } from '../elements/events';
import { icon } from '../elements/icons';
import { base, buttons } from '../elements/styles';

type State = 'starting' | 'live' | 'slow' | CameraTrouble | 'scan_unavailable';

/** After so long without a code the page offers another way. */
const PATIENCE = 8_000;
const BETWEEN_FRAMES = 60;

/** The live camera with its guide. The stream ends with the element, and whenever the page is hidden. */
@customElement('camera-view')
export class CameraView extends LitElement {
  static override styles = [
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
        height: 72%;
        aspect-ratio: 1;
        max-width: 72%;
        border-radius: 1.25rem;
        box-shadow: 0 0 0 100vmax rgb(8 11 15 / 48%);
        outline: 3px solid rgb(255 255 255 / 92%);
        outline-offset: -1px;
      }

      .caption {
        position: absolute;
        inset: auto 0 0;
        padding: 1.75rem 1rem 0.875rem;
        background: linear-gradient(transparent, rgb(8 11 15 / 85%));
        text-align: center;
        font-weight: 600;
      }

      .stage button {
        position: absolute;
        inset-block-start: 0.75rem;
        inset-inline-end: 0.75rem;
        padding: 0;
        border-color: transparent;
        background: rgb(8 11 15 / 72%);
        color: #fff;
      }

      .stage button:hover {
        background: #0b0e12;
      }

      .note {
        margin-top: 0.625rem;
        text-align: center;
      }

      .trouble {
        display: grid;
        gap: 0.5rem;
        background: var(--amber-soft);
        border-color: transparent;
        color: var(--ink);
      }

      .trouble h2 {
        color: var(--amber);
      }

      .stage + .trouble {
        margin-top: 0.75rem;
      }

      .trouble .buttons {
        margin-top: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) reader!: CodeReader;
  @property({ attribute: false }) accept!: Accept;
  @state() private state: State = 'starting';
  @query('video') private readonly video!: HTMLVideoElement | null;

  #stream: MediaStream | null = null;
  /** Tells a loop that was started for an earlier stream to end. */
  #turn = 0;
  #patience: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#visibility);
    void this.#start();
  }

  override disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.#visibility);
    this.#stop();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { words, state } = this;
    const running = state === 'starting' || state === 'live' || state === 'slow';
    return html`
      <section aria-label=${words.say('camera.label')} data-camera=${state}>
        ${running
          ? html`<div class="stage">
              <video playsinline muted autoplay aria-hidden="true"></video>
              <div class="guide"></div>
              <p class="caption" role="status">${words.say(state === 'starting' ? 'camera.starting' : 'camera.guide')}</p>
              <button type="button" aria-label=${words.say('camera.close')} @click=${this.close}>${icon('close')}</button>
            </div>`
          : nothing}
        ${state === 'starting' || state === 'live' ? nothing : this.trouble(state)}
        ${running ? html`<p class="note small quiet">${words.say('camera.live_note')}</p>` : nothing}
      </section>
    `;
  }

  private trouble(state: Exclude<State, 'starting' | 'live'>): TemplateResult {
    const { words } = this;
    const key = state === 'scan_unavailable' ? `trouble.${state}` : `camera.${state}`;
    return html`
      <div class="card trouble" role="alert">
        <h2>${words.say(`${key}.title`)}</h2>
        <p>${words.say(`${key}.text`)}</p>
        ${state === 'slow' || state === 'camera_insecure'
          ? nothing
          : html`<div class="buttons">
              <button type="button" @click=${() => this.#start()}>${words.say('camera.retry')}</button>
              <button type="button" class="plain" @click=${this.close}>${words.say('camera.close')}</button>
            </div>`}
      </div>
    `;
  }

  private close(): void {
    this.dispatchEvent(new WishEvent('close'));
  }

  readonly #visibility = (): void => {
    if (document.hidden) this.#stop();
    else if (this.#stream === null) void this.#start();
  };

  async #start(): Promise<void> {
    this.#stop();
    const turn = this.#turn;
    this.state = 'starting';
    let stream: MediaStream;
    try {
      stream = await openCamera();
    } catch (error) {
      if (turn === this.#turn) this.state = error instanceof CameraFailure ? error.code : 'camera_failed';
      return;
    }
    if (turn !== this.#turn) {
      closeCamera(stream);
      return;
    }
    this.#stream = stream;
    await this.updateComplete;
    const { video } = this;
    if (video === null) return;
    video.srcObject = stream;
    // Refused only when the element goes away meanwhile.
    await video.play().catch(() => undefined);
    this.state = 'live';
    this.#patience = setTimeout(() => {
      if (turn === this.#turn) this.state = 'slow';
    }, PATIENCE);
    await this.#watch(video, turn);
  }

  async #watch(video: HTMLVideoElement, turn: number): Promise<void> {
    const frames = new Frames();
    while (turn === this.#turn) {
      const frame = frames.take(video);
      try {
        const texts = frame === null ? [] : (await this.reader.look(frame)).texts;
        if (turn !== this.#turn) return;
        for (const text of texts) {
          if (!(await this.accept(text)) || turn !== this.#turn) continue;
          this.#stop();
          this.dispatchEvent(new FoundEvent([text], 'camera'));
          return;
        }
      } catch (error) {
        // A frame that upset the decoder is one frame; a decoder that doesn't load is the end.
        if (!(error instanceof ScanFailure)) throw error;
        if (error.code === 'scan_unavailable') {
          this.#stop();
          this.state = error.code;
          return;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_FRAMES));
    }
  }

  #stop(): void {
    this.#turn += 1;
    clearTimeout(this.#patience);
    closeCamera(this.#stream);
    this.#stream = null;
    const { video } = this;
    if (video !== null) video.srcObject = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'camera-view': CameraView;
  }
}
