// Every place of the window is looked at: `npm run sweep [-- only-places-that-fit-this-pattern]`.
// Pictures and what a screen reader finds against what is kept; axe, names, headings, keyboard, console.
import { rm } from 'node:fs/promises';
import { bring, sweep } from './places/axe.mjs';
import { DIFFERENT } from './places/files.mjs';
import { walk } from './places/keys.mjs';
import * as pictures from './places/pictures.mjs';
import { launch, sample } from './places/renderer.mjs';
import { FEW, PLACES } from './places/table.mjs';
import { existing, tour } from './places/tour.mjs';
import * as tree from './places/tree.mjs';

/** Both themes and three languages, each with axe; the first also as text. */
const LOOKS = ['light-en', 'dark-en', 'light-fr', 'dark-fr', 'light-ru', 'dark-ru'];
const ALL = [...LOOKS.map((look) => `wide-${look}`), 'narrow-light-en', 'narrow-dark-ru'];

const started = Date.now();
const [only = ''] = process.argv.slice(2);
const fits = PLACES.filter(({ name }) => new RegExp(only).test(name));
const drafts = fits.filter(({ draft }) => draft).map(({ name }) => name);
const places = fits.filter(({ draft }) => !draft);

await rm(DIFFERENT, { recursive: true, force: true });
const browser = await launch();
const version = browser.version();
const alike = await pictures.looksLike('renderer', await sample(browser));

async function visit(page, place, look, last) {
  const name = `${place.name}-${look}`;
  const kept = alike && existing(place, place.looks ?? FEW).includes(look);
  const wrong = kept ? await pictures.compare(page, name) : [];
  if (look.endsWith('-light-en')) {
    wrong.push(
      ...(await tree.compare(page, `${place.name}-${look.split('-')[0]}`)),
      ...(await tree.check(page)),
    );
  }
  wrong.push(...(await sweep(page)));
  // It moves the focus, so it comes last.
  if (last) wrong.push(...(await walk(page)));
  return wrong;
}

const wrong = await tour({ browser, places, looksOf: () => ALL, visit, prepare: bring }).finally(() =>
  browser.close(),
);
const seconds = Math.round((Date.now() - started) / 1000);
if (drafts.length) console.log(`drafts, held to nothing yet: ${drafts.join(', ')}`);
if (!alike) {
  console.error(`
  ************************************************************************
  Chromium ${version} does not draw the sample as ui/pictures/renderer.png:
  pictures were NOT compared. Everything else was.
  To keep pictures by this browser: look at them (make shots), make accept.
  ************************************************************************
`);
  // In continuous integration nobody reads that.
  if (process.env.CI) process.exitCode = 1;
}
if (wrong.length) {
  console.error(wrong.join('\n'));
  console.error(`
${wrong.length} findings. What is different on purpose: look at it (make shots, or the files named above),
then make accept, and commit ui/pictures and ui/trees.`);
  process.exitCode = 1;
}
console.log(`${places.length} places swept in ${seconds} s with Chromium ${version}`);
