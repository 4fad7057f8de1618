import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { abilitiesOf, keepFocused, setTorch, setZoom, type Abilities } from './abilities';
import { CameraFailure, canUseCamera, closeCamera, openCamera, switchCamera, type Camera, type CameraTrouble } from './camera';
import { styles } from './camera-styles';
import { inAppBrowser } from './in-app';
import type { CodeReader } from './reader';
import { Signals, canBuzz } from './signals';
import type { Accept } from './stills';
import { Watch, type Sight } from './watch';
import { FoundEvent, WishEvent } from '../elements/events';
import { icon } from '../elements/icons';
import type { Words } from '../i18n';

type Trouble = CameraTrouble | 'scan_unavailable' | 'scan_stuck';
/** `slow` and `dark` go on watching; a trouble has ended it. */
type State = 'starting' | 'live' | 'slow' | 'dark' | Trouble;
type Caption = 'starting' | 'guide' | 'closer' | 'foreign';

/** After so long without a receipt the page offers another way. */
const PATIENCE = 8_000;
/** A sentence that changes faster can't be read, nor read out. */
const CAPTION_PAUSE = 2_000;
/** Long enough to press the button beside it after the code has left the picture. */
const FOREIGN_STAYS = 6_000;

/** The live camera with its guide. The stream ends with the element, and whenever the page is hidden. */
@customElement('camera-view')
export class CameraView extends LitElement {
  static override styles = styles;

  @property({ attribute: false }) words!: Words;
  @property({ attribute: false }) reader!: CodeReader;
  @property({ attribute: false }) accept!: Accept;
  @property({ attribute: false }) signals = new Signals();
  @state() private state: State = 'starting';
  @state() private caption: Caption = 'starting';
  @state() private camera: Camera | null = null;
  @state() private abilities: Abilities | null = null;
  @state() private torch = false;
  @query('video') private readonly video!: HTMLVideoElement | null;

