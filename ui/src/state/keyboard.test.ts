import { page, userEvent } from 'vitest/browser';
import { beforeEach, describe, expect, test } from 'vitest';
import type { FakeBackend } from '../ipc/fake';
import { expectAccessible, SHADES } from '../test/axe';
import { NARROW, openWindow } from '../test/window';
import { SHORTCUTS } from './shortcuts';
import { spelled } from './spelled';
import { VIEWS, type Vigie } from './vigie.svelte';

const press = (keys: string): Promise<void> => userEvent.keyboard(keys);
const focused = (): string | null => document.activeElement?.textContent ?? null;
const named = (name: string): ReturnType<typeof page.getByRole> =>
  page.getByRole('button', { name, exact: true }).first();
const rules = (fake: FakeBackend): unknown[] =>
  fake.calls.filter(({ command }) => command === 'set_rule').map(({ args }) => args[0]);

/** How a way of the table is typed. */
function typed(keys: readonly string[]): string {
  const names: Record<string, string> = {
    arrowdown: 'ArrowDown',
    arrowup: 'ArrowUp',
    escape: 'Escape',
    enter: 'Enter',
    home: 'Home',
    end: 'End',
    contextmenu: 'ContextMenu',
    f10: 'F10',
  };
  return keys
    .map((key) => {
      const parts = key.split('+');
      const last = parts.at(-1) ?? '';
      const name = names[last] ? `{${names[last]}}` : last;
      if (parts[0] === 'mod') return `{Control>}${name}{/Control}`;
      return parts[0] === 'shift' ? `{Shift>}${name}{/Shift}` : name;
    })
    .join('');
}

/** What each key of the table does: nothing stands there that is not tried here. */
const OUTCOMES: Record<string, (vigie: Vigie, fake: FakeBackend) => void | Promise<void>> = {
  filter: () => expect.poll(() => document.activeElement?.getAttribute('type')).toBe('search'),
  bell: () => expect.poll(() => document.activeElement?.closest('.bell') !== null).toBe(true),
  leave: (vigie) => expect(vigie.jobs.open).toBeNull(),
  help: async () => {
    await expect.element(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  },
  ...Object.fromEntries(
    VIEWS.map((view) => [`view-${view}`, (vigie: Vigie) => expect(vigie.view).toBe(view)]),
  ),
  next: () => expect.poll(focused).toBe('Accounting export · X3'),
  previous: () => expect.poll(focused).toBe('Monthly report · PDF'),
  ends: () => expect.poll(focused).not.toBe('EDI import · ORDERS'),
  open: async () => {
    await expect.element(named('EDI import · ORDERS')).toHaveAttribute('aria-expanded', 'false');
  },
  menu: async () => {
    await expect.element(page.getByRole('menuitem', { name: 'Copy id' })).toBeVisible();
  },
  mute: (_, fake) => expect.poll(() => rules(fake)).toMatchObject([{ muted: true }]),
  watch: (_, fake) => expect.poll(() => rules(fake)).toMatchObject([{ watched: true }]),
  pin: (vigie) =>
    expect.poll(() => vigie.preferences.choices.pinned).toEqual([{ server: 's1', id: 'edi-orders' }]),
};

describe('every key of the table does what it says', () => {
  for (const { id, ways } of SHORTCUTS) {
    for (const keys of ways) {
      test(`${keys.join(' ')}: ${id}`, async () => {
        const { vigie, fake } = await openWindow();
        vigie.go(id === 'view-jobs' ? 'boards' : 'jobs');
        if (vigie.view === 'jobs') {
          fake.show({ server: 's1', id: 'edi-orders' });
          await expect.poll(focused).toBe('EDI import · ORDERS');
        }
        await press(typed(keys));
        await OUTCOMES[id]?.(vigie, fake);
        expect(Object.keys(OUTCOMES)).toContain(id);
      });
    }
  }
});

describe('keys', () => {
  let vigie: Vigie;
  beforeEach(async () => {
    ({ vigie } = await openWindow());
  });

  test('are text in a field', async () => {
    await page.getByRole('searchbox').click();
    await press('b2?gj');
    expect(vigie.jobs.filter).toBe('b2?gj');
    expect(vigie.view).toBe('jobs');
    expect(vigie.asking).toBeNull();
  });

  test('do nothing with modifiers', async () => {
    await press('{Control>}2{/Control}{Alt>}2{/Alt}{Shift>}B{/Shift}{Meta>}2{/Meta}');
    expect(vigie.view).toBe('jobs');
    expect(document.activeElement).toBe(document.body);
  });

  test('do nothing below a dialog or beside a menu', async () => {
    await press('?');
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await press('2');
    expect(vigie.view).toBe('jobs');
    await press('{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await page.getByRole('button', { name: /^Grouped by/ }).click();
    await press('2');
    expect(vigie.view).toBe('jobs');
  });

  test('a letter long after g stands for itself', async () => {
    await press('g');
    await press('2');
    expect(vigie.view).toBe('jobs');
    await press('g');
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'x' }));
    await press('a');
    expect(vigie.view).toBe('jobs');
    await press('ga');
    expect(vigie.view).toBe('activity');
  });

  test('without a job at hand nothing is muted, watched or pinned', async () => {
    await press('mwp');
    expect(vigie.rules.rules).toEqual([]);
    expect(vigie.preferences.choices.pinned).toEqual([]);
  });

  test('Escape closes the details, then clears the filter', async () => {
    vigie.jobs.filter = 'edi';
    await named('EDI import · ORDERS').click();
    expect(vigie.jobs.open).not.toBeNull();
    await press('{Escape}');
    expect([vigie.jobs.open, vigie.jobs.filter]).toEqual([null, 'edi']);
    await press('{Escape}');
    expect(vigie.jobs.filter).toBe('');
  });

  test('the list that ? opens is the table', async () => {
    await press('?');
    await expect.element(page.getByRole('dialog')).toBeVisible();
    const shown = [...document.querySelectorAll<HTMLElement>('[data-shortcut]')];
    expect(shown.map((one) => one.dataset['shortcut']).sort()).toEqual(SHORTCUTS.map(({ id }) => id).sort());
    expect(shown.map((one) => one.querySelectorAll('.way').length)).toEqual(
      shown.map((one) => SHORTCUTS.find(({ id }) => id === one.dataset['shortcut'])?.ways.length),
    );
  });
});

