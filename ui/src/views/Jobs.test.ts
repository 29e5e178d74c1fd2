import { page, userEvent } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import type { FakeBackend } from '../ipc/fake';
import { aServer } from '../ipc/scenes';
import { expectAccessible, SHADES } from '../test/axe';
import { NARROW, openWindow } from '../test/window';

const named = (name: string): ReturnType<typeof page.getByRole> =>
  page.getByRole('button', { name, exact: true }).first();
const item = (name: string | RegExp): ReturnType<typeof page.getByRole> =>
  page.getByRole('menuitem', { name });
const headings = (): (string | null)[] =>
  [...document.querySelectorAll('.fold .name')].map((node) => node.textContent);
const titles = (): (string | null)[] =>
  [...document.querySelectorAll('.job .title')].map((node) => node.textContent);
const lastRule = (fake: FakeBackend): unknown =>
  fake.calls.findLast(({ command }) => command === 'set_rule')?.args[0];

/** By a key: the row is brought into view and has the focus. */
async function openMenu(title: string): Promise<void> {
  named(title).element().focus();
  await userEvent.keyboard('{Shift>}{F10}{/Shift}');
  await expect.element(page.getByRole('menu')).toBeVisible();
}

async function groupBy(name: string): Promise<void> {
  await page.getByRole('button', { name: /^Grouped by/ }).click();
  await page.getByRole('menuitemradio', { name }).click();
}

describe('groups', () => {
  test('are of servers in their order, or of kinds by name; one folds away', async () => {
    await openWindow();
    await groupBy('Server');
    await expect.poll(headings).toEqual(['heron.example', 'otter.lan', 'estimates', 'postes.re']);
    await page.getByRole('button', { name: /^heron.example 5/ }).click();
    await expect.poll(titles).not.toContain('Campaign 123');
    await expect.element(page.getByText('1 in trouble').first()).toBeVisible();
    await groupBy('Kind');
    await expect.poll(titles).toContain('Campaign 123');
    expect(headings()[0]).toBe('backup');
  });

  test('stay as they were left, and so do those that are folded', async () => {
    const { fake } = await openWindow({ preferences: { grouping: 'server', folded: ['["server","s1"]'] } });
    await expect.poll(headings).toContain('otter.lan');
    expect(titles()).not.toContain('Campaign 123');
    await page.getByRole('button', { name: /^heron.example 5/ }).click();
    await expect.poll(titles).toContain('Campaign 123');
    await page
      .getByRole('button', { name: /^otter.lan/ })
      .nth(1)
      .click();
    await groupBy('Kind');
    expect(fake.preferences).toMatchObject({ grouping: 'kind', folded: ['["server","s2"]'] });
  });

  test('a folded one opens for the job of an alert', async () => {
    const { fake } = await openWindow();
    await groupBy('Server');
    await page
      .getByRole('button', { name: /^heron.example/ })
      .nth(1)
      .click();
    await expect.poll(titles).not.toContain('Campaign 123');
    fake.show({ server: 's1', id: 'campaign-123' });
    await expect.element(named('Campaign 123')).toHaveFocus();
  });
});

