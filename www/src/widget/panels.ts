/** What stands in the box while there is no verdict in it: the ways in, or what went wrong. */

import type { Words } from '../words';
import { drawing, framed, h, type Child } from './dom';
import { pathOf } from './icon-paths';

export function button(label: string, press: () => void, primary = false): HTMLElement {
  return h('button', { type: 'button', class: primary ? 'primary' : '', click: press }, label);
}

export function head(mark: HTMLElement, title: string): HTMLElement {
  return h('div', { class: 'head' }, mark, framed('title', title));
}

export function actions(...children: readonly Child[]): HTMLElement {
  return h('div', { class: 'frame' }, h('div', { class: 'actions', part: 'actions' }, ...children));
}

/** `ways` is null where the page offers none. */
export function invitation(words: Words, ways: HTMLElement | null): HTMLElement {
  return h(
    'div',
    { class: 'card' },
    head(h('span', { class: 'mark' }, drawing(pathOf('receipt'))), words.say('widget.idle.title')),
    framed('sentence', words.say(ways === null ? 'widget.idle.off' : 'widget.idle.text')),
    ways,
  );
}

/** Empty while the sentences themselves are missing. */
export function troubleOf(words: Words | null, code: string): { readonly reason: string; readonly remedy: string } {
  const say = (what: string): string => words?.find(`widget.trouble.${code}.${what}`) ?? '';
  return { reason: say('text'), remedy: say('remedy') };
}

export function failure(words: Words, code: string, again: () => void): HTMLElement {
  const { reason, remedy } = troubleOf(words, code);
  return h(
    'div',
    { class: 'card' },
    head(h('span', { class: 'mark' }, drawing(pathOf('warn'))), words.say('widget.trouble.title')),
    h('div', { class: 'facts' }, h('p', { 'data-block': 'error' }, h('b', {}, code), ` ${reason} ${words.say('widget.trouble.note')}`)),
    remedy === '' ? null : framed('remedy', remedy),
    actions(button(words.say('widget.again'), again, true)),
  );
}

interface Pasting {
  readonly check: (text: string) => void;
  readonly cancel: () => void;
}

export function pasteBox(words: Words, { check, cancel }: Pasting): HTMLElement {
  const box = h('textarea', { 'aria-label': words.say('widget.paste_label'), spellcheck: 'false', autocomplete: 'off' }) as HTMLTextAreaElement;
  const press = (): void => {
    if (box.value.trim() === '') box.focus();
    else check(box.value);
  };
  return actions(box, button(words.say('widget.check'), press, true), button(words.say('widget.cancel'), cancel));
}
