import { page, userEvent } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import { openWindow } from '../test/window';

const named = (name: string): ReturnType<typeof page.getByRole> =>
  page.getByRole('button', { name, exact: true }).first();
const focused = (): string | null => document.activeElement?.textContent ?? null;

describe('the list by keyboard', () => {
  test('is one stop of the Tab key; arrows go from row to row; Enter opens, Escape closes', async () => {
    await openWindow();
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.poll(() => document.activeElement?.getAttribute('type')).toBe('search');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(focused).toBe('Monthly report · PDF');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(focused).toBe('EDI import · ORDERS');
    await userEvent.keyboard('{Enter}');
    await expect.element(named('EDI import · ORDERS')).toHaveAttribute('aria-expanded', 'true');
    await expect.element(page.getByText('ORDERS_20251121.edi', { exact: false }).first()).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(named('EDI import · ORDERS')).toHaveAttribute('aria-expanded', 'false');
    expect(document.querySelectorAll('.job .title[tabindex="0"]')).toHaveLength(1);
  });

  test('Tab goes from the heading of a group on to the row', async () => {
    await openWindow();
    document.querySelector<HTMLElement>('main .fold')?.focus();
    await userEvent.keyboard('{Tab}');
    expect(focused()).toBe('Monthly report · PDF');
  });

  test('End goes to the last of five thousand, Home back', async () => {
    const { vigie } = await openWindow({ scene: 'crowd' });
    vigie.jobs.hold(true);
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.keyboard('{ArrowDown}');
    const first = vigie.jobs.running[0]?.job.title;
    const last = vigie.jobs.running.at(-1)?.job.title;
    await expect.poll(focused).toBe(first);
    await userEvent.keyboard('{End}');
    await expect.poll(focused).toBe(last);
    await userEvent.keyboard('{Home}');
    await expect.poll(focused).toBe(first);
  });

  test('the filter clears with Escape', async () => {
    const { vigie } = await openWindow();
    await page.getByRole('searchbox').fill('zebra');
    await expect.element(page.getByText('No job matches “zebra”.')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    expect(vigie.jobs.filter).toBe('');
    await expect.element(named('Campaign 123')).toBeVisible();
  });
});

describe('the list', () => {
  test('draws what is in sight only', async () => {
    await openWindow({ scene: 'crowd' });
    await expect.poll(() => document.querySelectorAll('.job').length).toBeGreaterThan(8);
    expect(document.querySelectorAll('.job').length).toBeLessThan(60);
  });

  test('draws one row again for one job that changed', async () => {
    const { fake } = await openWindow();
    fake.change({ server: 's1', id: 'campaign-123' }, { done: 2500, percent: 50 });
    await expect
      .element(page.getByRole('progressbar', { name: 'Campaign 123' }))
      .toHaveAttribute('aria-valuenow', '50');
  });

  test('keeps the focus on a row that moves', async () => {
    const { fake } = await openWindow();
    named('Campaign 123').element().focus();
    await expect.poll(focused).toBe('Campaign 123');
    fake.change({ server: 's1', id: 'campaign-123' }, { state: 'stalled', silent_since: 0 });
    fake.change({ server: 's1', id: 'campaign-123' }, { state: 'failed', finished_at: Date.now() });
    await expect
      .poll(() => named('Campaign 123').element().closest('.place')?.getAttribute('aria-setsize'))
      .toBe('2');
    await expect.poll(focused).toBe('Campaign 123');
  });

  test('deletes on the server after a question, and only where it can', async () => {
    const { fake } = await openWindow();
    await named('Campaign 123').click();
    await expect.element(page.getByRole('button', { name: 'Copy id' })).toBeVisible();
    expect(page.getByRole('button', { name: 'Delete on the server' }).elements()).toHaveLength(0);
    await named('EDI import · INVOIC').click();
    await page.getByRole('button', { name: 'Delete on the server' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete this job?' });
    await dialog.getByRole('button', { name: 'Delete on the server' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    await expect
      .element(page.getByRole('progressbar', { name: 'EDI import · INVOIC' }))
      .not.toBeInTheDocument();
    expect(fake.calls.find(({ command }) => command === 'delete_job')?.args).toEqual([
      { server: 's1', id: 'edi-invoic' },
    ]);
  });

  test('opens the page of a job through the shell, never by itself', async () => {
    const { fake } = await openWindow();
    await named('EDI import · ORDERS').click();
    await page.getByRole('button', { name: 'Open on the server' }).click();
    await expect
      .poll(() => fake.calls.find(({ command }) => command === 'open_link')?.args)
      .toEqual(['https://heron.example/jobs/edi-orders']);
    expect(document.querySelector('main a[href^="http"]')).toBeNull();
  });
});
