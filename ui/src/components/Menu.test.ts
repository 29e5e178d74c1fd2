import { page, userEvent } from 'vitest/browser';
import { describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { expectAccessible, shade, SHADES } from '../test/axe';
import Layers from '../test/Layers.svelte';
import type { MenuGroups } from './menus';

const copy = vi.fn();
const remove = vi.fn();
const never = vi.fn();
const groups: MenuGroups = [
  [
    { key: 'copy', label: 'Copy', icon: 'copy', keys: 'C', onselect: copy },
    { key: 'never', label: 'Never', icon: 'plus', disabled: true, onselect: never },
  ],
  [{ key: 'remove', label: 'Remove', icon: 'trash', danger: true, onselect: remove }],
];
const button = page.getByRole('button', { name: 'More' });
const menu = page.getByRole('menu', { name: 'Things' });
const focused = (): string | undefined => document.activeElement?.textContent?.trim();

describe('a menu', () => {
  test('opens by key, arrows move in it, Enter chooses, and the focus goes back first', async () => {
    await render(Layers, { groups });
    let focusedThen: string | undefined;
    remove.mockImplementationOnce(() => (focusedThen = focused()));
    button.element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(focused).toMatch(/^Copy/);
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(focused).toBe('Remove');
    await userEvent.keyboard('{Enter}');
    await expect.element(menu).not.toBeInTheDocument();
    await expect.poll(() => remove.mock.calls.length).toBe(1);
    await expect.poll(focused).toBe('More');
    expect(focusedThen).toBe('More');
    expect(never).not.toHaveBeenCalled();
  });

  test('closes with Escape and by a click elsewhere, choosing nothing', async () => {
    await render(Layers, { groups });
    await button.click();
    await expect.element(menu).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(menu).not.toBeInTheDocument();
    await expect.poll(focused).toBe('More');
    await button.click();
    await expect.element(menu).toBeVisible();
    await userEvent.click(document.body, { position: { x: 600, y: 500 } });
    await expect.element(menu).not.toBeInTheDocument();
  });

  test('works in a dialog: it can be reached there, and Escape closes it alone', async () => {
    const onclose = vi.fn();
    await render(Layers, { groups, inDialog: true, onclose });
    await button.click();
    await expect.element(menu).toBeVisible();
    expect(menu.element().closest('dialog')).not.toBeNull();
    await userEvent.keyboard('{Escape}');
    await expect.element(menu).not.toBeInTheDocument();
    expect(onclose).not.toHaveBeenCalled();
    await button.click();
    copy.mockClear();
    await page.getByRole('menuitem', { name: 'Copy' }).click();
    await expect.poll(() => copy.mock.calls.length).toBe(1);
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => onclose.mock.calls.length).toBe(1);
  });

  test('of which one is chosen says so', async () => {
    const choices: MenuGroups = [
      [
        { key: 'a', label: 'By server', icon: 'servers', checked: true, onselect: never },
        { key: 'b', label: 'By kind', icon: 'group', checked: false, onselect: never },
      ],
    ];
    await render(Layers, { groups: choices });
    await button.click();
    await expect
      .element(page.getByRole('menuitemradio', { name: 'By server' }))
      .toHaveAttribute('aria-checked', 'true');
    await expect
      .element(page.getByRole('menuitemradio', { name: 'By kind' }))
      .toHaveAttribute('aria-checked', 'false');
    await expectAccessible();
  });

  for (const theme of SHADES) {
    for (const inDialog of [false, true]) {
      test(`is accessible, ${theme}${inDialog ? ', in a dialog' : ''}`, async () => {
        shade(theme);
        await render(Layers, { groups, inDialog });
        await button.click();
        await expect.element(menu).toBeVisible();
        await expectAccessible();
      });
    }
  }
});

describe('a tooltip', () => {
  test('comes with the focus, describes the thing, and goes with Escape', async () => {
    await render(Layers, { groups });
    button.element().focus();
    await userEvent.keyboard('{Tab}');
    const tip = page.getByRole('tooltip');
    await expect.element(tip).toHaveTextContent('Says more of it');
    const described = page.getByRole('button', { name: 'Thing' }).element().getAttribute('aria-describedby');
    expect(document.getElementById(described ?? '')?.textContent).toBe('Says more of it');
    await expectAccessible();
    await userEvent.keyboard('{Escape}');
    await expect.element(tip).not.toBeInTheDocument();
  });

  test('is reachable in a dialog', async () => {
    await render(Layers, { groups, inDialog: true });
    await page.getByRole('button', { name: 'Thing' }).hover();
    await expect.element(page.getByRole('tooltip')).toBeVisible();
    expect(page.getByRole('tooltip').element().closest('dialog')).not.toBeNull();
  });
});
