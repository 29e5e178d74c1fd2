// Every place of the window is looked at: `npm run sweep [-- only-places-that-fit-this-pattern]`.
// Pictures and what a screen reader finds against what is kept; axe, names, headings, keyboard, console.
import { rm } from 'node:fs/promises';
import { bring, byAll, byColours, sweep } from './places/axe.mjs';
import { DIFFERENT } from './places/files.mjs';
import { walk } from './places/keys.mjs';
import * as pictures from './places/pictures.mjs';
import { prove } from './places/proof.mjs';
import { launch, sample } from './places/renderer.mjs';
import { FEW, PLACES } from './places/table.mjs';
import { existing, tour } from './places/tour.mjs';
import * as tree from './places/tree.mjs';

/** What only a language can break is looked for in light, what only colours can break in English. */
const LOOKS = ['light-en', 'light-fr', 'light-ru', 'dark-en'];
const ALL = [...LOOKS.map((look) => `wide-${look}`), 'narrow-light-en', 'narrow-dark-ru'];

const started = Date.now();
const [only = ''] = process.argv.slice(2);
const places = PLACES.filter(({ name }) => new RegExp(only).test(name));

const browser = await launch();
const version = `Chromium ${browser.version()}`;
const alike = await pictures.looksLike('renderer', await sample(browser));

async function visit(page, place, look, last) {
  const name = `${place.name}-${look}`;
  const kept = alike && existing(place, place.looks ?? FEW).includes(look);
  const wrong = kept ? await pictures.compare(page, name) : [];
  if (look.endsWith('-light-en')) {
    wrong.push(...(await tree.compare(page, `${place.name}-${look.split('-')[0]}`)));
    wrong.push(...(await tree.check(page, place)));
  }
  wrong.push(...(await sweep(page, look.startsWith('wide-dark') ? byColours : byAll)));
  // It moves the focus, so it comes last.
  if (last) wrong.push(...(await walk(page)));
  return wrong;
}

async function look() {
  const blind = only ? [] : await prove(browser, alike, bring);
  // The proof leaves pictures, too.
  await rm(DIFFERENT, { recursive: true, force: true });
  const wrong = await tour({ browser, places, looksOf: () => ALL, visit, prepare: bring });
  return { blind, wrong };
}

const { blind, wrong } = await look().finally(() => browser.close());
if (!alike) {
  console.error(`
  ************************************************************************
  ${version} does not draw the sample as ui/pictures/renderer.png,
  which is by ${await pictures.keptBy()}: pictures were NOT compared.
  Everything else was. To go on with this browser: look at what it draws
  (make shots), then make accept.
  ************************************************************************
`);
  // Nobody reads that in continuous integration.
  if (process.env.CI) process.exitCode = 1;
}
if (blind.length) {
  console.error(
    `The sweep itself is broken: damage was done on purpose, and nobody saw it.\n${blind.join('\n')}`,
  );
  process.exitCode = 1;
}
if (wrong.length) {
  console.error(wrong.join('\n'));
  console.error(`
${wrong.length} findings (${version}; kept by ${await pictures.keptBy()}). Where a picture or a tree is different on
purpose: look at it (the files named above, or make shots), then make accept, and commit ui/pictures and ui/trees.`);
  process.exitCode = 1;
}
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`${places.length} places swept in ${seconds} s with ${version}`);
