// What a screen reader finds: roles, names, states, in order. Kept as text, so that a lost name is seen.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { root, TREES } from './files.mjs';

const fileOf = (name) => join(TREES, `${name}.yml`);

/** What lies on top is read out alone: a dialog or a menu; else the whole window. */
const ON_TOP = 'dialog[open], [role=dialog], [role=alertdialog], [role=menu]';

/** Roles that say nothing without a name. */
const NAMED =
  'button|link|checkbox|radio|switch|textbox|searchbox|combobox|listbox|spinbutton|slider|tab|option' +
  '|menuitem|menuitemcheckbox|menuitemradio|progressbar|img|dialog|alertdialog|table|grid|heading';
const UNNAMED = new RegExp(`^\\s*- (${NAMED})(?![\\w-])(?! ")`);

/** The tree as text, as playwright writes it. */
async function dump(page) {
  const top = page.locator(ON_TOP).filter({ visible: true });
  const there = await top.count();
  return `${await (there ? top.nth(there - 1) : page.locator('body')).ariaSnapshot()}\n`;
}

/** Headings and landmarks that can be seen, in order. */
const outline = (page) =>
  page.evaluate((onTop) => {
    const shown = (node) => node.checkVisibility({ visibilityProperty: true });
    const level = (node) => Number(node.getAttribute('aria-level') ?? node.tagName.slice(1));
    const top = [...document.querySelectorAll(onTop)].filter(shown).at(-1) ?? document;
    return {
      mains: [...document.querySelectorAll('main, [role=main]')].filter(shown).length,
      firsts: [...document.querySelectorAll('h1')].filter(shown).length,
      headings: [...top.querySelectorAll('h1, h2, h3, h4, h5, h6, [role=heading]')]
        .filter(shown)
        .map((node) => ({ level: level(node), text: node.textContent.trim() })),
    };
  }, ON_TOP);

/** Names, headings, landmarks. Names longer than 900 letters are left out of the tree: there axe alone looks for them. */
export async function check(page, { endless = false }) {
  const wrong = (endless ? '' : await dump(page))
    .split('\n')
    .filter((line) => UNNAMED.test(line))
    .map((line) => `without a name: ${line.trim()}`);
  const { mains, firsts, headings } = await outline(page);
  if (mains !== 1) wrong.push(`${mains} main landmarks instead of one`);
  if (firsts !== 1) wrong.push(`${firsts} headings of the first level instead of one`);
  let before = 1;
  for (const { level, text } of headings) {
    if (level > before + 1) wrong.push(`heading “${text}” of level ${level} follows one of level ${before}`);
    before = level;
  }
  return wrong;
}

/** The tree against the kept one. */
export async function compare(page, name) {
  const [actual, expected] = [await dump(page), await readFile(fileOf(name), 'utf8').catch(() => null)];
  const file = relative(root, fileOf(name));
  if (expected === null) return [`no tree is kept of it (${file})`];
  if (actual === expected) return [];
  return [`a screen reader finds something else than ${file} says:\n${changes(expected, actual)}`];
}

/** Lines gone and lines new; order alone is told as such. */
function changes(expected, actual) {
  const [old, fresh] = [expected.split('\n'), actual.split('\n')];
  const without = (lines, others) => {
    const left = [...others];
    return lines.filter((line) => {
      const at = left.indexOf(line);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  const told = [
    ...without(old, fresh).map((line) => `    - ${line}`),
    ...without(fresh, old).map((line) => `    + ${line}`),
  ];
  return told.length ? told.slice(0, 24).join('\n') : '    the same lines in another order';
}

/** Keeps the tree as the expected one. Answers whether it is new. */
export async function keep(page, name) {
  const [now, kept] = [await dump(page), await readFile(fileOf(name), 'utf8').catch(() => null)];
  if (now === kept) return false;
  await mkdir(TREES, { recursive: true });
  await writeFile(fileOf(name), now);
  return true;
}
