// Every place of the window: one line each. Pictures, axe, names, keyboard and console errors follow from it.
import * as way from './ways.mjs';

/**
 * @typedef {object} Place
 * @property {string} name of its files
 * @property {'busy' | 'lost' | 'quiet' | 'empty' | 'hostile' | 'crowd'} scene
 * @property {(page: import('playwright').Page) => Promise<unknown>} [act] how to get there from the jobs
 * @property {string} [wait] what is there on arrival: a selector
 * @property {readonly string[]} [looks] pictures kept of it: LOOKS for a place people live in; else FEW
 * @property {('wide' | 'narrow')[]} [sizes] where it exists; else in both
 * @property {string} [hash] of its address: a window of its own
 * @property {{ width: number, height: number }} [window] its size, where it is another
 * @property {boolean} [endless] some of its names are longer than a tree holds
 */

/** Every picture that is made of a place: size, theme, language. */
export const LOOKS = [
  'wide-light-en',
  'wide-dark-en',
  'wide-light-fr',
  'wide-light-ru',
  'narrow-light-en',
  'narrow-dark-ru',
];
/** Those that are kept of a less important one. */
export const FEW = ['wide-light-en', 'narrow-dark-ru'];

/** Nothing of this size hangs together; it is shown only so. */
const WIDE = ['wide'];

/** @type {Place[]} */
export const PLACES = [
  // Views.
  { name: 'jobs', scene: 'busy', looks: LOOKS },
  { name: 'jobs-lost', scene: 'lost' },
  { name: 'jobs-quiet', scene: 'quiet' },
  { name: 'jobs-hostile', scene: 'hostile', endless: true },
  { name: 'jobs-crowd', scene: 'crowd' },
  { name: 'jobs-compact', scene: 'busy', act: (page) => compact(page) },
  { name: 'jobs-grouped', scene: 'lost', act: grouped },
  { name: 'jobs-none', scene: 'busy', act: (page) => page.locator('input[type=search]').fill('otter zebra') },
  { name: 'details', scene: 'busy', looks: LOOKS, act: (page) => way.openJob(page, 'EDI import · ORDERS') },
  { name: 'details-countdown', scene: 'busy', act: (page) => way.openJob(page, 'Poste-07') },
  { name: 'details-inferred', scene: 'busy', act: inferred },
  { name: 'empty', scene: 'empty', looks: LOOKS },
  { name: 'activity', scene: 'busy', looks: LOOKS, act: (page) => way.go(page, 'activity') },
  { name: 'activity-compact', scene: 'busy', act: (page) => compact(page, () => way.go(page, 'activity')) },
  { name: 'activity-empty', scene: 'quiet', act: (page) => way.go(page, 'activity') },
  { name: 'table', scene: 'busy', act: table },
  { name: 'table-gap', scene: 'busy', act: (page) => way.openTable(page, 'RealisationTache') },
  { name: 'boards', scene: 'busy', looks: LOOKS, act: way.boards },
  { name: 'boards-lost', scene: 'lost', act: way.boards },
  { name: 'boards-empty', scene: 'quiet', act: (page) => way.go(page, 'boards') },
  { name: 'history', scene: 'busy', looks: LOOKS, act: way.past },
  { name: 'history-compact', scene: 'busy', act: (page) => compact(page, () => way.past(page)) },
  {
    name: 'history-one-line',
    scene: 'busy',
    act: (page) => compact(page, () => way.past(page)),
    sizes: WIDE,
    window: { width: 1720, height: 760 },
    looks: ['wide-light-en', 'wide-dark-ru'],
  },
  { name: 'history-none', scene: 'busy', act: pastNone },
  { name: 'history-empty', scene: 'quiet', act: (page) => way.go(page, 'history') },
  { name: 'servers', scene: 'lost', looks: LOOKS, act: (page) => way.go(page, 'servers') },
  { name: 'server', scene: 'busy', looks: LOOKS, act: (page) => way.openServer(page) },
  { name: 'server-messages', scene: 'busy', act: messages },
  { name: 'server-connection', scene: 'lost', act: connection },
  { name: 'server-remove', scene: 'lost', act: removeServer },
  { name: 'settings-general', scene: 'busy', act: (page) => way.settings(page, 0) },
  { name: 'settings-alerts', scene: 'busy', looks: LOOKS, act: (page) => way.settings(page, 1) },
  { name: 'settings-quiet', scene: 'busy', act: (page) => way.settings(page, 2) },
  { name: 'settings-sounds', scene: 'busy', act: (page) => way.settings(page, 3) },
  { name: 'settings-data', scene: 'busy', act: (page) => way.settings(page, 4) },
  { name: 'settings-import', scene: 'busy', act: way.importFile },
  { name: 'settings-about', scene: 'busy', act: (page) => way.settings(page, 5) },
  // Beside them.
  { name: 'bell', scene: 'busy', sizes: ['narrow'], act: bell, wait: 'dialog.right' },
  { name: 'drawer', scene: 'lost', sizes: ['narrow'], act: way.unfold, wait: 'dialog.left' },
  { name: 'toasts', scene: 'busy', sizes: ['narrow'], act: way.toasts, wait: '.toast' },
  // Dialogs.
  { name: 'server-edit', scene: 'lost', act: editServer, wait: 'dialog form' },
  { name: 'server-linked', scene: 'busy', act: (page) => way.link(page, 'heron.example') },
  {
    name: 'server-add',
    scene: 'empty',
    act: (page) => way.testServer(page, 'http://heron.example/core/', 'wrong'),
  },
  { name: 'server-tested', scene: 'empty', act: (page) => way.testServer(page, 'heron.example', 'right') },
  { name: 'server-unsure', scene: 'empty', act: (page) => way.addServer(page, 'unsure.example') },
  { name: 'server-token', scene: 'empty', act: token },
  { name: 'server-certificate', scene: 'empty', act: way.doubt },
  { name: 'server-options', scene: 'empty', act: options },
  { name: 'record', scene: 'busy', act: record, wait: 'dialog' },
  { name: 'message', scene: 'busy', act: way.openMessage, wait: 'dialog' },
  { name: 'curve', scene: 'busy', act: way.openCurve },
  { name: 'code', scene: 'busy', act: way.sendCode },
  { name: 'session', scene: 'busy', act: session, wait: 'dialog' },
  {
    name: 'closing',
    scene: 'busy',
    act: (page) => page.evaluate(() => window.fake.askClosing()),
    wait: 'dialog',
  },
  { name: 'delete-job', scene: 'busy', act: deleteJob, wait: 'dialog' },
  { name: 'past', scene: 'busy', act: pastJob, wait: 'dialog' },
  { name: 'away', scene: 'busy', act: (page) => page.evaluate(() => window.fake.beAway()), wait: 'dialog' },
  { name: 'shortcuts', scene: 'busy', act: (page) => page.keyboard.press('?'), wait: 'dialog' },
  { name: 'diagnostics', scene: 'busy', act: diagnostics, wait: 'dialog pre' },
  // Menus.
  { name: 'menu-row', scene: 'busy', act: rowMenu, wait: '[role=menu]' },
  { name: 'menu-group', scene: 'busy', act: way.groupMenu, wait: '[role=menu]' },
  { name: 'menu-pause', scene: 'busy', act: pauseMenu, wait: '[role=menu]' },
  // The small window.
  { name: 'mini', scene: 'busy', ...small(320, 220) },
  { name: 'mini-least', scene: 'lost', ...small(240, 120) },
];

