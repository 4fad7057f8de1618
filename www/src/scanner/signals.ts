/** A short tone and a short buzz when a code is read. Both are off until somebody asks for them, and kept nowhere. */

const TONE = 880;
const SECONDS = 0.12;
const BUZZ = 60;

export class Signals {
  sound = false;
  haptic = false;

  give(): void {
    if (this.haptic && canBuzz()) navigator.vibrate(BUZZ);
    if (this.sound) beep();
  }
}

/** Browsers on iPhones can't. */
export function canBuzz(): boolean {
  return typeof (navigator as { readonly vibrate?: unknown }).vibrate === 'function';
}

function beep(): void {
  try {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = TONE;
    volume.gain.setValueAtTime(0.2, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + SECONDS);
    tone.connect(volume).connect(audio.destination);
    tone.onended = () => void audio.close();
    tone.start();
    tone.stop(audio.currentTime + SECONDS);
  } catch {
    // Without a sound device the answer itself is signal enough.
  }
}
