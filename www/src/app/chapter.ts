/** Sentences in the page's language, fetched with the first element that needs them: the installed app's, where nothing else is said. */

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Words, loadWords, type Chapter } from '../i18n';

/** `value.*` of the others names what a receipt says. */
const CHAPTERS: readonly Chapter[] = ['verdict', 'ui', 'scan', 'app'];

interface Speaker extends ReactiveControllerHost {
  readonly language: string;
}

export class ChapterWords implements ReactiveController {
  readonly #host: Speaker;
  readonly #chapters: readonly Chapter[];
  #asked = '';
  words: Words | null = null;

  constructor(host: Speaker, chapters: readonly Chapter[] = CHAPTERS) {
    this.#host = host;
    this.#chapters = chapters;
    host.addController(this);
  }

  hostUpdate(): void {
    const { language } = this.#host;
    if (language === '' || language === this.#asked) return;
    this.#asked = language;
    void loadWords(language, this.#chapters).then(
      (words) => {
        if (language !== this.#asked) return;
        this.words = words;
        this.#host.requestUpdate();
      },
      // What was said last stands; the page itself says that it is incomplete.
      () => (this.#asked = ''),
    );
  }
}
