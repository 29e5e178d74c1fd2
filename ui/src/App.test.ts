import { page, userEvent } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import type { Language } from './ipc/bindings';
import type { FakeBackend } from './ipc/fake';
import { aNotice, SCENES } from './ipc/scenes';
import { expectAccessible, SHADES } from './test/axe';
import { NARROW, openWindow, WIDE } from './test/window';

const SIZES = { wide: WIDE, narrow: NARROW };
const LANGUAGES: Language[] = ['en', 'fr', 'ru'];

/** The bell is no column yet, and there is room for two toasts. */
const MIDDLE = [1000, 760] as const;

describe('every picture of the window is accessible', () => {
  for (const scene of SCENES) {
    for (const theme of SHADES) {
      for (const [size, viewport] of Object.entries(SIZES)) {
        test(`${scene}, ${theme}, ${size}`, async () => {
          await openWindow({ scene, preferences: { theme } }, viewport);
          await expectAccessible();
        });
      }
    }
  }

  for (const language of LANGUAGES) {
    test(`busy and lost in ${language}`, async () => {
      await openWindow({ scene: 'lost', preferences: { language } });
      expect(document.documentElement.lang).toBe(language);
      await expectAccessible();
    });
  }

  for (const theme of SHADES) {
    test(`open details, ${theme}`, async () => {
      await openWindow({ preferences: { theme } });
      await page.getByRole('button', { name: 'EDI import · ORDERS', exact: true }).first().click();
      await expect.element(page.getByText('Reading ORDERS_20251121.edi')).toBeVisible();
      await expectAccessible();
    });

    test(`toasts, ${theme}`, async () => {
      const { fake } = await openWindow({ scene: 'quiet', preferences: { theme } }, NARROW);
      fake.focus(true);
      const now = Date.now();
      fake.notify(
        ...['a', 'b', 'c', 'd', 'e'].map((id) =>
          aNotice({ id, kind: id === 'a' ? 'failed' : 'completed', at: now }),
        ),
      );
      await expect.element(page.getByRole('button', { name: 'and 4 more' })).toBeVisible();
      await expectAccessible();
    });

    test(`dialogs, ${theme}`, async () => {
      const { fake, vigie } = await openWindow({ preferences: { theme } });
      vigie.asking = { what: 'add-server', address: 'http://heron.example' };
      await expect.element(page.getByRole('dialog', { name: 'Add a server' })).toBeVisible();
      await page.getByLabelText('Password', { exact: true }).fill('wrong');
      await page.getByRole('button', { name: 'Test' }).click();
      await expect.element(page.getByText('It did not work')).toBeVisible();
      await expectAccessible();
      vigie.asking = { what: 'server', id: 's1' };
      await expect.element(page.getByRole('dialog', { name: 'heron.example' })).toBeVisible();
      await page.getByRole('button', { name: 'Remove from Vigie' }).click();
      await expectAccessible();
      fake.askClosing();
      await expect.element(page.getByRole('dialog', { name: 'Keep watching?' })).toBeVisible();
      await expectAccessible();
      vigie.asking = {
        what: 'delete-job',
        job: { server: 's1', id: 'edi-invoic' },
        title: 'EDI import · INVOIC',
      };
      await expect.element(page.getByRole('dialog', { name: 'Delete this job?' })).toBeVisible();
      await expectAccessible();
    });

    test(`drawers of the narrow window, ${theme}`, async () => {
      await openWindow({ preferences: { theme } }, NARROW);
      await page.getByRole('button', { name: 'Notifications, 3 unread' }).click();
      await expect.element(page.getByRole('dialog', { name: 'Notifications' })).toBeVisible();
      await expectAccessible();
      await userEvent.keyboard('{Escape}');
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('button', { name: 'Pause alerts' }).click();
      await expect.element(page.getByRole('menuitem', { name: 'For 1 hour' })).toBeVisible();
      await expectAccessible();
    });
  }
});

