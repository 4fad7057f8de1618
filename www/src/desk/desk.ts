/** Runs in a sandboxed frame without an origin: fetches the text behind one address that the page names, and hands it over. */

import { FetchFailure, fetchText } from '../fetch-text';
import { LARGEST, PATIENCE } from '../trust/bounds';


window.addEventListener(
  'message',
  ({ source, data, ports }) => {
    if (source === window.parent && typeof data === 'string') void answer(data, ports[0]);
  },
  { once: true },
);
window.parent.postMessage('open', '*');

async function answer(address: string, port: MessagePort | undefined): Promise<void> {
  try {
    const { text } = await fetchText(address, { largest: LARGEST, patience: PATIENCE, redirect: 'manual', cache: 'no-store' });
    port?.postMessage({ text });
  } catch (error) {
    port?.postMessage({ trouble: error instanceof FetchFailure ? error.code : 'unreachable' });
  }
}
