import { page, userEvent } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import type { Language } from '../ipc/bindings';
import { expectAccessible, SHADES } from '../test/axe';
import { NARROW, openWindow, WIDE } from '../test/window';

type Opened = Awaited<ReturnType<typeof openWindow>>;

async function history(...args: Parameters<typeof openWindow>): Promise<Opened> {
  const opened = await openWindow(...args);
  opened.vigie.go('history');
  await expect.poll(() => opened.vigie.history.total).not.toBe(null);
  return opened;
}

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[role=table] .title')];
const choose = (label: string): ReturnType<typeof page.getByRole> =>
  page.getByRole('group', { name: 'Which jobs' }).getByRole('combobox', { name: label });

describe('the history', () => {
  test('says how many there are and how long each took, against the usual, in words', async () => {
    await history();
    await expect.element(page.getByText('412 jobs ended')).toBeVisible();
    const row = page.getByRole('row').filter({ hasText: 'EDI import · DESADV' }).first();
    await expect.element(row).toHaveTextContent(/2\.1 times as long as usual: 3 min 40 \(88 runs\)/);
    await expect.element(row.getByText('2.1× usual')).toBeVisible();
    // Nothing is said where nothing is known.
    await page.getByRole('searchbox').fill('Poste-');
    await expect.poll(() => rows()[0]?.textContent).toMatch(/^Poste-/);
    expect(page.getByText(/usual/).elements()).toHaveLength(0);
  });

  test('Ctrl K searches; nothing found says so and lets go of all filters', async () => {
    const { vigie } = await history();
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.keyboard('zebra');
    await expect.element(page.getByText('No job of the past fits this.')).toBeVisible();
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.element(page.getByText('412 jobs ended')).toBeVisible();
    await expect.element(page.getByRole('searchbox')).toHaveValue('');
    expect(vigie.history.narrowed).toBe(false);
  });

  test('is narrowed by outcome, server, kind and period', async () => {
    const { vigie } = await history();
    await choose('Outcome').selectOptions('Failed');
    await choose('Server').selectOptions('heron.example');
    await choose('Kind').selectOptions('edi_import');
    await choose('Period').selectOptions('Last 30 days');
    await expect.poll(() => vigie.history.rows[0]?.outcome).toBe('failed');
    expect(vigie.history.rows.every(({ kind }) => kind === 'edi_import')).toBe(true);
    expect(vigie.history.choice.period).toBe('month');
  });

  test('goes on by itself when its end is in sight', async () => {
    const { vigie } = await history();
    const scroller = document.querySelector('.scroller');
    scroller?.scrollTo(0, 100 * 47);
    await expect.poll(() => vigie.history.rows.length).toBe(200);
  });

  test('what ends meanwhile waits behind a button, and the rows stay where they are', async () => {
    const { fake } = await history();
    const first = rows()[0]?.textContent;
    fake.change({ server: 's1', id: 'campaign-123' }, { state: 'completed', finished_at: Date.now() });
    fake.change({ server: 's2', id: 'scan' }, { state: 'failed', finished_at: Date.now() });
    const fresh = page.getByRole('button', { name: '2 new — show' });
    await expect.element(fresh).toBeVisible();
    expect(rows()[0]?.textContent).toBe(first);
    await fresh.click();
    await expect.poll(() => rows()[0]?.textContent).toBe('Library scan · Extracting tags');
    await expect.element(fresh).not.toBeInTheDocument();
  });

  test('a row opens all there is to say, by keyboard, and leads to those of its kind', async () => {
    const { vigie } = await history();
    rows()[0]?.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}');
    await expect.poll(() => document.activeElement?.textContent).toBe('Library scan · /srv/music');
    await userEvent.keyboard('{Enter}');
    const dialog = page.getByRole('dialog', { name: 'Library scan · /srv/music' });
    await expect.element(dialog.getByText('Permission denied: /srv/music/incoming')).toBeVisible();
    await expect.element(dialog.getByText('"run_by": "ada"', { exact: false })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.poll(() => document.activeElement?.textContent).toBe('Library scan · /srv/music');
    await userEvent.keyboard('{Enter}');
    await dialog.getByRole('button', { name: 'Show all of this kind' }).click();
    expect(vigie.history.choice).toMatchObject({ kind: 'scan', server: 's2', outcome: null });
    await expect.poll(() => vigie.history.rows.every(({ kind }) => kind === 'scan')).toBe(true);
  });

  test('is taken along as a file that can be found', async () => {
    const { fake } = await history();
    await page.getByRole('searchbox').fill('INVOIC');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'As a table (CSV)' }).click();
    const said = page.getByText(/^Saved \d+ rows to \/home\/ada\/Downloads\/vigie-history\.csv$/);
    await expect.element(said).toBeVisible();
    expect(fake.calls.find(({ command }) => command === 'export_history')?.args).toMatchObject([
      { text: 'INVOIC' },
      'csv',
    ]);
    await page.getByRole('button', { name: 'Show in folder' }).click();
    expect(fake.calls.at(-1)).toEqual({
      command: 'show_file',
      args: ['/home/ada/Downloads/vigie-history.csv'],
    });
  });

  test('a file that cannot be written is told of', async () => {
    const { fake } = await history();
    fake.failing.set('export_history', {
      code: 'file-not-written',
      reason: null,
      args: { file: 'a.csv', detail: 'disk full' },
    });
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'As data (JSON)' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent(/a\.csv could not be written: disk full/);
  });

  test('what cannot be read is told of by its code, and tried again', async () => {
    const { vigie, fake } = await openWindow();
    fake.failing.set('history', { code: 'store-trouble', reason: null, args: { detail: 'locked' } });
    vigie.go('history');
    await expect.element(page.getByRole('alert')).toHaveTextContent(/The history could not be read/);
    fake.failing.clear();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.element(page.getByText('412 jobs ended')).toBeVisible();
  });

  test('teaches when nothing has ended yet', async () => {
    await history({ scene: 'quiet' });
    await expect.element(page.getByRole('heading', { name: 'Nothing has ended yet' })).toBeVisible();
    await expectAccessible();
  });

  for (const theme of SHADES) {
    for (const language of ['en', 'fr', 'ru'] as Language[]) {
      test(`is accessible with its dialog and its menu, ${theme}, ${language}`, async () => {
        await history({ preferences: { theme, language } }, theme === 'dark' ? NARROW : WIDE);
        await expectAccessible();
        document.querySelector<HTMLElement>('.filters .button')?.click();
        await expect.element(page.getByRole('menu')).toBeVisible();
        await expectAccessible();
        await userEvent.keyboard('{Escape}');
        await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
        rows()[4]?.click();
        await expect.element(page.getByRole('dialog')).toBeVisible();
        await expectAccessible();
      });
    }
  }
});
