// Where things lie, and the built window behind an address.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** `ui/`. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
/** Reference pictures, and the words that a screen reader finds: committed. */
export const PICTURES = join(root, 'pictures');
export const TREES = join(root, 'trees');
/** What a failed comparison leaves to be looked at. */
export const DIFFERENT = join(root, 'shots', 'different');

const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const built = join(root, '.vite', 'shots');
let building = null;

/** Builds the window with the fake backend, once, and serves it under the product's Content-Security-Policy. */
export async function serve() {
  building ??= build({ root, mode: 'shots', logLevel: 'error', build: { outDir: built, emptyOutDir: true } });
  await building;
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://x').pathname);
    const file = join(built, path === '/' ? 'index.html' : path);
    try {
      const body = await readFile(file);
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY });
      response.end(body);
    } catch {
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
