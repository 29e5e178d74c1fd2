import { page, userEvent } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import type { Language } from '../ipc/bindings';
import { expectAccessible, SHADES } from '../test/axe';
import { NARROW, openWindow, WIDE } from '../test/window';

const dialog = () => page.getByRole('dialog', { name: 'While you were away' });

describe('while you were away', () => {
  test('comes with the focus, once, and Escape puts it away', async () => {
    const { fake } = await openWindow();
    fake.beAway();
    await expect.element(dialog()).toBeVisible();
    await expect
      .element(page.getByText(/^You were away for 2\sh\s10: 2 failed, 1 server unreachable/))
      .toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).not.toBeInTheDocument();
    fake.focus(false);
    fake.focus(true);
    await expect.poll(() => fake.calls.filter(({ command }) => command === 'away').length).toBe(3);
    await expect.element(dialog()).not.toBeInTheDocument();
  });

  test('waits for the dialog that is open', async () => {
    const { fake, vigie } = await openWindow();
    fake.askClosing();
    await expect.element(page.getByRole('dialog', { name: 'Keep watching?' })).toBeVisible();
    fake.beAway();
    await expect.poll(() => vigie.away.digest).not.toBeNull();
    await expect.element(dialog()).not.toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog()).toBeVisible();
  });

  test('says trouble first and how many there are beside those listed', async () => {
    const { fake } = await openWindow();
    fake.beAway();
    await expect.element(dialog()).toBeVisible();
    const heads = [...document.querySelectorAll('dialog h3')].map((head) => head.textContent);
    expect(heads.slice(0, 2)).toEqual(['2 failed', '1 server unreachable']);
    await expect.element(dialog().getByRole('button', { name: 'and 10 more, in the bell' })).toBeVisible();
  });

  test('leads to the job', async () => {
    const { fake, vigie } = await openWindow();
    fake.beAway();
    await dialog().getByRole('button', { name: 'EDI import · INVOIC failed at 37 %' }).click();
    await expect.element(dialog()).not.toBeInTheDocument();
    expect(vigie.jobs.open).toBe(JSON.stringify(['s1', 'edi-invoic']));
  });

  test('leads to the bell where the bell is folded away', async () => {
    const { fake } = await openWindow({}, NARROW);
    fake.beAway();
    await dialog().getByRole('button', { name: 'and 10 more, in the bell' }).click();
    await expect.element(page.getByRole('dialog', { name: 'Notifications' })).toBeVisible();
    await expect.element(dialog()).not.toBeInTheDocument();
  });

  test('says in itself what could not be done', async () => {
    const { fake } = await openWindow();
    fake.beAway();
    fake.failing.set('mark_read', { code: 'store-trouble', reason: null, args: { detail: 'disk' } });
    await dialog().getByRole('button', { name: 'Mark these as read' }).click();
    await expect.element(dialog().getByRole('alert')).toHaveTextContent('disk');
  });

  test('marks these as read', async () => {
    const { fake, vigie } = await openWindow();
    fake.beAway();
    await dialog().getByRole('button', { name: 'Mark these as read' }).click();
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.poll(() => vigie.notices.unread).toBe(0);
  });

  for (const theme of SHADES) {
    test.each(['en', 'fr', 'ru'] as Language[])(`is accessible, ${theme}, %s`, async (language) => {
      const { fake } = await openWindow(
        { preferences: { theme, language } },
        theme === 'light' ? WIDE : NARROW,
      );
      fake.beAway();
      await expect.element(page.getByRole('dialog')).toBeVisible();
      await expectAccessible();
    });
  }
});
