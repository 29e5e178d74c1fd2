// Pictures: kept small, compared with a small tolerance.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import pixelmatch from 'pixelmatch';
import sharp from 'sharp';
import { DIFFERENT, PICTURES, root } from './files.mjs';

/** How far a colour may be off, 0 to 1: less than the eye sees, more than the palette of a kept picture takes. */
const COLOUR = 0.1;
/** Points that may differ more: none of a renderer that draws alike, fewer than a lost icon. */
const POINTS = 24;
/** A picture is taken again this often until it is what was expected, with a pause (ms) between. */
const TRIES = 5;
const PAUSE_MS = 150;

/** Colours of a kept picture: few, then more, until nothing seen is lost. */
const PALETTES = [64, 128, 256];

const fileOf = (name) => join(PICTURES, `${name}.png`);

async function points(png) {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** How many points differ, and a picture of where. `Infinity` if the sizes do. */
async function difference(actual, expected) {
  const [a, b] = await Promise.all([points(actual), points(expected)]);
  if (a.width !== b.width || a.height !== b.height) return { count: Infinity, picture: actual };
  const where = Buffer.alloc(a.data.length);
  const count = pixelmatch(a.data, b.data, where, a.width, a.height, { threshold: COLOUR });
  const raw = { width: a.width, height: a.height, channels: 4 };
  return { count, picture: where, raw };
}

const same = async (actual, expected) => (await difference(actual, expected)).count <= POINTS;

const read = (file) => readFile(file).catch(() => null);

const STILL = { animations: 'disabled', caret: 'hide', scale: 'css' };

/** The whole window. */
const whole = (page) => page.screenshot(STILL);

/** So far within a dialog's edge its round corners show nothing of what lies behind. */
const EDGE = 4;

/** What is kept of a place: what asks for an answer, without what lies behind it; else the whole window. */
async function kept(page) {
  const modal = page.locator('dialog:modal, [role=dialog][aria-modal=true]').filter({ visible: true });
  const box = (await modal.count()) ? await modal.last().boundingBox() : null;
  if (!box) return whole(page);
  const [width, height] = [box.width - 2 * EDGE, box.height - 2 * EDGE];
  return page.screenshot({ ...STILL, clip: { x: box.x + EDGE, y: box.y + EDGE, width, height } });
}

/** A picture that no longer changes. */
async function settled(page, take) {
  let before = await take(page);
  for (let n = 0; n < TRIES; n += 1) {
    await page.waitForTimeout(PAUSE_MS / 3);
    const now = await take(page);
    if (now.equals(before)) return now;
    before = now;
  }
  return before;
}

export const shoot = (page) => settled(page, whole);
export const portray = (page) => settled(page, kept);

/** With as few colours as look the same. */
export async function small(png) {
  for (const colours of PALETTES) {
    const packed = await sharp(png)
      .png({ palette: true, colours, dither: 0, effort: 10, compressionLevel: 9 })
      .toBuffer();
    if ((await difference(png, packed)).count === 0) return packed;
  }
  return sharp(png).png({ compressionLevel: 9 }).toBuffer();
}

/** Keeps a picture as the expected one, unless the kept one already shows the same. Answers whether it is new. */
export async function keep(name, png) {
  const file = fileOf(name);
  const old = await read(file);
  if (old && (await same(png, old))) return false;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await small(png));
  return true;
}

export async function looksLike(name, png) {
  const expected = await read(fileOf(name));
  return expected !== null && same(png, expected);
}

const VERSION = join(PICTURES, 'renderer.txt');

/** The browser that drew the kept pictures. */
export const keptBy = async () => (await read(VERSION))?.toString().trim() ?? 'none';
export const keepVersion = (version) => writeFile(VERSION, `${version}\n`);

/** The page against the kept picture; what is wrong in words, and in pictures beside each other. */
export async function compare(page, name) {
  const expected = await read(fileOf(name));
  if (!expected) return [`no picture is kept of it (${relative(root, fileOf(name))})`];
  let actual = await kept(page);
  let found = await difference(actual, expected);
  for (let n = 1; n < TRIES && found.count > POINTS; n += 1) {
    await page.waitForTimeout(PAUSE_MS);
    actual = await kept(page);
    found = await difference(actual, expected);
  }
  if (found.count <= POINTS) return [];
  await mkdir(DIFFERENT, { recursive: true });
  const put = (kind, picture) => writeFile(join(DIFFERENT, `${name}.${kind}.png`), picture);
  await put('expected', expected);
  await put('actual', actual);
  await put(
    'where',
    found.raw ? await sharp(found.picture, { raw: found.raw }).png().toBuffer() : found.picture,
  );
  const how = Number.isFinite(found.count) ? `${found.count} points differ` : 'it has another size';
  return [`${how}: see ${relative(process.cwd(), join(DIFFERENT, name))}.{expected,actual,where}.png`];
}
