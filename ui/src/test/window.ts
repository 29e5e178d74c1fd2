import { page } from 'vitest/browser';
import { expect } from 'vitest';
import { render } from 'vitest-browser-svelte';
import App from '../App.svelte';
import { FakeBackend } from '../ipc/fake';
import type { FakeOptions } from '../ipc/paper';
import { Vigie } from '../state/vigie.svelte';
import { words } from '../text/words.svelte';

export const WIDE = [1280, 760] as const;
export const NARROW = [480, 760] as const;

/** The whole window on a fake backend, drawn and ready. */
export async function openWindow(
  options: FakeOptions = {},
  size: readonly [number, number] = WIDE,
): Promise<{ vigie: Vigie; fake: FakeBackend }> {
  await page.viewport(...size);
  const fake = new FakeBackend({
    ...options,
    preferences: {
      language: words.language === 'system' ? 'en' : words.language,
      theme: 'light',
      ...options.preferences,
    },
  });
  const vigie = new Vigie(fake);
  const screen = await render(App, { vigie });
  // The page of the tests is no page of ours: let the window fill it.
  screen.container.style.height = '100vh';
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
  return { vigie, fake };
}
