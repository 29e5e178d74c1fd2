import { page, userEvent } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import type { FakeBackend } from '../ipc/fake';
import { aRecord } from '../ipc/samples/records';
import { aNotice } from '../ipc/scenes';
import { expectAccessible, SHADES } from '../test/axe';
import { NARROW, openWindow, WIDE } from '../test/window';

type Opened = Awaited<ReturnType<typeof openWindow>>;

async function activity(...args: Parameters<typeof openWindow>): Promise<Opened> {
  const opened = await openWindow(...args);
  opened.vigie.go('activity');
  await expect.element(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
  return opened;
}

const line = (name: string): ReturnType<typeof page.getByRole> =>
  page.getByRole('list', { name: 'Activity' }).getByRole('button', { name, exact: true }).first();
const chip = (model: RegExp): ReturnType<typeof page.getByRole> =>
  page.getByRole('group', { name: 'Tables' }).getByRole('button', { name: model });
const cell = (text: string): ReturnType<typeof page.getByRole> =>
  page.getByRole('table').getByRole('cell', { name: text, exact: true });

/** The newest of one record, with another status. */
function send(fake: FakeBackend, id: string, status: string, at: number): void {
  const old = fake.scene.records.findLast((one) => one.model === 'estimate' && one.id === id);
  fake.changeRecords({
    ...aRecord({ id }),
    ...old,
    fields: { ...old?.fields, status },
    changed: ['status'],
    at,
  });
}

describe('the activity', () => {
  test('tells changes and messages of servers newest first, in days', async () => {
    const { fake } = await activity();
    await expect.element(page.getByRole('heading', { level: 2, name: 'Today' })).toBeVisible();
    await expect.element(page.getByText('Updated · by Иван Кузнецов · status: Согласована')).toBeVisible();
    await expect.element(line('Nouvelle évaluation')).toBeVisible();
    fake.changeRecords(aRecord({ id: '99', label: 'Brand new', action: 'created', at: Date.now() }));
    await expect.poll(() => document.querySelector('.line .title')?.textContent).toBe('Brand new');
    fake.notify(
      aNotice({ id: 'm1', kind: 'message', title: 'Hello there', text: 'all', at: Date.now() + 1 }),
    );
    await expect.poll(() => document.querySelector('.line .title')?.textContent).toBe('Hello there');
  });

  test('is filtered by model, server, action and text', async () => {
    const { vigie } = await activity();
    await page.getByRole('searchbox').fill('solilms deleted');
    await expect.poll(() => document.querySelectorAll('.line').length).toBe(1);
    await page.getByRole('searchbox').fill('zebra');
    await expect.element(page.getByText('Nothing here matches “zebra”.')).toBeVisible();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    expect(vigie.records.filter).toBe('');
    await expect.element(line('Nouvelle évaluation')).toBeVisible();
  });

  test('opens a record with all its fields, and its table from there', async () => {
    await activity();
    await line('Смета_2025-01-07_Объект_6').click();
    const dialog = page.getByRole('dialog', { name: 'Смета_2025-01-07_Объект_6' });
    await expect.element(dialog.getByText('ЖК «Северный»')).toBeVisible();
    await dialog.getByRole('button', { name: 'Show the table' }).click();
    await expect.element(page.getByRole('table', { name: 'estimate' })).toBeVisible();
  });

  test('is walked through with the arrows, one stop of the Tab key', async () => {
    await activity();
    (line('Смета_2025-01-07_Объект_6').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.poll(() => document.activeElement?.textContent).toBe('Смета_2025-01-08_Объект_7');
    expect(document.querySelectorAll('.line .title[tabindex="0"]')).toHaveLength(1);
  });

  test('does not move under the pointer: what is new waits behind a button', async () => {
    const { fake } = await activity();
    await line('Nouvelle évaluation').hover();
    fake.changeRecords(aRecord({ id: '99', label: 'Brand new', action: 'created', at: Date.now() }));
    const fresh = page.getByRole('button', { name: '1 new' });
    await expect.element(fresh).toBeVisible();
    expect(line('Brand new').elements()).toHaveLength(0);
    await fresh.click();
    await expect.element(line('Brand new')).toBeVisible();
  });

  test('says where something may have been missed', async () => {
    const { fake } = await activity();
    const to = Date.now() - 60_000;
    fake.push({ gaps: [{ server: 's5', from: to - 300_000, to }], records_skipped: 21 });
    await expect.element(page.getByText(/^Nothing was heard from solilms \(.*\d:\d\d.*\)/)).toBeVisible();
    await expect.element(page.getByText(/^21 changes came too fast/)).toBeVisible();
  });

  test('teaches what will be here while nothing is', async () => {
    await activity({ scene: 'quiet' });
    await expect.element(page.getByText('Nothing has changed yet')).toBeVisible();
    await expectAccessible();
  });

  test('draws what is in sight only, of two thousand changes', async () => {
    const { fake, vigie } = await activity();
    const now = Date.now();
    fake.changeRecords(
      ...Array.from({ length: 3000 }, (_, n) => aRecord({ id: String(n), label: `Row ${n}`, at: now + n })),
    );
    await expect.element(line('Row 2999')).toBeVisible();
    expect(vigie.records.changes).toHaveLength(2000);
    expect(document.querySelectorAll('.line').length).toBeLessThan(60);
  });
});

describe('a table', () => {
  const open = async (model: RegExp): Promise<void> => {
    await chip(model).click();
    await expect.element(page.getByRole('table')).toBeVisible();
  };

  test('changes its rows field by field, and marks what changed', async () => {
    const { fake } = await activity();
    await open(/^estimate/);
    await expect.element(cell('Согласована')).toBeVisible();
    const row = cell('Согласована').element().closest('[role=row]');
    expect(document.querySelectorAll('.changed')).toHaveLength(0);
    send(fake, '6', 'Оплачена', Date.now());
    await expect.element(cell('Оплачена')).toBeVisible();
    expect(cell('Оплачена').element().closest('[role=row]')).toBe(row);
    expect([...document.querySelectorAll('.changed')].map((one) => one.textContent)).toEqual(['Оплачена']);
    await expect.poll(() => document.querySelectorAll('.changed').length, { timeout: 8000 }).toBe(0);
  });

  test('keeps what was deleted, struck and with the word', async () => {
    await activity();
    await open(/^estimate/);
    const deleted = page.getByRole('row').filter({ hasText: 'Deleted' });
    await expect.element(deleted.getByRole('button')).toHaveTextContent('Смета_2025-01-06_Объект_5');
    const title = deleted.getByRole('button').element();
    expect(getComputedStyle(title).textDecorationLine).toBe('line-through');
  });

  test('says after a gap that it may have changed unseen', async () => {
    await activity();
    await open(/^RealisationTache/);
    await expect.element(page.getByText(/may have changed while disconnected \(.*\d:\d\d.*\)/)).toBeVisible();
    await open(/^estimate/);
    await expect.element(page.getByText(/may have changed/)).not.toBeInTheDocument();
  });

  test('that cannot be read says why, and can be asked for again', async () => {
    const { fake } = await activity();
    fake.failing.set('list_records', { code: 'server-unknown', reason: null, args: {} });
    await chip(/^project/).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('There is no such server any more.');
    fake.failing.clear();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.element(page.getByRole('table', { name: 'project' })).toBeVisible();
  });
});

for (const theme of SHADES) {
  for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
    test(`changes, tables and records are accessible, ${theme}, ${size}`, async () => {
      const { fake } = await activity({ preferences: { theme } }, viewport);
      await expectAccessible();
      await chip(/^estimate/).click();
      await expect.element(page.getByRole('table')).toBeVisible();
      send(fake, '6', 'Оплачена', Date.now());
      await expect.element(cell('Оплачена')).toBeInTheDocument();
      await expectAccessible();
      await page.getByRole('button', { name: 'Смета_2025-01-07_Объект_6' }).click();
      await expect.element(page.getByRole('dialog')).toBeVisible();
      await expectAccessible();
    });
  }

  test(`what nobody asked for is accessible, ${theme}`, async () => {
    await activity({ scene: 'hostile', preferences: { theme } });
    await expectAccessible();
    expect(document.querySelectorAll('main img, main script')).toHaveLength(0);
  });
}