function small(width, height) {
  return { hash: 'mini', window: { width, height }, sizes: WIDE, looks: LOOKS, wait: 'main li' };
}

/**
 * Close rows, then somewhere.
 * @param {import('playwright').Page} page
 * @param {() => Promise<unknown>} [go]
 */
async function compact(page, go) {
  await way.prefer(page, { density: 'compact' });
  await go?.();
}

async function grouped(page) {
  await way.groupMenu(page);
  await page.locator('[role=menu] [role^=menuitem]').nth(1).click();
  await page.locator('[role=menu]').waitFor({ state: 'detached' });
}

async function pastNone(page) {
  await way.past(page);
  await page.locator('input[type=search]').fill('otter zebra');
  await page.locator('main .none').waitFor();
}

async function pastJob(page) {
  await way.past(page);
  await page.locator('main [role=row] .title').nth(4).click();
}

async function messages(page) {
  await way.openServer(page);
  await page.locator('main [role=tab]').nth(1).click();
  await page.locator('.frame').nth(4).waitFor();
}

async function connection(page) {
  await way.openServer(page);
  await page.locator('main [role=tab]').nth(2).click();
  await page.locator('.page ol li').nth(2).waitFor();
}

async function diagnostics(page) {
  await way.settings(page, 4);
  await page.locator('.part [aria-haspopup=dialog]').click();
}

async function rowMenu(page) {
  await page.locator('.job').nth(1).click({ button: 'right' });
}

async function pauseMenu(page) {
  await way.unfold(page);
  await page.locator('.sidebar .pause').click();
}

async function inferred(page) {
  await page.locator('input[type=search]').fill('cover');
  await way.openJob(page, 'Cover fetch');
}

async function table(page) {
  await way.openTable(page, 'estimate');
  await way.changeRecord(page);
}

async function bell(page) {
  await page.locator('header .bell').click();
}

async function removeServer(page) {
  await way.openServer(page);
  await page.locator('.page .danger').click();
}

/** One that waits for the person to sign in. */
async function editServer(page) {
  await way.openServer(page, 2);
  await page.locator('.page .primary').click();
}

async function token(page) {
  await way.addServer(page, 'estimates.example');
  await page.locator('dialog details summary').first().click();
}

async function options(page) {
  await way.addServer(page, 'postes.example');
  await page.locator('dialog details summary').last().click();
  await page.locator('dialog details .link').click();
}

async function record(page) {
  await way.go(page, 'activity');
  await page.locator('.line .title').first().click();
}

async function session(page) {
  await way.go(page, 'boards');
  await page.locator('.actions .button').nth(1).click();
}

async function deleteJob(page) {
  await way.openJob(page, 'EDI import · INVOIC');
  await page.locator('.details .danger').click();
}
