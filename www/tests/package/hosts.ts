/** Hosts for pages that embed the widget: real servers, so that origins, CORS and policies are the browser's own business. */

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as plain, expect, type Page } from '@playwright/test';

export const PACKAGE = fileURLToPath(new URL('../../dist-package/', import.meta.url));
export const POLICY = readFileSync(new URL('../../csp.txt', import.meta.url), 'utf8').trim();

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export type Answer = string | Buffer | { readonly status?: number; readonly body?: string; readonly after?: number };
export type Headers = Readonly<Record<string, string>>;

/** A host that answers with `pages`, and else with the files of `folder`. */
export class Host {
  readonly #server: Server;
  readonly origin: string;

  private constructor(server: Server) {
    this.#server = server;
    this.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  static async open(pages: Readonly<Record<string, Answer>>, { folder = '', headers = {} }: { readonly folder?: string; readonly headers?: Headers } = {}): Promise<Host> {
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      const answer = pages[path] ?? fileIn(folder, path);
      if (answer === null) {
        response.writeHead(404).end();
        return;
      }
      const type = { 'content-type': TYPES[extname(path)] ?? 'text/html; charset=utf-8' };
      if (typeof answer === 'string' || Buffer.isBuffer(answer)) {
        response.writeHead(200, { ...type, ...headers }).end(answer);
        return;
      }
      setTimeout(() => response.writeHead(answer.status ?? 200, { ...type, ...headers }).end(answer.body ?? ''), answer.after ?? 0).unref();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Host(server);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

function fileIn(folder: string, path: string): Buffer | null {
  try {
    return folder === '' ? null : readFileSync(join(folder, path));
  } catch {
    return null;
  }
}

export const ANYONE: Headers = { 'access-control-allow-origin': '*' };

/** Opens hosts that close with the test, and fails it on a request to anybody else, on an error and on a breach of a policy. */
export const test = plain.extend<{
  host: (pages: Readonly<Record<string, Answer>>, options?: { folder?: string; headers?: Headers }) => Promise<Host>;
}>({
  host: async ({ context }, use) => {
    const hosts: Host[] = [];
    const strays: string[] = [];
    const faults: string[] = [];
    context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const known = hosts.some((host) => host.origin === origin) || protocol === 'data:' || protocol === 'blob:';
      if (!known) strays.push(request.url());
    });
    context.on('weberror', (error) => faults.push(error.error().message));
    context.on('console', (message) => {
      if (/content security policy|trusted ?types?/i.test(message.text())) faults.push(message.text());
    });
    await use(async (pages, options) => {
      const host = await Host.open(pages, options);
      hosts.push(host);
      return host;
    });
    for (const host of hosts) host.close();
    expect(strays, 'requests to anybody else').toEqual([]);
    expect(faults, 'errors on the page').toEqual([]);
  },
});

export { expect };

/** The widget's shadow root is closed. Tests look inside by opening it before any script runs, as only the page itself could. */
export async function lookInside(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit) {
      return attach.call(this, { ...init, mode: 'open' });
    };
  });
}

/** A page with the script and these tags, in English. */
export function pageWith(tags: string, { script = '/dist/receipt-verifier.js', head = '', html = 'lang="en"' } = {}): string {
  return `<!doctype html><html ${html}><head><meta charset="utf-8"><title>A till's page</title>${head}
<script type="module" src="${script}"></script></head><body><main><h1>A page</h1>${tags}</main></body></html>`;
}

/** Waits for the widget's state; what it says stands in its report. */
export async function settled(page: Page, state: string, selector = 'receipt-verifier'): Promise<void> {
  await page.waitForFunction(
    ([tag, wanted]) => (document.querySelector(tag) as { readonly state?: string } | null)?.state === wanted,
    [selector, state] as const,
    { timeout: 20_000 },
  );
}

export function reported(page: Page, selector = 'receipt-verifier'): Promise<{ code: string; level: string; provenance: string } | null> {
  return page.evaluate((tag) => {
    const widget = document.querySelector<HTMLElement & { report: { code: string; level: string; trust: { provenance: string } } | null }>(tag);
    const report = widget?.report ?? null;
    return report === null ? null : { code: report.code, level: report.level, provenance: report.trust.provenance };
  }, selector);
}
