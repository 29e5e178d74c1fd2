// The pictures of README and docs: `npm run shots -- --docs` makes them anew.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './files.mjs';
import * as pictures from './pictures.mjs';

const ALBUM = join(root, '..', 'docs', 'screenshots');

/** Name of the file, place, look. */
const PAGES = [
  ['jobs-light', 'jobs', 'wide-light-en'],
  ['jobs-dark', 'jobs', 'wide-dark-en'],
  ['jobs-french', 'jobs', 'wide-light-fr'],
  ['jobs-narrow', 'jobs', 'narrow-light-en'],
  ['jobs-narrow-dark-russian', 'jobs', 'narrow-dark-ru'],
  ['details', 'details', 'wide-light-en'],
  ['activity', 'activity', 'wide-light-en'],
  ['table', 'table', 'wide-light-en'],
  ['boards', 'boards', 'wide-light-en'],
  ['history', 'history', 'wide-light-en'],
  ['history-dark-russian', 'history', 'wide-dark-ru'],
  ['servers', 'servers', 'wide-light-en'],
  ['server', 'server', 'wide-light-en'],
  ['server-messages', 'server-messages', 'wide-dark-en'],
  ['server-tested', 'server-tested', 'wide-light-en'],
  ['alert-rules', 'settings-alerts', 'wide-light-en'],
  ['quiet-hours-dark', 'settings-quiet', 'wide-dark-en'],
  ['away', 'away', 'wide-light-en'],
  ['empty', 'empty', 'wide-light-en'],
  ['mini', 'mini', 'wide-light-en'],
  ['mini-dark', 'mini', 'wide-dark-en'],
];

/** Looks of a place that are in the album. */
export const looksOf = ({ name }) => PAGES.filter(([, place]) => place === name).map(([, , look]) => look);

/** Throws away what is not of the album. */
export async function tidy() {
  await mkdir(ALBUM, { recursive: true });
  const kept = new Set(PAGES.map(([file]) => `${file}.png`));
  for (const file of await readdir(ALBUM)) if (!kept.has(file)) await rm(join(ALBUM, file));
}

/** Puts the page into the album, in as few colours as look the same. */
export async function keep(page, place, look) {
  const [file] = PAGES.find(([, name, seen]) => name === place.name && seen === look);
  await writeFile(join(ALBUM, `${file}.png`), await pictures.small(await pictures.shoot(page)));
}
