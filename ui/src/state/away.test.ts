import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeBackend } from '../ipc/fake';
import { someDigest } from '../ipc/samples/digest';
import { aNotice } from '../ipc/scenes';
import { Away, grouped, joined } from './away.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const NOW = new Date(2026, 10, 21, 10).getTime();

describe('while you were away', () => {
  test('trouble first, with more than is listed counted', () => {
    const groups = grouped(someDigest(NOW));
    expect(groups.map(({ kind, count }) => [kind, count])).toEqual([
      ['failed', 2],
      ['unreachable', 1],
      ['vanished', 1],
      ['stalled', 1],
      ['warning', 1],
      ['completed', 14],
      ['message', 1],
    ]);
    const completed = groups.find(({ kind }) => kind === 'completed');
    expect(completed?.notices.length).toBeLessThan(14);
  });

  test('two absences are one, each notice once', () => {
    const one = {
      from: 100,
      to: 200,
      counts: { failed: 1, completed: 2 },
      notices: [aNotice({ id: '1', kind: 'failed' })],
    };
    const two = {
      from: 250,
      to: 300,
      counts: { failed: 1 },
      notices: [aNotice({ id: '1', kind: 'failed' }), aNotice({ id: '2', kind: 'failed' })],
    };
    const both = joined(one, two);
    expect([both.from, both.to, both.counts]).toEqual([100, 300, { failed: 2, completed: 2 }]);
    expect(both.notices.map(({ id }) => id)).toEqual(['1', '2']);
  });

  test('is told once, and never with nothing to tell', async () => {
    const fake = new FakeBackend();
    const away = new Away(fake);
    await away.look();
    expect(away.digest).toBeNull();
    fake.digest = { from: 0, to: 1, counts: {}, notices: [] };
    await away.look();
    expect(away.digest).toBeNull();
    fake.digest = someDigest(NOW);
    await away.look();
    expect(away.digest?.notices.length).toBeGreaterThan(0);
    away.close();
    await away.look();
    expect(away.digest).toBeNull();
  });

  test('a look that fails says nothing, and the next one asks again', async () => {
    const fake = new FakeBackend();
    const away = new Away(fake);
    fake.digest = someDigest(NOW);
    fake.failing.set('away', { code: 'store-trouble', reason: null, args: { detail: 'busy' } });
    await away.look();
    expect(away.digest).toBeNull();
    fake.failing.clear();
    await away.look();
    expect(away.digest).not.toBeNull();
  });

  test('a shell that hears of the focus later is asked again, once', async () => {
    const fake = new FakeBackend();
    const away = new Away(fake);
    await away.look();
    fake.digest = someDigest(NOW);
    await vi.advanceTimersByTimeAsync(1500);
    expect(away.digest).not.toBeNull();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fake.calls).toHaveLength(2);
  });

  test('what was told is not asked for again, nor what happens when the person looks elsewhere', async () => {
    const fake = new FakeBackend();
    const away = new Away(fake);
    fake.digest = someDigest(NOW);
    await away.look();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fake.calls).toHaveLength(1);
    away.close();
    await away.look();
    away.leave();
    fake.digest = someDigest(NOW);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fake.calls).toHaveLength(2);
    expect(away.digest).toBeNull();
  });
});
