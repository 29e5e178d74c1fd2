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
 * @property {{ width: number, height: number }} [window] its size, if it is a window of its own
 * @property {boolean} [endless] some of its names are longer than a tree holds
 * @property {boolean} [draft] still being made: pictured by `npm run shots`, not held to anything
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
  { name: 'jobs-lost', scene: 'lost', looks: LOOKS },
  { name: 'jobs-quiet', scene: 'quiet' },
  { name: 'jobs-hostile', scene: 'hostile', endless: true },
  { name: 'jobs-crowd', scene: 'crowd' },
  { name: 'jobs-none', scene: 'busy', act: (page) => page.locator('input[type=search]').fill('otter zebra') },
  { name: 'details', scene: 'busy', looks: LOOKS, act: (page) => way.openJob(page, 'EDI import · ORDERS') },
  { name: 'details-countdown', scene: 'busy', act: (page) => way.openJob(page, 'Poste-07') },
  { name: 'details-inferred', scene: 'busy', act: inferred },
  { name: 'empty', scene: 'empty', looks: LOOKS },
  { name: 'activity', scene: 'busy', looks: LOOKS, act: (page) => way.go(page, 'activity') },
  { name: 'activity-empty', scene: 'quiet', act: (page) => way.go(page, 'activity') },
  { name: 'table', scene: 'busy', looks: LOOKS, act: table },
  { name: 'table-gap', scene: 'busy', act: (page) => way.openTable(page, 'RealisationTache') },
  { name: 'boards', scene: 'busy', looks: LOOKS, act: way.boards },
  { name: 'boards-lost', scene: 'lost', act: way.boards },
  { name: 'boards-empty', scene: 'quiet', act: (page) => way.go(page, 'boards') },
  // Beside them.
  { name: 'bell', scene: 'busy', sizes: ['narrow'], act: bell, wait: 'dialog.right' },
  { name: 'drawer', scene: 'lost', sizes: ['narrow'], act: way.unfold, wait: 'dialog.left' },
  { name: 'preferences', scene: 'busy', sizes: WIDE, act: (page) => page.locator('.choices').click() },
  { name: 'toasts', scene: 'busy', act: way.toasts, wait: '.toast' },
  // Dialogs.
  { name: 'server', scene: 'busy', looks: LOOKS, act: (page) => way.openServer(page), wait: 'dialog' },
  { name: 'server-edit', scene: 'lost', act: (page) => way.openServer(page, 2), wait: 'dialog form' },
  { name: 'server-remove', scene: 'lost', act: removeServer },
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
  { name: 'curve', scene: 'busy', looks: LOOKS, act: way.openCurve },
  { name: 'code', scene: 'busy', act: way.sendCode },
  { name: 'session', scene: 'busy', act: session, wait: 'dialog' },
  {
    name: 'closing',
    scene: 'busy',
    act: (page) => page.evaluate(() => window.fake.askClosing()),
    wait: 'dialog',
  },
  { name: 'delete-job', scene: 'busy', act: deleteJob, wait: 'dialog' },
  // Being made.
  { name: 'history', scene: 'busy', looks: LOOKS, act: (page) => way.go(page, 'history'), draft: true },
  { name: 'servers', scene: 'busy', looks: LOOKS, act: (page) => way.go(page, 'servers'), draft: true },
  { name: 'settings', scene: 'busy', looks: LOOKS, act: (page) => way.go(page, 'settings'), draft: true },
  {
    name: 'mini',
    scene: 'busy',
    hash: 'mini',
    window: { width: 340, height: 220 },
    sizes: WIDE,
    draft: true,
  },
];

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
  await page.locator('dialog .danger').click();
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
