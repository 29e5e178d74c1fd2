// That the sweep can fail: a window is damaged on purpose, and each check has to see its damage.
import { byAll, byColours, sweep } from './axe.mjs';
import { walk } from './keys.mjs';
import * as pictures from './pictures.mjs';
import { PLACES } from './table.mjs';
import { tour } from './tour.mjs';
import * as tree from './tree.mjs';

const LOOK = 'wide-light-en';
const jobs = PLACES.find(({ name }) => name === 'jobs');

/**
 * What is done to the page, the check that has to see it, and how that tells of it; one after the other, on one page.
 * @type {{ what: string, damage: () => void, check: (page: import('playwright').Page) => Promise<string[]>, told: RegExp }[]}
 */
const DAMAGES = [
  {
    what: 'rows three points to the right',
    damage: () => document.querySelector('.job').parentElement.style.setProperty('padding-left', '3px'),
    check: (page) => pictures.compare(page, `jobs-${LOOK}`),
    told: /points differ/,
  },
  {
    what: 'pale words',
    damage: () => document.querySelector('main .sum').style.setProperty('color', '#bbb'),
    check: (page) => sweep(page, byColours),
    told: /axe color-contrast/,
  },
  {
    what: 'a filter without a name',
    damage: () =>
      ['aria-label', 'placeholder', 'title'].forEach((name) =>
        document.querySelector('input[type=search]').removeAttribute(name),
      ),
    check: async (page) => {
      const all = [
        await sweep(page, byAll),
        await tree.check(page, jobs),
        await tree.compare(page, 'jobs-wide'),
      ];
      return all.every(({ length }) => length) ? all.flat() : [];
    },
    told: /axe label[^]*without a name: - searchbox[^]*a screen reader finds something else/,
  },
  {
    what: 'a heading of the fourth level, and a second main landmark',
    damage: () => document.querySelector('main').insertAdjacentHTML('afterend', '<main><h4>Lost</h4></main>'),
    check: (page) => tree.check(page, jobs),
    told: /2 main landmarks[^]*“Lost” of level 4/,
  },
  {
    what: 'a button that hides its focus',
    damage: () => document.querySelector('.add').style.setProperty('outline', 'none'),
    check: walk,
    told: /focus is not seen on <button[^>]*class="add/,
  },
  {
    what: 'a field that keeps the focus to itself',
    damage: () =>
      document
        .querySelector('input[type=search]')
        .addEventListener('keydown', (event) => event.key === 'Tab' && event.preventDefault()),
    check: walk,
    told: /not reached by Tab/,
  },
];

/** Answers which damages nobody saw. `alike`: pictures can be compared. */
export async function prove(browser, alike, prepare) {
  const blind = [];
  async function visit(page) {
    for (const { what, damage, check, told } of DAMAGES.slice(alike ? 0 : 1)) {
      await page.evaluate(damage);
      const found = (await check(page)).join('\n');
      if (!told.test(found)) blind.push(`${what}: not seen; the check told “${found.slice(0, 300)}”`);
    }
    await page.evaluate(() => console.error('a complaint'));
    return [];
  }
  const heard = await tour({ browser, places: [jobs], looksOf: () => [LOOK], visit, prepare });
  if (!heard.some((what) => what.includes('a complaint'))) blind.push('an error in the console: not heard');
  return blind;
}
