import { page, userEvent } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Language } from './ipc/bindings';
import type { Backend } from './ipc/backend';
import { FakeBackend } from './ipc/fake';
import type { FakeOptions } from './ipc/paper';
import Mini from './Mini.svelte';
import { MiniBoard } from './state/mini.svelte';
import { expectAccessible, SHADES } from './test/axe';
import { openWindow } from './test/window';

const USUAL = [320, 220] as const;
const LEAST = [240, 120] as const;

async function mini(
  options: FakeOptions = {},
  size: readonly [number, number] = USUAL,
): Promise<{ fake: FakeBackend; board: MiniBoard }> {
  await page.viewport(...size);
  const fake = new FakeBackend({
    ...options,
    preferences: { language: 'en', theme: 'light', ...options.preferences },
  });
  const board = new MiniBoard(fake);
  const screen = await render(Mini, { mini: board });
  screen.container.style.height = '100vh';
  await expect.poll(() => board.phase).toBe('ready');
  return { fake, board };
}

/** All that the capability of the small window lets through. */
const ALLOWED = new Set(['subscribe', 'unsubscribe', 'showMain', 'miniWindow']);

/** Refuses all else, as the shell does, and tells what was asked for. */
function guarded(fake: FakeBackend): { backend: Backend; refused: string[] } {
  const refused: string[] = [];
  const backend = new Proxy<Backend>(fake, {
    get: (_, name) => {
      const member: unknown = Reflect.get(fake, name, fake);
      if (typeof member === 'function' && ALLOWED.has(String(name))) return member.bind(fake) as unknown;
      refused.push(String(name));
      throw new Error(`${String(name)} is not allowed in the small window`);
    },
  });
  return { backend, refused };
}

const titles = (): (string | null)[] =>
  [...document.querySelectorAll('li .title')].map(({ textContent }) => textContent);
const commands = (fake: FakeBackend): string[] => [...new Set(fake.calls.map(({ command }) => command))];

describe('the small window', () => {
  test('shows what is pinned, then what is in trouble, then what ends soonest', async () => {
    await mini({ preferences: { pinned: [{ server: 's3', id: 'reindex' }] } });
    await expect
      .poll(() => titles().slice(0, 3))
      .toEqual(['Search index rebuild', 'Monthly report · PDF', 'EDI import · ORDERS']);
  });

  test('a failure of just now is shown, an old one is not', async () => {
    const { fake } = await mini();
    fake.change(
      { server: 's1', id: 'campaign-123' },
      { state: 'failed', finished_at: Date.now() - 3_600_000 },
    );
    fake.change({ server: 's2', id: 'scan' }, { state: 'failed', finished_at: Date.now() });
    await expect.poll(() => titles()[0]).toBe('Library scan · Extracting tags');
    expect(titles()).not.toContain('Campaign 123');
  });

  test('failures leave half of the room to what runs, and the header is not cut', async () => {
    const { fake } = await mini({}, LEAST);
    for (const id of ['campaign-123', 'report-2025-11'])
      fake.change({ server: 's1', id }, { state: 'failed', finished_at: Date.now() });
    await expect.element(page.getByTitle('2 failed')).toBeVisible();
    await expect.poll(() => titles()).toHaveLength(2);
    expect(document.querySelectorAll('li .icon.bad')).toHaveLength(1);
    const sum = document.querySelector('.sum');
    expect(sum?.scrollWidth).toBeLessThanOrEqual(sum?.clientWidth ?? 0);
  });

  for (const [name, size, fits] of [
    ['usual', USUAL, 4],
    ['least', LEAST, 2],
  ] as const) {
    test(`shows as many as fit and never a scroll bar, ${name} size`, async () => {
      await mini({ scene: 'crowd' }, size);
      await expect.poll(() => titles().length).toBe(fits);
      for (const node of [document.documentElement, ...document.querySelectorAll('main, .rows')])
        expect(node.scrollHeight, node.className).toBeLessThanOrEqual(node.clientHeight);
      const rows = document.querySelector('.rows')?.getBoundingClientRect();
      const last = [...document.querySelectorAll('li')].at(-1)?.getBoundingClientRect();
      expect(last?.bottom).toBeLessThanOrEqual(rows?.bottom ?? 0);
      expect(document.documentElement.scrollWidth).toBe(size[0]);
    });
  }

  test('says how many run, are in trouble, and which servers are silent', async () => {
    await mini({ scene: 'lost' });
    await expect.element(page.getByText('11 running')).toBeVisible();
    await expect.element(page.getByText('8 in trouble')).toBeVisible();
    await expect.element(page.getByTitle('3 servers are out of touch')).toBeVisible();
  });

  test('a job leads to itself in the main window, the button to all of it, by keyboard', async () => {
    const { fake } = await mini();
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByRole('button', { name: 'Show the main window' })).toHaveFocus();
    await userEvent.keyboard('{Enter}{Tab}{Enter}');
    const shown = fake.calls.filter(({ command }) => command === 'show_main').map(({ args }) => args);
    expect(shown).toEqual([[null], [{ server: 's1', id: 'report-2025-11' }]]);
    expect(commands(fake)).toEqual(['subscribe', 'show_main']);
  });

  test('says so when the main window does not come, and when nothing runs', async () => {
    const { fake } = await mini({ scene: 'quiet' });
    await expect.element(page.getByText('No job is running.')).toBeVisible();
    fake.failing.set('show_main', { code: 'desktop-refused', reason: null, args: { detail: 'no' } });
    await page.getByRole('button', { name: 'Show the main window' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('The desktop would not do that');
  });

  test('asks for nothing that it may not, and takes theme and language from the picture', async () => {
    await page.viewport(...USUAL);
    const fake = new FakeBackend({ scene: 'lost', preferences: { theme: 'dark', language: 'fr' } });
    const { backend, refused } = guarded(fake);
    const board = new MiniBoard(backend);
    const screen = await render(Mini, { mini: board });
    await expect.element(page.getByRole('button', { name: 'Afficher la fenêtre principale' })).toBeVisible();
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(document.documentElement.lang).toBe('fr');
    fake.push({ preferences: { ...fake.preferences, theme: 'light', language: 'ru' } });
    await expect.poll(() => document.documentElement.lang).toBe('ru');
    expect(document.documentElement.dataset['theme']).toBe('light');
    document.querySelector<HTMLElement>('li button')?.click();
    await page.getByRole('button', { name: 'Показать главное окно' }).click();
    await screen.unmount();
    await expect.poll(() => commands(fake)).toEqual(['subscribe', 'show_main', 'unsubscribe']);
    expect(refused).toEqual([]);
  });

  for (const theme of SHADES) {
    for (const language of ['en', 'fr', 'ru'] as Language[]) {
      test(`is accessible, ${theme}, ${language}`, async () => {
        await mini({ scene: 'lost', preferences: { theme, language } }, theme === 'dark' ? LEAST : USUAL);
        await expect.poll(() => titles().length).toBeGreaterThan(1);
        await expectAccessible();
      });
    }
  }

  test('is opened from the main window', async () => {
    const { fake } = await openWindow();
    await page.getByRole('button', { name: 'Small window, always on top' }).click();
    expect(fake.calls.at(-1)).toEqual({ command: 'mini_window', args: [true] });
  });
});
