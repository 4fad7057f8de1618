/** The web app manifest, one for each language: a browser reads names in one language only. All of them describe one app. */

import { readFileSync, readdirSync } from 'node:fs';
import type { Plugin } from 'vite';

const LOCALES = new URL('../../locales/', import.meta.url);
/** What `<html lang>` says before any script has run. */
const FIRST = 'zh-CN';

export function appManifest(): Plugin {
  return {
    name: 'app-manifest',
    apply: 'build',
    generateBundle() {
      for (const language of readdirSync(LOCALES)) {
        this.emitFile({ type: 'asset', fileName: fileName(language), source: JSON.stringify(manifest(language), null, 1) });
      }
    },
    // The shop's page in demo/ is no part of the app.
    transformIndexHtml: (_, { path }) =>
      path === '/index.html' ? [{ tag: 'link', attrs: { rel: 'manifest', href: `./${fileName(FIRST)}` }, injectTo: 'head' }] : [],
  };
}

function fileName(language: string): string {
  return `app.${language}.webmanifest`;
}

function manifest(language: string): object {
  const words = JSON.parse(readFileSync(new URL(`${language}/app.json`, LOCALES), 'utf8')) as Readonly<Record<string, string>>;
  const icon = (file: string, size: number, purpose: string): object => ({
    src: `icons/${file}-${size}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  return {
    // Read against the origin, not against this file: the same wherever in it the page lies.
    id: 'receipt-verifier',
    name: words['manifest.name'],
    short_name: words['manifest.short_name'],
    description: words['manifest.description'],
    lang: language,
    dir: 'auto',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#f5f3ee',
    theme_color: '#f5f3ee',
    categories: ['finance', 'shopping', 'utilities'],
    icons: [
      icon('any', 192, 'any'),
      icon('any', 512, 'any'),
      icon('maskable', 192, 'maskable'),
      icon('maskable', 512, 'maskable'),
    ],
    // POST, because the words of a GET would stand in the host's log; the service worker answers it.
    share_target: {
      action: './?share',
      method: 'POST',
      enctype: 'multipart/form-data',
      params: {
        title: 'title',
        text: 'text',
        url: 'url',
        files: [{ name: 'file', accept: ['image/*', 'application/pdf', 'text/plain', 'application/json', 'application/zip', '.pdf', '.txt', '.json', '.zip'] }],
      },
    },
  };
}
