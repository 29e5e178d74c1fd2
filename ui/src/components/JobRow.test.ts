import { page } from 'vitest/browser';
import { describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Job } from '../ipc/bindings';
import { aJob } from '../ipc/scenes';
import { expectAccessible, shade, SHADES } from '../test/axe';
import JobRow from './JobRow.svelte';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

async function row(part: Partial<Job>): Promise<HTMLElement> {
  const screen = await render(JobRow, {
    job: aJob({ id: 'j', title: 'Import', heard_at: NOW, ...part }),
    serverName: 'heron.example',
    now: NOW,
    open: false,
    detailsId: 'details',
    ontoggle: () => undefined,
  });
  return screen.container;
}

const text = (within: HTMLElement): string => (within.textContent ?? '').replace(/\s+/g, ' ');

const STATES: Partial<Job>[] = [
  { state: 'pending' },
  { state: 'running', percent: 50, done: 5, total: 10, warnings: 2 },
  {
    state: 'completed',
    percent: 100,
    done: 10,
    total: 10,
    warnings: 1,
    started_at: NOW - MINUTE,
    finished_at: NOW,
  },
  { state: 'failed', percent: 37, error: 'broken', failed: 3 },
  { state: 'stalled', percent: 61, silent_since: NOW - 4 * MINUTE },
  { state: 'stale', percent: 61, heard_at: NOW - 42_000 },
  { state: 'vanished', percent: 40 },
  { state: 'completed', percent: 100, inferred: true, warnings: 3 },
  { state: 'pending', unit: 'seconds', total: 1800 },
];

/** A session of which a minute is left. */
const ENDING: Partial<Job> = { unit: 'seconds', total: 3600, ends_at: NOW + MINUTE };

describe('a row', () => {
  test('shows nothing of what nobody knows', async () => {
    const shown = text(await row({}));
    expect(shown).not.toMatch(/0|%|failed|left/);
  });

  test('tells silence from slowness', async () => {
    expect(text(await row({ state: 'stalled', percent: 61, silent_since: NOW - 4 * MINUTE }))).toContain(
      'no update for 4 min',
    );
  });

  test('says since when it hears nothing', async () => {
    expect(text(await row({ state: 'stale', heard_at: NOW - 42_000 }))).toContain('last heard 42 s ago');
  });

  test('past its estimate it says so', async () => {
    expect(text(await row({ percent: 99.9, done: 999, total: 1000, overdue: true }))).toContain(
      'longer than usual',
    );
  });

  test('over, it says how long it took', async () => {
    expect(text(await row({ state: 'completed', started_at: NOW - 93_000, finished_at: NOW }))).toContain(
      '1 min 33',
    );
  });

  test('an end that was inferred says so, and why', async () => {
    const shown = await row({ state: 'completed', inferred: true, done: 4, total: 4, percent: 100 });
    await expect.element(page.getByText('inferred').first()).toBeInTheDocument();
    expect(shown.querySelector('.tag')?.textContent).toContain('Completed');
    expect(shown.querySelector('[title^="This server tells no end"]')).not.toBeNull();
  });

  test('a countdown tells what is left and what is used, to the eye and to the ear', async () => {
    const shown = await row({ unit: 'seconds', total: 7200, ends_at: NOW + 90 * MINUTE });
    expect(text(shown)).toMatch(/25\s% ?used of 2\sh.*countdown.*1\sh\s30.*left/);
    const gauge = page.getByRole('progressbar', { name: 'Import' });
    await expect.element(gauge).toHaveAttribute('aria-valuenow', '25');
    expect(gauge.element().getAttribute('aria-valuetext')?.replace(/\s/g, ' ')).toBe(
      '25 %, used of 2 h, 1 h 30, left',
    );
  });

  test('what has a few seconds left says it in one line', async () => {
    const shown = await row({ percent: 99, rate: 40, eta_ms: [2000, 6000] });
    const time = shown.querySelector('.time b');
    expect(time?.textContent.replace(/\s/g, ' ')).toBe('< 10 s');
    expect(time?.getBoundingClientRect().height).toBeLessThan(20);
  });

  for (const theme of SHADES) {
    for (const part of STATES) {
      test(`${part.state ?? ''} is readable, ${theme}, and says its state in a word`, async () => {
        shade(theme);
        const shown = await row(part);
        await expectAccessible(shown);
        const word = part.state === 'running' ? '2 warnings' : null;
        if (word) expect(text(shown)).toContain(word);
        else expect(shown.querySelector('.tag')?.textContent).toBeTruthy();
      });
    }
  }

  for (const theme of SHADES) {
    test(`a session about to end is readable, ${theme}, and says so in words`, async () => {
      shade(theme);
      const shown = await row(ENDING);
      await expectAccessible(shown);
      expect(shown.querySelector('.tag')?.textContent).toBe('About to end');
    });
  }

  test('is one button, with the progress beside it, not inside', async () => {
    const shown = await row({ percent: 12 });
    await expect
      .element(page.getByRole('button', { name: 'Import' }))
      .toHaveAttribute('aria-expanded', 'false');
    expect(shown.querySelector('button [role=progressbar]')).toBeNull();
  });
});
