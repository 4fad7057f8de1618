/** The widget beside the page, and the shop's page that shows it. */

import { readFileSync, readdirSync } from 'node:fs';
import type { Plugin } from 'vite';

const PACKAGE = new URL('../dist-package/dist/', import.meta.url);
const SAMPLES = new URL('../public/samples/index.json', import.meta.url);

/** The files of the package, for whoever embeds the widget from this host, and for the demo page. */
export function widgetFiles(): Plugin {
  return {
    name: 'widget-files',
    apply: 'build',
    generateBundle() {
      for (const name of readdirSync(PACKAGE).filter((file) => /\.(js|wasm)$/.test(file))) {
        this.emitFile({ type: 'asset', fileName: `widget/${name}`, source: readFileSync(new URL(name, PACKAGE)) });
      }
    },
  };
}

/** `%sample:<id>%` in a page becomes the link of that sample slip. */
export function sampleLinks(): Plugin {
  return {
    name: 'sample-links',
    transformIndexHtml(html) {
      if (!html.includes('%sample:')) return html;
      const samples = JSON.parse(readFileSync(SAMPLES, 'utf8')) as readonly { readonly id: string; readonly link: string }[];
      return html.replace(/%sample:(\w+)%/g, (_, id: string) => {
        const sample = samples.find((candidate) => candidate.id === id);
        if (sample === undefined) throw new Error(`no sample ${id}`);
        return sample.link;
      });
    },
  };
}
