// Pictures of every view and state: `npm run shots [-- folder [only-what-contains-this]]`.
// The built window with the fake backend, under the product's Content-Security-Policy,
// in Debian's Chromium. Anything the page logs as an error fails the run.
import { createServer } from 'node:http';
import { mkdir, readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, '.vite', 'shots');
const [folder = join(root, 'shots'), only = ''] = process.argv.slice(2);
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const sizes = {
  wide: { width: 1280, height: 760 },
  middle: { width: 900, height: 640 },
  narrow: { width: 480, height: 760 },
};

const openServer = (page, place = 0) => page.locator('.sidebar .server').nth(place).click();
const openJob = (page, title) => page.locator('.job .title', { hasText: title }).click();

async function testServer(page, address, password) {
  await page.locator('.empty input').fill(address);
  await page.locator('.empty .primary').click();
  await page.locator('dialog input').nth(3).fill(password);
  await page.locator('dialog form .buttons .button').first().click();
  await page.locator('dialog .result').waitFor();
}

/** What to show, and how to get there. */
const states = [
  { name: 'jobs', scene: 'busy', sizes: ['wide', 'middle', 'narrow'] },
  { name: 'details', scene: 'busy', act: (page) => openJob(page, 'EDI import · ORDERS') },
  { name: 'lost', scene: 'lost' },
  { name: 'quiet', scene: 'quiet' },
  { name: 'empty', scene: 'empty' },
  { name: 'hostile', scene: 'hostile' },
  { name: 'crowd', scene: 'crowd', sizes: ['wide'] },
  {
    name: 'filter-none',
    scene: 'busy',
    sizes: ['wide'],
    act: (page) => page.locator('input[type=search]').fill('otter zebra'),
  },
  {
    name: 'bell',
    scene: 'busy',
    sizes: ['middle', 'narrow'],
    act: (page) => page.locator('header .bell').click(),
  },
  { name: 'menu', scene: 'lost', sizes: ['narrow'], act: (page) => page.locator('header .menu').click() },
  { name: 'preferences', scene: 'busy', sizes: ['wide'], act: (page) => page.locator('.choices').click() },
  { name: 'server', scene: 'busy', act: (page) => openServer(page), sizes: ['wide'] },
  { name: 'server-edit', scene: 'lost', act: (page) => openServer(page, 2), sizes: ['wide'] },
  {
    name: 'server-remove',
    scene: 'lost',
    sizes: ['wide'],
    act: async (page) => {
      await openServer(page);
      await page.locator('dialog .danger').click();
    },
  },
  {
    name: 'server-add',
    scene: 'empty',
    act: (page) => testServer(page, 'http://heron.example/core/', 'wrong'),
  },
  {
    name: 'server-tested',
    scene: 'empty',
    sizes: ['wide'],
    act: (page) => testServer(page, 'heron.example', 'right'),
  },
  {
    name: 'toasts',
    scene: 'busy',
    act: (page) =>
      page.evaluate(() => {
        const { fake } = window;
        fake.focus(true);
        const [done, warned, failed, stalled, gone] = fake.scene.notices;
        const fresh = [failed, done, warned, stalled, gone];
        fake.notify(
          ...fresh.map((notice, n) => ({ ...notice, id: `new-${n}`, at: Date.now(), read: false })),
        );
      }),
  },
  { name: 'closing', scene: 'busy', act: (page) => page.evaluate(() => window.fake.askClosing()) },
  {
    name: 'delete-job',
    scene: 'busy',
    sizes: ['wide'],
    act: async (page) => {
      await openJob(page, 'EDI import · INVOIC');
      await page.locator('.details .danger').click();
    },
  },
];

await build({ root, mode: 'shots', logLevel: 'warn', build: { outDir: built, emptyOutDir: true } });
await mkdir(folder, { recursive: true });

const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://x').pathname);
  const file = join(built, path === '/' ? 'index.html' : path);
  try {
    const body = await readFile(file);
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
    });
    response.end(body);
  } catch {
    response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
  }
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const address = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.VIGIE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const errors = [];
let taken = 0;
for (const state of states) {
  for (const size of state.sizes ?? ['wide', 'narrow']) {
    for (const theme of ['light', 'dark']) {
      for (const lang of ['en', 'fr', 'ru']) {
        const name = `${state.name}-${size}-${theme}-${lang}`;
        if (!name.includes(only)) continue;
        const context = await browser.newContext({
          viewport: sizes[size],
          colorScheme: theme,
          locale: { en: 'en-GB', fr: 'fr-FR', ru: 'ru-RU' }[lang],
          reducedMotion: 'reduce',
        });
        const page = await context.newPage();
        page.on(
          'console',
          (message) => message.type() === 'error' && errors.push(`${name}: ${message.text()}`),
        );
        page.on('pageerror', (error) => errors.push(`${name}: ${error.message}`));
        await page.goto(`${address}/?scene=${state.scene}&still`);
        await page.locator('main h1').waitFor();
        await state.act?.(page);
        await page.waitForTimeout(120);
        await page.screenshot({ path: join(folder, `${name}.png`) });
        taken += 1;
        await context.close();
      }
    }
  }
}
await browser.close();
server.close();
console.log(`${taken} pictures in ${folder}`);
if (errors.length) {
  console.error(errors.join('\n'));
  process.exitCode = 1;
}
