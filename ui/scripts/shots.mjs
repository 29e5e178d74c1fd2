// Pictures of every place: `npm run shots [-- folder [only-what-fits-this-pattern]]`.
// `npm run shots -- --accept [pattern]` keeps them, and what a screen reader finds there, as what `npm run sweep` expects.
// `npm run shots -- --docs` makes those of README and docs anew.
// Anything the page logs as an error fails the run.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as album from './places/album.mjs';
import { PICTURES, root, TREES } from './places/files.mjs';
import * as pictures from './places/pictures.mjs';
import { launch, sample } from './places/renderer.mjs';
import { FEW, LOOKS, PLACES } from './places/table.mjs';
import { existing, tour } from './places/tour.mjs';
import * as tree from './places/tree.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { accept: { type: 'boolean' }, docs: { type: 'boolean' } },
});
const { accept = false, docs = false } = values;
const [folder, only] =
  accept || docs
    ? [null, positionals[0] ?? '']
    : [positionals[0] ?? join(root, 'shots'), positionals[1] ?? ''];

const keptLooks = (place) => existing(place, place.looks ?? FEW);
const nameOf = (place, look) => `${place.name}-${look}`;
/** A tree is kept of each size. */
const treesOf = (place) => existing(place, ['wide-light-en', 'narrow-light-en']);
const treeName = (place, look) => nameOf(place, look.split('-')[0]);

const pattern = new RegExp(only);
function looksOf(place) {
  if (docs) return album.looksOf(place);
  const looks = accept ? [...new Set([...treesOf(place), ...keptLooks(place)])] : LOOKS;
  return looks.filter((look) => pattern.test(nameOf(place, look)));
}

let taken = 0;
let fresh = 0;

async function shoot(page, place, look) {
  await writeFile(join(folder, `${nameOf(place, look)}.png`), await pictures.shoot(page));
  taken += 1;
  return [];
}

async function print(page, place, look) {
  await album.keep(page, place, look);
  taken += 1;
  return [];
}

async function keep(page, place, look) {
  taken += 1;
  const name = nameOf(place, look);
  if (keptLooks(place).includes(look) && (await pictures.keep(name, await pictures.portray(page))))
    fresh += 1;
  if (treesOf(place).includes(look) && (await tree.keep(page, treeName(place, look)))) fresh += 1;
  return [];
}

/** Files of places and looks that are no more. */
async function tidy() {
  const kept = new Set([
    'renderer.png',
    'renderer.txt',
    ...PLACES.flatMap((place) => keptLooks(place).map((look) => `${nameOf(place, look)}.png`)),
    ...PLACES.flatMap((place) => treesOf(place).map((look) => `${treeName(place, look)}.yml`)),
  ]);
  for (const where of [PICTURES, TREES]) {
    for (const file of await readdir(where).catch(() => [])) {
      if (!kept.has(file)) await rm(join(where, file));
    }
  }
}

if (folder) await mkdir(folder, { recursive: true });
const browser = await launch();
try {
  if (accept) {
    await tidy();
    await pictures.keep('renderer', await sample(browser));
    await pictures.keepVersion(`Chromium ${browser.version()}`);
  }
  if (docs) await album.tidy();
  const visit = docs ? print : accept ? keep : shoot;
  const wrong = await tour({ browser, places: PLACES, looksOf, visit });
  console.log(
    accept
      ? `${taken} looked at, ${fresh} kept anew in ui/pictures and ui/trees`
      : `${taken} pictures in ${folder ?? 'docs/screenshots'}`,
  );
  if (wrong.length) {
    console.error(wrong.join('\n'));
    process.exitCode = 1;
  }
} finally {
  await browser.close();
}
