// The browser of the pictures: the same fonts, the same time, the same colours on every machine.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { root } from './files.mjs';

const fonts = join(root, 'node_modules', '@expo-google-fonts', 'noto-sans');

/** A Friday afternoon in Paris; the samples tell of that day. */
const NOW = new Date('2025-11-21T14:32:10+01:00');

/** Only the font that package-lock.json names, drawn without hinting: the machine's own play no part. */
const FONTCONFIG = (cache) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${cache}</cachedir>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
`;

/** Debian's own browser unless told otherwise: nothing is ever downloaded. */
export async function launch() {
  const folder = join(root, '.vite', 'fonts');
  await mkdir(folder, { recursive: true });
  const config = join(folder, 'fonts.conf');
  await writeFile(config, FONTCONFIG(join(folder, 'cache')));
  return chromium.launch({
    executablePath: process.env.VIGIE_CHROMIUM ?? '/usr/bin/chromium',
    env: { ...process.env, FONTCONFIG_FILE: config },
    args: [
      '--no-sandbox',
      '--font-render-hinting=none',
      '--disable-lcd-text',
      '--force-color-profile=srgb',
      '--disable-accelerated-2d-canvas',
    ],
  });
}

/** A page at a fixed time, in a fixed zone; its timers run. */
export async function openPage(browser) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 760 },
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.clock.setFixedTime(NOW);
  return page;
}

/** A little of all that a renderer could draw differently. */
const SAMPLE = `<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; padding: 16px; font: 13px/1.4 system-ui, sans-serif; color: #171b24; background: #f6f7f9 }
  b { font-weight: 650 } i { font-style: normal; font-weight: 560 } small { font-size: 11.5px }
  p { margin: 6px 0; font-variant-numeric: tabular-nums }
  div { height: 26px; border: 1px solid #8b94a3; border-radius: 6px; box-shadow: 0 8px 28px rgb(20 30 60 / 16%);
    background: linear-gradient(90deg, #2457d6 37%, #e6e9ef 37%) }
</style><p>Hamburgefonts 0123456789 · “quotes” — 12 % é ç œ <b>Échéance dépassée</b> <i>Импорт заказов, щука</i></p>
<p><small>Осталось примерно 2 мин · 1 204 / 9 870</small> <code>5f:7c:01:9a</code></p><div></div>
<svg width="300" height="40"><path d="M0 30 C 60 0 120 60 180 20 S 260 5 300 35" fill="none" stroke="#b4232f" stroke-width="1.5"/></svg>
<canvas width="300" height="40"></canvas><script>
  const c = document.querySelector('canvas').getContext('2d'); c.font = '11px system-ui, sans-serif';
  c.fillText('14:32  −1 204', 4, 14); c.beginPath(); c.moveTo(0, 38); c.lineTo(140, 9); c.lineTo(300, 33); c.stroke();
</script>`;

/** How this renderer draws: equal to the kept sample, its pictures can be compared. */
export async function sample(browser) {
  const page = await openPage(browser);
  await page.setViewportSize({ width: 640, height: 200 });
  await page.setContent(SAMPLE);
  const png = await page.screenshot();
  await page.context().close();
  return png;
}
