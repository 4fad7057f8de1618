import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { chosenSnapshot } from './tools/chosen-snapshot.mjs';
import { appManifest } from './vite/app-manifest.ts';
import { lookupDesk } from './vite/lookup-desk.ts';
import { sealedBuild } from './vite/sealed-build.ts';
import { TARGETS } from './vite/targets.ts';
import { sampleLinks, widgetFiles } from './vite/widget-files.ts';

/** The page stays strict wherever it is hosted: the policy of csp.txt also goes into the built HTML. */
function contentSecurityPolicy(): Plugin {
  const policy = readFileSync(new URL('./csp.txt', import.meta.url), 'utf8').trim();
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
          injectTo: 'head-prepend',
        },
      ],
    },
  };
}

/** One request for what an answer says, one for what the ways in say, one for the installed app: not one a file. */
const PARTS: Readonly<Record<string, string>> = { 'scan.json': 'words-entry', 'trust.json': 'words-entry', 'app.json': 'words-app', 'card.json': 'words-card', 'widget.json': 'words-widget', 'drill.json': 'words-drill', 'guide.json': 'words-guide', 'claim.json': 'words-settle', 'bill.json': 'words-settle', 'settle.json': 'words-settle', 'signoff.json': 'words-signoff', 'casefile.json': 'words-settle', 'evidence.json': 'words-settle', 'bundle.json': 'words-bundle' };

function wordsOf(path: string): string {
  const [language = '', chapter = ''] = path.split(/[\\/]/).slice(-2);
  return `${PARTS[chapter] ?? 'words'}-${language}`;
}

export default defineConfig({
  base: './',
  plugins: [chosenSnapshot(), contentSecurityPolicy(), appManifest(), lookupDesk(), widgetFiles(), sampleLinks(), sealedBuild()],
  // The locales are shared with the command line and live outside this folder.
  server: { fs: { allow: ['..'] } },
  worker: { format: 'es' },
  build: {
    target: TARGETS,
    // A data: URL would need a wider policy than files of our own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'demo/index.html', 'drill/index.html', 'guide/index.html'].map((page) => fileURLToPath(new URL(page, import.meta.url))),
      output: {
        codeSplitting: {
          groups: [{ debugName: 'words', test: /[\\/]locales[\\/]/, name: wordsOf }],
        },
      },
    },
  },
});
