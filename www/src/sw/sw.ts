/** The service worker. It keeps the files of this build, so that the page opens without a network, and takes in what other apps share.
 * It caches nothing else, and the page works without it. */

import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { giveShared, takeShare } from './share-desk';

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: PrecacheEntry[] };

const home = new URL('./', self.location.href).pathname;

// Files come from this list or from the network; a listed one is taken only with the bytes that its hash names.
precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false, ignoreURLParametersMatching: [] });
cleanupOutdatedCaches();

// `?share=…` is the same page.
registerRoute(({ request, url }) => request.mode === 'navigate' && url.pathname === home, createHandlerBoundToURL('index.html'));

registerRoute(
  ({ url }) => url.pathname === home && url.searchParams.has('share'),
  ({ request, event }) => takeShare(request, event),
  'POST',
);

// On the first visit only: later ones wait until the reader asks for the new version.
clientsClaim();

self.addEventListener('message', (event) => {
  const message = event.data as { readonly type?: unknown; readonly ticket?: unknown } | null;
  if (message?.type === 'SKIP_WAITING') void self.skipWaiting();
  if (message?.type === 'SHARED') event.ports[0]?.postMessage(giveShared(message.ticket));
});