describe('the window', () => {
  test('follows the language at once, the bell included', async () => {
    const { vigie } = await openWindow();
    await expect.element(page.getByText('EDI import · INVOIC failed at 37 %')).toBeVisible();
    await vigie.preferences.change({ language: 'ru' });
    await expect.element(page.getByRole('heading', { level: 1, name: 'Задачи' })).toBeVisible();
    await expect.element(page.getByText('EDI import · INVOIC: сбой на 37 %')).toBeVisible();
    expect(vigie.preferences.choices.language).toBe('ru');
  });

  test('takes a theme at once', async () => {
    const { vigie } = await openWindow();
    await vigie.preferences.change({ theme: 'dark' });
    await expect.poll(() => document.documentElement.dataset['theme']).toBe('dark');
  });

  test('pauses alerts for an hour, until the morning, and resumes them', async () => {
    const now = new Date(2026, 10, 21, 18, 30).getTime();
    const { fake } = await openWindow({ now });
    const choose = async (name: string | RegExp): Promise<void> => {
      await page.getByRole('button', { name: /^(Pause alerts|Alerts paused)/ }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await choose('For 1 hour');
    await expect.element(page.getByText(/Alerts paused until 7:30/)).toBeVisible();
    await choose(/^Until tomorrow, 8:00/);
    await expect.element(page.getByText(/Alerts paused until 8:00/)).toBeVisible();
    await choose('Resume');
    await expect.element(page.getByRole('button', { name: 'Pause alerts' })).toBeVisible();
    await page.getByRole('button', { name: 'Pause alerts' }).click();
    expect(page.getByRole('menuitem', { name: 'Resume' }).elements()).toHaveLength(0);
    expect(fake.calls.filter(({ command }) => command === 'pause_alerts').map(({ args }) => args)).toEqual([
      [60],
      [13.5 * 60],
      [0],
    ]);
  });

  test('without a server it takes an address, or shows the demo', async () => {
    const { fake } = await openWindow({ scene: 'empty' });
    await page.getByLabelText('Address').fill('heron.example');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog').getByLabelText('Address')).toHaveValue('heron.example');
    await userEvent.keyboard('{Escape}');
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await expect
      .element(page.getByRole('button', { name: 'Campaign 123', exact: true }).first())
      .toBeVisible();
    expect(fake.calls.some(({ command }) => command === 'start_demo')).toBe(true);
  });

  test('asks what closing means, remembers it, then answers', async () => {
    const { fake } = await openWindow();
    fake.askClosing();
    await page.getByRole('button', { name: 'Keep watching' }).click();
    await expect
      .poll(() => fake.calls.slice(-2).map(({ command }) => command))
      .toEqual(['set_preferences', 'answer_closing']);
    expect(fake.preferences.closing).toBe('keep');
  });

  test('lands on the job of a clicked alert, with its details open and the focus on it', async () => {
    const { fake, vigie } = await openWindow({ scene: 'crowd' });
    vigie.jobs.filter = 'nothing is called so';
    fake.show({ server: 's3', id: 'job-4898' });
    const title = page.getByRole('button', { name: 'Import 4898', exact: true });
    await expect.element(title).toHaveAttribute('aria-expanded', 'true');
    await expect.element(title).toHaveFocus();
    expect(vigie.jobs.filter).toBe('');
  });

  test('says so when the job of an alert is no longer there', async () => {
    const { fake } = await openWindow();
    fake.show({ server: 's1', id: 'long gone' });
    await expect.element(page.getByRole('alert')).toHaveTextContent('There is no such job any more.');
  });

  test('opens the bell for the alert that sums up many', async () => {
    const { fake } = await openWindow({}, NARROW);
    fake.show('bell');
    await expect.element(page.getByRole('dialog', { name: 'Notifications' })).toBeVisible();
  });

  test('is louder about a lost connection than about a quiet job', async () => {
    await openWindow({ scene: 'lost' });
    await expect.element(page.getByText(/next try in .* last heard 4\d\ss ago/)).toBeVisible();
    await expect.element(page.getByText('No keyring could be reached', { exact: false })).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect
      .element(page.getByText('No keyring could be reached', { exact: false }))
      .not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Try now' }).click();
    await expect.element(page.getByText(/last heard 4\d\ss ago \(/)).not.toBeInTheDocument();
  });

  test('what is no address is refused in place, without a dialog', async () => {
    const { vigie } = await openWindow({ scene: 'empty' });
    await page.getByLabelText('Address').fill('not an address');
    await page.getByRole('button', { name: 'Watch' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent(/This is not an address/);
    expect(vigie.asking).toBeNull();
    await page.getByLabelText('Address').fill('heron');
    await page.getByRole('button', { name: 'Watch' }).click();
    await expect.element(page.getByRole('dialog', { name: 'Add a server' })).toBeVisible();
  });

  test('keeps toasts to two, failures as alerts, and the rest behind one button', async () => {
    const { fake, vigie } = await openWindow({}, MIDDLE);
    fake.focus(true);
    fake.notify(
      ...[1, 2, 3, 4].map((n) =>
        aNotice({ id: `n${n}`, kind: n === 1 ? 'failed' : 'completed', at: Date.now() }),
      ),
    );
    await expect.element(page.getByRole('alert')).toHaveTextContent('Campaign 123 failed');
    await page.getByRole('button', { name: 'and 2 more' }).click();
    await expect.element(page.getByRole('dialog', { name: 'Notifications' })).toBeVisible();
    expect(vigie.toasts.list).toEqual([]);
  });

  test('shows no toast where the bell stands beside the list, and one at most where there is little room', async () => {
    const { fake, vigie } = await openWindow({ scene: 'quiet' });
    fake.focus(true);
    fake.notify(aNotice({ id: 'wide', kind: 'failed' }));
    await expect.poll(() => vigie.notices.list.map(({ id }) => id)).toContain('wide');
    expect(vigie.toasts.list).toEqual([]);
    await page.viewport(...NARROW);
    await expect.poll(() => vigie.bellBeside).toBe(false);
    fake.notify(aNotice({ id: 'one', kind: 'failed' }), aNotice({ id: 'two', kind: 'failed' }));
    await expect.poll(() => vigie.toasts.list.map(({ id }) => id)).toEqual(['one']);
    expect(vigie.toasts.more).toBe(1);
  });

  test('shows no toast of what was read elsewhere, nor of each message that had waited', async () => {
    const { fake, vigie } = await openWindow({ scene: 'quiet' }, MIDDLE);
    fake.focus(true);
    await expect.poll(() => vigie.focused).toBe(true);
    const message = { kind: 'message', server: 's5', job: null } as const;
    fake.notify(
      aNotice({ ...message, id: 'read', read: true }),
      aNotice({ ...message, id: 'waited' }),
      aNotice({ ...message, id: 'sum', kind: 'backlog', done: 2 }),
      aNotice({ ...message, id: 'elsewhere', server: 's4' }),
    );
    await expect.poll(() => vigie.toasts.list.map(({ id }) => id)).toEqual(['sum', 'elsewhere']);
    expect(vigie.notices.list.map(({ id }) => id)).toEqual(expect.arrayContaining(['read', 'waited']));
  });

  test('shows no toast while the person looks elsewhere', async () => {
    const { fake, vigie } = await openWindow();
    fake.focus(false);
    fake.notify(aNotice({ id: 'n1', kind: 'completed', at: Date.now() }));
    expect(vigie.toasts.list).toEqual([]);
    expect(vigie.untold).toBe(1);
  });

  test('puts no server text into the page as markup', async () => {
    await openWindow({ scene: 'hostile' });
    await page
      .getByRole('button', { name: /^A name that goes on/ })
      .first()
      .click();
    await expect.element(page.getByText('Metadata', { exact: true }).first()).toBeVisible();
    expect(document.querySelectorAll('main img, aside img, section img, main script')).toHaveLength(0);
    expect(document.title).not.toBe('gone');
  });
});

describe('an address that comes by a link', () => {
  const looked = (fake: FakeBackend): unknown[] =>
    fake.calls.filter(({ command }) => /^(detect|test|add)_server$/.test(command)).map(({ args }) => args[0]);
  const form = () => page.getByRole('dialog', { name: 'Add a server' });

  test('is filled in, and nothing is asked there before a button is pressed', async () => {
    const { fake } = await openWindow();
    fake.show({ add: 'heron.example' });
    const address = form().getByLabelText('Address');
    await expect.element(address).toHaveValue('heron.example');
    await expect.element(form().getByText(/^This address came from a link/)).toBeVisible();
    // Nor when it is mended by hand: longer than typing is waited for.
    await address.fill('heron.example/core');
    await new Promise((done) => setTimeout(done, 1000));
    expect(looked(fake)).toEqual([]);
    await expectAccessible();
    await form().getByRole('button', { name: 'Look' }).click();
    await expect.element(form().getByText(/ found$/)).toBeVisible();
    await expect.element(form().getByText(/^This address came from a link/)).not.toBeInTheDocument();
    expect(looked(fake)).toEqual(['heron.example/core']);
  });

  test('takes the place of that of an earlier link', async () => {
    const { fake } = await openWindow();
    fake.show({ add: 'heron.example' });
    fake.show({ add: 'crane.example' });
    await expect.element(form().getByLabelText('Address')).toHaveValue('crane.example');
    expect(looked(fake)).toEqual([]);
  });

  test('that is typed into the empty window is looked at at once', async () => {
    const { fake } = await openWindow({ scene: 'empty' });
    await page.getByLabelText('Address').fill('heron.example');
    await page.getByRole('button', { name: 'Watch' }).click();
    await expect.poll(() => looked(fake)).toEqual(['heron.example']);
    expect(
      form()
        .getByText(/^This address came from a link/)
        .elements(),
    ).toEqual([]);
  });
});
