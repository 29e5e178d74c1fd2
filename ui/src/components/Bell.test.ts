import { page, userEvent } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import { aFrame } from '../ipc/samples/feed';
import { aNotice } from '../ipc/scenes';
import { NARROW, openWindow } from '../test/window';

describe('the bell', () => {
  test('lands on the job of a notice and takes it as read', async () => {
    const { fake, vigie } = await openWindow();
    await page.getByRole('button', { name: 'Unread: EDI import · INVOIC failed at 37 %' }).click();
    await expect
      .element(page.getByRole('button', { name: 'EDI import · INVOIC', exact: true }))
      .toHaveAttribute('aria-expanded', 'true');
    expect(fake.calls.find(({ command }) => command === 'mark_read')?.args).toEqual([['7']]);
    await expect.poll(() => vigie.notices.unread).toBe(2);
  });

  test('a sign-in that is needed opens its server', async () => {
    const { fake } = await openWindow();
    fake.notify(
      aNotice({
        id: 'n',
        kind: 'signed_out',
        server: 's3',
        server_name: 'estimates',
        job: null,
        at: Date.now(),
      }),
    );
    await page.getByRole('button', { name: 'Unread: estimates wants you to sign in' }).first().click();
    await expect.element(page.getByRole('dialog', { name: 'estimates' })).toBeVisible();
  });

  test('a record opens its table, a message the activity, a lost server its page', async () => {
    const { vigie } = await openWindow();
    await page.getByRole('button', { name: 'Estimate Смета_2025-01-08_Объект_7 created' }).click();
    await expect.element(page.getByRole('table', { name: 'estimate' })).toBeVisible();
    await page.getByRole('button', { name: 'Nouvelle évaluation' }).first().click();
    await expect.element(page.getByRole('list', { name: 'Activity' })).toBeVisible();
    expect(vigie.records.open).toBeNull();
    await page.getByRole('button', { name: /^postes.re unreachable/ }).click();
    await expect.element(page.getByRole('heading', { level: 2, name: 'postes.re' })).toBeVisible();
  });

  test('what a server said before and Vigie heard only now lies where it belongs, and the bell rings on', async () => {
    const { fake } = await openWindow();
    const message = { kind: 'message', server: 's5', job: null } as const;
    fake.notify(aNotice({ ...message, id: 'old', title: 'Of last week', at: Date.now() - 7 * 86_400_000 }));
    fake.notify(aNotice({ ...message, id: 'new', title: 'Of just now', at: Date.now() }));
    await expect.element(page.getByRole('button', { name: 'Of just now' }).first()).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Of last week' }).first()).toBeInTheDocument();
    const names = [...document.querySelectorAll('.bell h3')].map((day) => day.textContent);
    expect(names[0]).toBe('Today');
    expect(new Set(names).size).toBe(names.length);
  });

  test('says of a record what happened, who did it and where', async () => {
    await openWindow();
    await expect
      .element(page.getByText('By Анна Орлова · Project ЖК «Северный» · Status Черновик · estimates'))
      .toBeVisible();
    await expect.element(page.getByText(/Votre réalisation .* a été évaluée par Mme Petit/)).toBeVisible();
    await expect.element(page.getByText('12 messages were waiting')).toBeVisible();
    await expect.element(page.getByText(/^After 5\smin; 2 jobs are open there$/)).toBeInTheDocument();
  });

  test('marks one as read without going there, and all at once', async () => {
    const { vigie } = await openWindow();
    await page.getByRole('button', { name: /^Mark as read: EDI import · ORDERS/ }).click();
    await expect.poll(() => vigie.notices.unread).toBe(2);
    expect(vigie.jobs.open).toBeNull();
    await page.getByRole('button', { name: 'Mark all read' }).click();
    await expect.poll(() => vigie.notices.unread).toBe(0);
    await expect.element(page.getByRole('button', { name: 'Mark all read' })).not.toBeInTheDocument();
  });

  test('filters', async () => {
    await openWindow();
    await page.getByRole('button', { name: 'Failed', exact: true }).click();
    await expect.element(page.getByText('Stock import is gone')).toBeVisible();
    await expect.element(page.getByText('Campaign 122 completed')).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'News', exact: true }).click();
    await expect.element(page.getByText('Nouvelle évaluation')).toBeVisible();
    await expect.element(page.getByText('Stock import is gone')).not.toBeInTheDocument();
  });

  test('counts on its button, to 99+', async () => {
    await openWindow({ scene: 'hostile' }, NARROW);
    await expect.element(page.getByRole('button', { name: 'Notifications, 99+ unread' })).toBeVisible();
    expect(document.querySelector('[data-unread]')?.textContent).toBe('99+');
  });

  test('closing the drawer brings the focus back to its button', async () => {
    await openWindow({}, NARROW);
    const button = page.getByRole('button', { name: 'Notifications, 3 unread' });
    await button.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await expect.element(button).toHaveFocus();
  });

  test('Delete clears, the keyboard goes on with the next, and undo brings it back', async () => {
    const { fake } = await openWindow();
    const invoice = page.getByRole('button', { name: 'Unread: EDI import · INVOIC failed at 37 %' });
    invoice.element().focus();
    await userEvent.keyboard('{Delete}');
    await expect.element(invoice).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'Monthly report · PDF stalled' })).toHaveFocus();
    await expect.element(page.getByText('1 notification cleared')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(invoice).toBeVisible();
    expect(fake.calls.some(({ command }) => command === 'clear_notices')).toBe(false);
  });

  test('each has a button to clear it, described by its title', async () => {
    const { vigie } = await openWindow();
    const row = page.getByRole('listitem').filter({ hasText: 'Stock import is gone' });
    const clear = row.getByRole('button', { name: 'Clear', exact: true });
    await expect.element(clear).toHaveAccessibleDescription('Stock import is gone');
    await clear.click();
    expect([...vigie.notices.cleared.keys()]).toEqual(['5']);
  });

  test('clears all that are read, and shows those of one server', async () => {
    const { vigie } = await openWindow();
    await page.getByRole('button', { name: 'Clear the read ones' }).click();
    await expect.element(page.getByText('10 notifications cleared')).toBeVisible();
    expect(vigie.notices.shown.every(({ read }) => !read)).toBe(true);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('combobox', { name: 'Of which server' }).selectOptions('otter.lan');
    await expect.element(page.getByText('Stock import is gone')).toBeVisible();
    expect(vigie.notices.shown.map(({ server }) => server)).toEqual(['s2']);
    vigie.apply(aFrame({ servers: vigie.servers.list.filter(({ id }) => id !== 's2') }));
    expect(vigie.notices.server).toBeNull();
  });
});
