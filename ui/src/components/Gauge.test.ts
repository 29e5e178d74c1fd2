import { page } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { expectAccessible } from '../test/axe';
import Gauge from './Gauge.svelte';

describe('a gauge', () => {
  test('says how far it is', async () => {
    await render(Gauge, { name: 'Import', percent: 61.9, text: '61 %, 619 / 1,000' });
    const bar = page.getByRole('progressbar', { name: 'Import' });
    await expect.element(bar).toHaveAttribute('aria-valuenow', '61');
    await expect.element(bar).toHaveAttribute('aria-valuetext', '61 %, 619 / 1,000');
    await expectAccessible(bar.element());
  });

  test('does not say nought when nobody knows', async () => {
    await render(Gauge, { name: 'Sync', percent: null, unknown: 'moving' });
    const bar = page.getByRole('progressbar', { name: 'Sync' });
    expect(bar.element().hasAttribute('aria-valuenow')).toBe(false);
    expect(bar.element().querySelector('.wander')).not.toBeNull();
  });

  test('shows no empty track for what ended without a total', async () => {
    const screen = await render(Gauge, { name: 'Scan', percent: null, unknown: 'full', tone: 'ok' });
    expect(screen.container.querySelector('.whole')).not.toBeNull();
    await screen.rerender({ unknown: 'nothing' });
    const bar = screen.container.querySelector('[role=progressbar]');
    expect(bar && getComputedStyle(bar).visibility).toBe('hidden');
  });

  test('moves by transform and stays within its track', async () => {
    const screen = await render(Gauge, { name: 'Odd', percent: 250 });
    const fill = (): string => screen.container.querySelector('i')?.style.transform ?? '';
    expect(fill()).toBe('translateX(0%)');
    await screen.rerender({ percent: 25 });
    expect(fill()).toBe('translateX(-75%)');
  });
});
