// Pictures of every view and state: `npm run shots [-- folder [only-what-fits-this-pattern]]`.
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

async function addServer(page, address) {
  await page.locator('.empty input').fill(address);
  await page.locator('.empty .primary').click();
  await page.locator('dialog .found').waitFor();
}

async function testServer(page, address, password) {
  await addServer(page, address);
  await page.locator('dialog input[type=password]').fill(password);
  await page.locator('dialog form .buttons .button').first().click();
  await page.locator('dialog .result').waitFor();
}

/** Opens a view; in the narrow window by its menu. */
async function go(page, view) {
  const menu = page.locator('header .menu');
  if (await menu.isVisible()) await menu.click();
  await page.locator(`nav a[href="#${view}"]`).click();
  await page.locator('dialog').waitFor({ state: 'detached' });
}

async function openTable(page, model) {
  await go(page, 'activity');
  await page.locator('.chips .chip', { hasText: model }).click();
  await page.locator('[role=table] [role=row]').nth(1).waitFor();
}

/** Opens a section of the settings by its place. */
async function openSection(page, place) {
  await go(page, 'settings');
  await page.locator('.settings [role=tab]').nth(place).click();
}

const curves = (page) => page.locator('.tile canvas').nth(8).waitFor();

/** What a server with a certificate of its own answers. */
const doubt = (page) =>
  page.evaluate(() => {
    window.fake.detection = {
      url: 'https://heron.example/',
      kind: null,
      sign_in: null,
      candidates: [],
      saw: [],
      cleartext: false,
      reason: {
        code: 'certificate-unknown',
        args: {
          host: 'heron.example',
          names: 'heron.example, www.heron.example',
          issuer: 'Heron Works internal CA',
          not_before: '2026-03-01',
          not_after: '2027-02-28',
          fingerprint:
            '5f:7c:01:9a:52:c3:e1:88:0b:4d:36:aa:90:17:2e:f4:61:bd:08:c9:73:5a:ef:12:84:d0:9b:66:3c:27:fe:45',
        },
      },
    };
  });

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
  { name: 'activity', scene: 'busy', act: (page) => go(page, 'activity') },
  { name: 'activity-empty', scene: 'quiet', sizes: ['wide'], act: (page) => go(page, 'activity') },
  {
    name: 'table',
    scene: 'busy',
    act: async (page) => {
      await openTable(page, 'estimate');
      await page.evaluate(() => {
        const { fake } = window;
        const old = fake.scene.records.findLast(({ model, id }) => model === 'estimate' && id === '6');
        const fields = { ...old.fields, status: 'Согласована', total: 99_000.25 };
        fake.changeRecords({ ...old, fields, changed: ['status', 'total'], at: Date.now() });
      });
    },
  },
  { name: 'table-gap', scene: 'busy', act: (page) => openTable(page, 'RealisationTache') },
  {
    name: 'record',
    scene: 'busy',
    act: async (page) => {
      await go(page, 'activity');
      await page.locator('.line .title').first().click();
    },
  },
  {
    name: 'boards',
    scene: 'busy',
    act: async (page) => {
      await go(page, 'boards');
      await curves(page);
    },
  },
  {
    name: 'boards-lost',
    scene: 'lost',
    sizes: ['wide'],
    act: async (page) => {
      await go(page, 'boards');
      await curves(page);
    },
  },
  { name: 'boards-empty', scene: 'quiet', sizes: ['wide'], act: (page) => go(page, 'boards') },
  {
    name: 'curve',
    scene: 'busy',
    act: async (page) => {
      await go(page, 'boards');
      await page.locator('.tile button').nth(1).click();
      await page.locator('dialog .chip').nth(1).click();
      await page.locator('dialog canvas').waitFor();
    },
  },
  {
    name: 'code',
    scene: 'busy',
    act: async (page) => {
      await go(page, 'boards');
      await page.locator('.actions .button').first().click();
      await page.locator('dialog input').first().fill('ABC123');
      await page.locator('dialog .primary').click();
      await page.locator('dialog .result').waitFor();
    },
  },
  {
    name: 'session',
    scene: 'busy',
    sizes: ['wide'],
    act: async (page) => {
      await go(page, 'boards');
      await page.locator('.actions .button').nth(1).click();
    },
  },
  {
    name: 'countdown',
    scene: 'busy',
    act: (page) => openJob(page, 'Poste-07'),
  },
  {
    name: 'inferred',
    scene: 'busy',
    sizes: ['wide'],
    act: async (page) => {
      await page.locator('input[type=search]').fill('cover');
      await openJob(page, 'Cover fetch');
    },
  },
  {
    name: 'server-unsure',
    scene: 'empty',
    act: (page) => addServer(page, 'unsure.example'),
  },
  {
    name: 'server-token',
    scene: 'empty',
    sizes: ['wide'],
    act: async (page) => {
      await addServer(page, 'estimates.example');
      await page.locator('dialog details summary').first().click();
    },
  },
  {
    name: 'server-certificate',
    scene: 'empty',
    act: async (page) => {
      await doubt(page);
      await addServer(page, 'heron.example');
    },
  },
  {
    name: 'server-options',
    scene: 'empty',
    act: async (page) => {
      await addServer(page, 'postes.example');
      await page.locator('dialog details summary').last().click();
      await page.locator('dialog details .link').click();
    },
  },
  { name: 'closing', scene: 'busy', act: (page) => page.evaluate(() => window.fake.askClosing()) },
  ...['general', 'alerts', 'quiet', 'sounds', 'data', 'about'].map((section, place) => ({
    name: `settings-${section}`,
    scene: 'busy',
    act: (page) => openSection(page, place),
  })),
  {
    name: 'settings-rule',
    scene: 'busy',
    act: async (page) => {
      await openSection(page, 1);
      await page.locator('.scopes li .name', { hasText: 'edi_import' }).click();
      await page.locator('.alerts input[type=checkbox]').nth(1).click();
      await page.locator('.bar').waitFor();
      await page.locator('.trial .more').nth(1).waitFor();
    },
  },
  {
    name: 'settings-import',
    scene: 'busy',
    act: async (page) => {
      await openSection(page, 4);
      await page.locator('input[type=file]').setInputFiles({
        name: 'vigie-settings.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{"format":"vigie-settings"}'),
      });
      await page.locator('.report').waitFor();
    },
  },
  {
    name: 'settings-diagnostics',
    scene: 'busy',
    act: async (page) => {
      await openSection(page, 4);
      await page.locator('button[aria-haspopup=dialog]', { has: page.locator('svg') }).last().click();
      await page.locator('dialog pre').waitFor();
    },
  },
  {
    name: 'away',
    scene: 'busy',
    act: async (page) => {
      await page.evaluate(() => window.fake.beAway());
      await page.locator('dialog').waitFor();
    },
  },
  {
    name: 'bell-cleared',
    scene: 'busy',
    sizes: ['wide'],
    act: async (page) => {
      await page.locator('.bell .tools .link').click();
      await page.locator('.bell .undo p').waitFor();
    },
  },
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
        if (!new RegExp(only).test(name)) continue;
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