  #watch: Watch | null = null;
  /** Tells what belongs to an earlier stream. */
  #turn = 0;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #captionAt = 0;
  #foreign: { readonly text: string; readonly at: number } | null = null;
  /** Lenses that showed nothing but black, until the element goes. */
  readonly #broken = new Set<string>();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#visibility);
    void this.#start(() => openCamera(this.#broken));
  }

  override disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.#visibility);
    this.#stop();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { words, state } = this;
    const running = state === 'starting' || state === 'live' || state === 'slow' || state === 'dark';
    return html`
      <section aria-label=${words.say('camera.label')} data-camera=${state}>
        ${running ? this.stage() : nothing}
        ${state === 'starting' || state === 'live' ? nothing : this.trouble(state, running)}
        ${running ? [this.zoom(), this.toggles()] : nothing}
        ${running ? html`<p class="note small quiet">${words.say('camera.live_note')}</p>` : nothing}
      </section>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    const { video, camera } = this;
    if (video === null || !changed.has('camera' as keyof this)) return;
    video.srcObject = camera?.stream ?? null;
    // Refused only when the element goes away meanwhile.
    if (camera !== null) void video.play().catch(() => undefined);
  }

  private stage(): TemplateResult {
    const { words, camera, abilities } = this;
    return html`
      <div class="stage">
        <video playsinline muted autoplay aria-hidden="true"></video>
        <div class="guide ${this.caption}"></div>
        <div class="tools">
          ${(camera?.lenses.length ?? 0) < 2
            ? nothing
            : html`<button type="button" data-tool="switch" aria-label=${words.say('camera.switch')} @click=${this.next}>
                ${icon('switch')}
              </button>`}
          ${abilities?.torch === true
            ? html`<button
                type="button"
                data-tool="torch"
                aria-label=${words.say('camera.torch')}
                aria-pressed=${this.torch ? 'true' : 'false'}
                @click=${this.light}
              >
                ${icon('torch')}
              </button>`
            : nothing}
          <button type="button" class="close" aria-label=${words.say('camera.close')} @click=${this.close}>${icon('close')}</button>
        </div>
        <div class="foot">
          <p class="caption" aria-live="polite">${words.say(`camera.${this.caption}`)}</p>
          ${this.caption === 'foreign'
            ? html`<button type="button" data-tool="foreign" @click=${this.showForeign}>${words.say('camera.foreign_why')}</button>`
            : nothing}
        </div>
      </div>
    `;
  }

  private zoom(): TemplateResult | typeof nothing {
    const zoom = this.abilities?.zoom ?? null;
    if (zoom === null) return nothing;
    return html`<label class="zoom" data-tool="zoom"
      >${this.words.say('camera.zoom')}
      <input
        type="range"
        min=${zoom.min}
        max=${zoom.max}
        step=${zoom.step}
        .value=${String(zoom.now)}
        @input=${this.zoomed}
    /></label>`;
  }

  private toggles(): TemplateResult {
    const toggle = (name: 'sound' | 'haptic'): TemplateResult => html`
      <button
        type="button"
        class="plain"
        data-toggle=${name}
        aria-pressed=${this.signals[name] ? 'true' : 'false'}
        @click=${() => this.toggle(name)}
      >
        ${icon(this.signals[name] ? `${name}_on` : `${name}_off`, 20)} ${this.words.say(`camera.${name}`)}
      </button>
    `;
    return html`<div class="toggles">${toggle('sound')} ${canBuzz() ? toggle('haptic') : nothing}</div>`;
  }

  private trouble(state: Exclude<State, 'starting' | 'live'>, running: boolean): TemplateResult {
    const { words } = this;
    const key = state === 'scan_unavailable' ? `trouble.${state}` : `camera.${state}`;
    return html`
      <div class="card trouble" role="alert">
        <h2>${words.say(`${key}.title`)}</h2>
        <p>${words.say(`${key}.text`)}</p>
        ${this.elsewhere(state)}
        ${running || state === 'camera_insecure'
          ? nothing
          : html`<div class="buttons">
              <button type="button" @click=${this.retry}>${words.say('camera.retry')}</button>
              <button type="button" class="plain" @click=${this.close}>${words.say('camera.close')}</button>
            </div>`}
      </div>
    `;
  }

  /** Inside another app it may be that app that keeps the camera. */
  private elsewhere(state: State): TemplateResult | typeof nothing {
    const inside = inAppBrowser(navigator.userAgent);
    if (inside === null || state === 'slow' || state === 'scan_unavailable' || state === 'scan_stuck') return nothing;
    const app = this.words.say(`inapp.${inside}`);
    return html`<p class="elsewhere" data-inapp=${inside}>${this.words.say('inapp.hint', { app })}</p>`;
  }

  private close(): void {
    this.dispatchEvent(new WishEvent('close'));
  }

  private retry(): void {
    this.#broken.clear();
    void this.#start(() => openCamera(this.#broken));
  }

  private next(): void {
    const { camera } = this;
    if (camera === null) return;
    const at = camera.lenses.findIndex(({ deviceId }) => deviceId === camera.deviceId);
    const lens = camera.lenses[(at + 1) % camera.lenses.length];
    if (lens !== undefined) void this.#start(() => switchCamera(lens.deviceId));
  }

  private async light(): Promise<void> {
    const { camera } = this;
    if (camera === null) return;
    const wanted = !this.torch;
    if (await setTorch(camera.track, wanted)) this.torch = wanted;
  }

  private zoomed(event: InputEvent): void {
    if (this.camera !== null) void setZoom(this.camera.track, (event.target as HTMLInputElement).valueAsNumber);
  }

  private toggle(name: 'sound' | 'haptic'): void {
    this.signals[name] = !this.signals[name];
    this.requestUpdate();
  }

  private showForeign(): void {
    if (this.#foreign !== null) this.#deliver(this.#foreign.text);
  }

  readonly #visibility = (): void => {
    if (document.hidden) this.#stop();
    else if (this.camera === null) void this.#start(() => openCamera(this.#broken));
  };

  async #start(open: () => Promise<Camera>): Promise<void> {
    this.#stop();
    const turn = this.#turn;
    this.state = 'starting';
    this.caption = 'starting';
    let camera: Camera;
    try {
      camera = await open();
    } catch (error) {
      if (turn === this.#turn) this.state = error instanceof CameraFailure ? error.code : 'camera_failed';
      return;
    }
    if (turn !== this.#turn) {
      closeCamera(camera.stream);
      return;
    }
    this.camera = camera;
    this.abilities = abilitiesOf(camera.track);
    this.torch = false;
    void keepFocused(camera.track);
    // Pulled out, or taken away by the system.
    camera.track.addEventListener('ended', () => this.#fail(turn, 'camera_failed'));
    this.state = 'live';
    this.caption = 'guide';
    await this.updateComplete;
    if (turn !== this.#turn || this.video === null) return;
    this.#patience = setTimeout(() => {
      if (turn === this.#turn && this.state === 'live') this.state = 'slow';
    }, PATIENCE);
    this.#watch = new Watch(this.video, this.reader, this.accept, (sight) => {
      if (turn === this.#turn) this.#see(sight);
    });
    this.#watch.start();
  }

  #see(sight: Sight): void {
    switch (sight.kind) {
      case 'receipt':
        this.signals.give();
        this.#deliver(sight.text);
        return;
      case 'foreign':
        this.#foreign = { text: sight.text, at: Date.now() };
        this.#say('foreign');
        return;
      case 'far':
        if (sight.far) this.#say('closer');
        else if (this.caption === 'closer' || this.#foreignIsGone()) this.#say('guide');
        return;
      case 'dark':
        this.#darken(sight.dark);
        return;
      case 'lost':
        this.#fail(this.#turn, sight.code);
    }
  }

  /** A lens that shows nothing may be broken: another is tried, once each; then it is said. */
  #darken(dark: boolean): void {
    if (!dark) {
      if (this.state === 'dark') this.state = 'live';
      return;
    }
    if (this.state === 'dark' || this.camera === null) return;
    this.#broken.add(this.camera.deviceId);
    const other = this.camera.lenses.find(({ deviceId }) => !this.#broken.has(deviceId));
    if (other === undefined) this.state = 'dark';
    else void this.#start(() => switchCamera(other.deviceId));
  }

  #foreignIsGone(): boolean {
    return this.caption === 'foreign' && Date.now() - (this.#foreign?.at ?? 0) > FOREIGN_STAYS;
  }

  #say(caption: Caption): void {
    if (caption === this.caption || Date.now() - this.#captionAt < CAPTION_PAUSE) return;
    this.#captionAt = Date.now();
    this.caption = caption;
  }

  #deliver(text: string): void {
    this.#stop();
    this.dispatchEvent(new FoundEvent([text], 'camera'));
  }

  #fail(turn: number, code: Trouble): void {
    if (turn !== this.#turn) return;
    this.#stop();
    this.state = code;
  }

  #stop(): void {
    this.#turn += 1;
    clearTimeout(this.#patience);
    this.#watch?.stop();
    this.#watch = null;
    this.#foreign = null;
    closeCamera(this.camera?.stream ?? null);
    this.camera = null;
    this.abilities = null;
  }
}

/** Whether the way to another browser should be shown before anybody has tried the camera. */
export function cameraIsElsewhere(): boolean {
  return !canUseCamera() && inAppBrowser(navigator.userAgent) !== null;
}

declare global {
  interface HTMLElementTagNameMap {
    'camera-view': CameraView;
  }
}