describe('the menu of a row', () => {
  test('opens where the pointer is, by its button and by keys, and gives the focus back', async () => {
    await openWindow();
    await named('Campaign 123').click({ button: 'right' });
    await expect.element(page.getByRole('menu', { name: 'What to do with Campaign 123' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'What to do with Campaign 123' }).click();
    await expect.element(item('Details')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await openMenu('Photo sync');
    await expect.poll(() => document.activeElement?.textContent?.trim()).toBe('Details');
    await userEvent.keyboard('{Escape}');
    await expect.element(named('Photo sync')).toHaveFocus();
  });

  test('watches and mutes with the right rule, other settings of it kept', async () => {
    const { fake, vigie } = await openWindow();
    const scope = { of: 'job', server: 's1', id: 'campaign-123' } as const;
    const kind = { of: 'kind', server: 's1', kind: 'email_sending' } as const;
    await vigie.backend.setRule({
      scope,
      events: {},
      muted: null,
      watched: null,
      only_mine: null,
      at_least_seconds: 90,
      warnings: { when: 'first' },
    });
    await openMenu('Campaign 123');
    await item(/^Watch/).click();
    await expect
      .poll(() => lastRule(fake))
      .toMatchObject({ scope, watched: true, at_least_seconds: 90, warnings: { when: 'first' } });
    await expect.element(page.getByTitle('Watched', { exact: true })).toBeVisible();
    await expect.poll(() => vigie.done?.text).toBe('Campaign 123 is watched: you will be told how it ends.');
    await openMenu('Campaign 123');
    await item(/^Mute all/).click();
    await expect.poll(() => lastRule(fake)).toMatchObject({ scope: kind, muted: true });
    await expect.element(page.getByTitle('Muted', { exact: true })).toBeVisible();
    await openMenu('Campaign 123');
    await item('Unmute this job').click();
    await expect.poll(() => lastRule(fake)).toMatchObject({ scope, muted: false, watched: true });
    await openMenu('Campaign 123');
    await item('Stop watching').click();
    await expect.poll(() => lastRule(fake)).toMatchObject({ scope, watched: null, at_least_seconds: 90 });
  });

  test('takes back what could not be kept, and says why', async () => {
    const { fake, vigie } = await openWindow();
    fake.failing.set('set_rule', { code: 'settings-not-written', reason: null, args: { detail: 'full' } });
    await openMenu('Campaign 123');
    await item('Mute this job').click();
    await expect.element(page.getByRole('alert')).toBeVisible();
    expect(document.querySelector('.sign')).toBeNull();
    expect(vigie.book.of({ of: 'job', server: 's1', id: 'campaign-123' }).muted).toBeNull();
  });

  test('pins on top, and back', async () => {
    const { vigie } = await openWindow();
    await openMenu('Nightly backup');
    await item('Pin on top').click();
    await expect.poll(() => [headings()[0], titles()[0]]).toEqual(['Pinned', 'Nightly backup']);
    await expect.element(named('Nightly backup')).toHaveFocus();
    await openMenu('Nightly backup');
    await item('Unpin').click();
    await expect.poll(() => headings()[0]).toBe('Needs attention');
    expect(vigie.preferences.choices.pinned).toEqual([]);
  });

  test('deletes what is over after a question; the focus comes back to the list', async () => {
    const { fake } = await openWindow();
    await openMenu('Campaign 123');
    expect(item('Delete on the server').elements()).toHaveLength(0);
    await userEvent.keyboard('{Escape}');
    await openMenu('EDI import · INVOIC');
    await item('Delete on the server').click();
    const dialog = page.getByRole('dialog', { name: 'Delete this job?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(named('EDI import · INVOIC')).toHaveFocus();
    expect(fake.calls.some(({ command }) => command === 'delete_job')).toBe(false);
  });

  test('goes with its job', async () => {
    const { fake } = await openWindow();
    await openMenu('Campaign 123');
    fake.push({ gone: [{ server: 's1', id: 'campaign-123' }] });
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  });

  for (const theme of SHADES) {
    for (const language of ['en', 'fr', 'ru'] as const) {
      test(`is accessible, ${theme}, ${language}`, async () => {
        await openWindow({ preferences: { theme, language, pinned: [{ server: 's1', id: 'edi-invoic' }] } });
        await openMenu('EDI import · INVOIC');
        await expectAccessible();
      });
    }
  }
});

describe('details', () => {
  test('show the curve of the rate, the owner, and what is usual', async () => {
    const { fake } = await openWindow();
    await named('EDI import · ORDERS').click();
    await expect.element(page.getByRole('img', { name: /^Rate of EDI import · ORDERS: / })).toBeVisible();
    await expect.element(page.getByText('Usually', { exact: true })).toBeVisible();
    await expect.element(page.getByText('Owner', { exact: true }).first()).toBeVisible();
    expect(fake.calls.filter(({ command }) => command === 'job_rates')[0]?.args).toEqual([
      { server: 's1', id: 'edi-orders' },
    ]);
  });
});

describe('ten thousand jobs', () => {
  const rows = (): number => document.querySelectorAll('.job').length;
  const nodes = (): number => document.querySelectorAll('main *').length;

  test('load, filter, regroup and change with few rows in the page', async () => {
    const { fake, vigie } = await openWindow({ scene: 'crowd' });
    await expect.poll(rows).toBeGreaterThan(8);
    expect(vigie.jobs.size).toBe(10_000);
    const before = nodes();
    await groupBy('Server');
    await expect.poll(headings).toContain('heron.example');
    expect(rows()).toBeLessThan(60);
    await groupBy('Kind');
    await expect.poll(headings).toEqual(['import']);
    await page.getByRole('searchbox').fill('import 777');
    await expect.poll(() => titles().every((title) => title?.includes('777'))).toBe(true);
    await page.getByRole('searchbox').fill('');
    const now = Date.now();
    fake.push({
      jobs: fake.scene.jobs.map((job) => ({ ...job, done: 9999, percent: 99.99, heard_at: now })),
    });
    await expect.poll(() => document.querySelector('.job')?.textContent).toContain('9,999');
    expect(rows()).toBeLessThan(60);
    expect(nodes()).toBeLessThan(before + 200);
  });

  test('bring no listener and no timer of their own', async () => {
    const counted = { listeners: 0, timers: 0 };
    const listen = EventTarget.prototype.addEventListener;
    const { setInterval: every } = window;
    EventTarget.prototype.addEventListener = function (this: EventTarget, ...args): void {
      if (this instanceof Element && this.closest('.place')) counted.listeners += 1;
      listen.apply(this, args);
    };
    window.setInterval = ((...args: Parameters<typeof every>) => {
      counted.timers += 1;
      return every(...args);
    }) as typeof every;
    try {
      await openWindow({ scene: 'crowd' });
      await expect.poll(rows).toBeGreaterThan(8);
      // The clock of the window is the one timer there is.
      expect(counted).toEqual({ listeners: 0, timers: 1 });
    } finally {
      EventTarget.prototype.addEventListener = listen;
      window.setInterval = every;
    }
  });

  test('stay under the pointer while they change, in groups too', async () => {
    const { fake, vigie } = await openWindow({ scene: 'crowd' });
    await groupBy('Server');
    await expect.poll(() => titles().length).toBeGreaterThan(8);
    await page.getByRole('list', { name: 'Jobs' }).hover({ position: { x: 200, y: 200 } });
    const before = titles();
    fake.push({
      jobs: fake.scene.jobs.slice(0, 3000).map((job, n) => ({ ...job, state: n % 2 ? 'failed' : 'stalled' })),
    });
    await expect.poll(() => vigie.jobs.summary.trouble).toBe(1500);
    expect(titles()).toEqual(before);
  });
});

describe('density', () => {
  test('makes rows lower, and the list knows', async () => {
    const { vigie } = await openWindow({ scene: 'crowd' });
    const height = (): number => document.querySelector<HTMLElement>('.room')?.offsetHeight ?? 0;
    await expect.poll(height).toBeGreaterThan(10_000 * 46);
    await vigie.preferences.change({ density: 'compact' });
    await expect.poll(height).toBeLessThan(10_000 * 34);
    expect(document.querySelector<HTMLElement>('.job')?.offsetHeight).toBe(32);
  });

  for (const theme of SHADES)
    test(`compact is accessible, ${theme}`, async () => {
      await openWindow({ preferences: { theme, density: 'compact' } }, NARROW);
      await expectAccessible();
    });
});

describe('the foot', () => {
  test('says what was done, for those who see and those who hear', async () => {
    const { vigie } = await openWindow();
    vigie.tell('Import is watched.');
    await expect.element(page.getByRole('status').getByText('Import is watched.')).toBeVisible();
  });

  test('tells the pace, and when it is quiet', async () => {
    const now = new Date(2026, 10, 21, 23, 0).getTime();
    const { fake, vigie } = await openWindow({ now });
    await expect.element(page.getByText('Quiet hours off')).toBeVisible();
    const spans = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 22 * 60, to: 7 * 60 }];
    await vigie.backend.setRules({
      ...fake.rules,
      quiet: { on: true, spans, failures_come_through: true },
    });
    await expect.element(page.getByText(/^Quiet until 7:00/)).toBeVisible();
    fake.push({
      now: now + 5000,
      servers: fake.scene.servers.map((one) => ({ ...one, events: one.events + 200 })),
    });
    vigie.clock.tick();
    await expect.element(page.getByText('200 events/s')).toBeVisible();
    fake.push({ servers: [aServer({ id: 's9', name: 'gone', link: 'waiting' })], now: now + 6000 });
    vigie.clock.tick();
    await expect.element(page.getByText('events/s', { exact: false })).not.toBeInTheDocument();
  });
});
