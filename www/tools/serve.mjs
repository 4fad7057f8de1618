// Serves the built page with the headers that csp.txt asks for. For tests and for looking at the page
// without Rust; `cargo xtask serve` sends the same headers.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.env['DIST'] ?? fileURLToPath(new URL('../dist', import.meta.url));
const policy = readFileSync(new URL('../csp.txt', import.meta.url), 'utf8').trim();
const port = Number(process.env['PORT'] ?? 4173);

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** The file behind a request's path, or null when there is none inside the root. */
function locate(path) {
  let name;
  try {
    name = normalize(join(root, decodeURIComponent(path)));
  } catch {
    return null;
  }
  if (name !== root && !name.startsWith(root + sep)) return null;
  const found = statSync(name, { throwIfNoEntry: false });
  if (found?.isDirectory()) return locate(join(path, 'index.html'));
  return found?.isFile() ? name : null;
}

createServer((request, response) => {
  const file = locate(new URL(request.url ?? '/', 'http://localhost').pathname);
  if (file === null) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('not found\n');
    return;
  }
  const body = readFileSync(file);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const desk = file === join(root, 'lookup.html');
  const headers = {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    etag,
    // The desk's own policy stands in it; only this page may frame it, and it has no origin even where nobody frames it.
    'content-security-policy': desk ? "frame-ancestors 'self'; sandbox allow-scripts" : `${policy}; frame-ancestors 'none'`,
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    // Other origins may embed the widget.
    ...(file.startsWith(join(root, 'widget') + sep) ? { 'access-control-allow-origin': '*' } : {}),
  };
  if (request.headers['if-none-match'] === etag) response.writeHead(304, headers).end();
  else response.writeHead(200, headers).end(body);
}).listen(port, '127.0.0.1', () => console.log(`http://localhost:${port}/`));
