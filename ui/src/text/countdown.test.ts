import { describe, expect, test } from 'vitest';
import type { Job } from '../ipc/bindings';
import { aJob } from '../ipc/scenes';
import { countdownLeftMs, countdownPercent, isAboutToEnd } from './countdown';
import { eventWords, progressText, timeFigure } from './job';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const plain = (text: string | null): string | null => text?.replace(/\s/g, ' ') ?? null;

/** A session of so many minutes of which so many are left. */
function session(total: number, left: number, part: Partial<Job> = {}): Job {
  return aJob({ id: 's', unit: 'seconds', total: total * 60, ends_at: NOW + left * MINUTE, ...part });
}

describe('a countdown', () => {
  test('goes on between two words of its server', () => {
    const job = session(120, 90, { percent: 10 });
    expect(countdownPercent(job, NOW)).toBe(25);
    expect(countdownPercent(job, NOW + 30 * MINUTE)).toBe(50);
    expect(plain(timeFigure(job, NOW).main)).toBe('1 h 30');
    expect(plain(timeFigure(job, NOW + 86 * MINUTE).main)).toBe('4 min');
    expect(plain(progressText(job, NOW))).toBe('used of 2 h');
  });

  test('past its end says that the time is up, never less than nothing', () => {
    const job = session(60, 1);
    expect(countdownLeftMs(job, NOW + 2 * MINUTE)).toBe(0);
    expect(timeFigure(job, NOW + 2 * MINUTE)).toEqual({ main: null, small: 'time is up' });
    expect(countdownPercent(job, NOW + 2 * MINUTE)).toBe(100);
  });

  test.each([
    [120, 6, false],
    [120, 5, true],
    [30, 4, false],
    [30, 3, true],
    [2, 1.5, false],
    [2, 1, true],
  ])('of %d min with %d left is about to end: %s', (total, left, soon) => {
    expect(isAboutToEnd(session(total, left), NOW)).toBe(soon);
  });

  test('is none where the end is not known, or the server is not heard', () => {
    expect(countdownLeftMs(session(60, 30, { ends_at: null }), NOW)).toBeNull();
    expect(countdownLeftMs(session(60, 30, { state: 'stale' }), NOW)).toBeNull();
    expect(countdownPercent(session(60, 30, { total: null }), NOW)).toBeNull();
    expect(countdownPercent(session(60, 30, { total: 0 }), NOW)).toBeNull();
  });
});

describe('a line of the timeline', () => {
  const event = { at: NOW, from: null, seconds: null, text: null };

  test('says by how much and by whom a session was extended', () => {
    const extended = { ...event, kind: 'extended' as const, seconds: 600 };
    expect(plain(eventWords({ ...extended, text: 'Mme Petit' }).what)).toBe(
      '10 min more, given by Mme Petit',
    );
    expect(plain(eventWords(extended).what)).toBe('10 min more');
  });

  test('says when nothing was heard', () => {
    const said = eventWords({ ...event, kind: 'gap', from: NOW - 5 * MINUTE });
    expect(plain(said.what)).toMatch(/^Heard nothing between \d+:\d\d.* and \d+:\d\d/);
  });

  test('has the words of the server beside the kind', () => {
    expect(eventWords({ ...event, kind: 'stage', text: 'tags' })).toEqual({ what: 'Stage', text: 'tags' });
  });
});