test('the bell of the narrow window opens over it', async () => {
  await openWindow({}, NARROW);
  await press('b');
  await expect.element(page.getByRole('dialog', { name: 'Notifications' })).toBeVisible();
});

describe('a key is what is written on it', () => {
  const key = (part: Partial<KeyboardEvent>): string | null =>
    spelled({
      key: '',
      code: '',
      shiftKey: false,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      isComposing: false,
      ...part,
    });

  test.each([
    ['Latin', { key: 'm', code: 'KeyM' }, 'm'],
    ['French: another place', { key: 'm', code: 'Semicolon' }, 'm'],
    ['Russian: its place', { key: 'ь', code: 'KeyM' }, 'm'],
    ['Russian with Control', { key: 'л', code: 'KeyK', ctrlKey: true }, 'mod+k'],
    ['a digit', { key: '2', code: 'Digit2' }, '2'],
    ['a French digit', { key: 'é', code: 'Digit2' }, '2'],
    ['a French digit with Shift', { key: '2', code: 'Digit2', shiftKey: true }, '2'],
    ['a question mark', { key: '?', code: 'Slash', shiftKey: true }, '?'],
    ['Shift and a letter', { key: 'M', code: 'KeyM', shiftKey: true }, null],
    ['Shift and a digit', { key: '@', code: 'Digit2', shiftKey: true }, null],
    ['Alt', { key: 'm', code: 'KeyM', altKey: true }, null],
    ['while composing', { key: 'm', code: 'KeyM', isComposing: true }, null],
    ['an arrow', { key: 'ArrowDown', code: 'ArrowDown' }, 'arrowdown'],
    ['Shift and F10', { key: 'F10', code: 'F10', shiftKey: true }, 'shift+f10'],
  ])('%s', (_, part, expected) => {
    expect(key(part)).toBe(expected);
  });
});

describe('the list of keys is accessible', () => {
  for (const theme of SHADES) {
    for (const language of ['en', 'fr', 'ru'] as const) {
      test(`${theme}, ${language}`, async () => {
        const { vigie } = await openWindow({ preferences: { theme, language } });
        vigie.asking = { what: 'shortcuts' };
        await expect.element(page.getByRole('dialog')).toBeVisible();
        await expectAccessible();
      });
    }
  }
});
