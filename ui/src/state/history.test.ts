import { describe, expect, test, vi } from 'vitest';
import { FakeBackend } from '../ipc/fake';
import { ENDED } from '../ipc/samples/history';
import { aFrame } from '../ipc/samples/feed';
import { aJob } from '../ipc/scenes';
import { History, TYPED_MS } from './history.svelte';

const NOW = new Date(2026, 10, 20, 15, 0).getTime();
const HOUR = 3_600_000;
const FAILURE = { code: 'store-trouble', reason: null, args: { detail: 'locked' } } as const;

function open(): { fake: FakeBackend; history: History } {
  const fake = new FakeBackend({ now: NOW });
  return {
    fake,
    history: new History(
      fake,
      () => NOW,
      (id) => fake.scene.servers.find((one) => one.id === id)?.name ?? '',
    ),
  };
}

const asked = (fake: FakeBackend): unknown[] =>
  fake.calls.filter(({ command }) => command === 'history').map(({ args }) => args);

describe('the history', () => {
  test('comes page by page, to its end, without a row twice', async () => {
    const { fake, history } = open();
    await history.reload();
    expect(history.total).toBe(ENDED);
    expect(history.rows).toHaveLength(100);
    while (history.next !== null) await history.more();
    expect(new Set(history.rows.map(({ row }) => row)).size).toBe(ENDED);
    await history.more();
    expect(asked(fake)).toHaveLength(5);
  });

  test('asks for exactly what is chosen', async () => {
    const { fake, history } = open();
    history.choose({ outcome: 'failed', server: 's1' });
    history.choose({ kind: 'edi_import', period: 'week' });
    await expect.poll(() => history.loading).toBe(null);
    expect(asked(fake).at(-1)).toEqual([
      { text: '', server: 's1', kind: 'edi_import', outcome: 'failed', from: NOW - 7 * 24 * HOUR, to: null },
      null,
      100,
    ]);
    expect(history.rows.length).toBeGreaterThan(0);
    expect(history.rows.every(({ kind, outcome }) => kind === 'edi_import' && outcome === 'failed')).toBe(
      true,
    );
    // Another server has other kinds.
    history.choose({ server: 's2' });
    expect(history.choice.kind).toBe(null);
    history.choose({ period: 'today' });
    await expect.poll(() => history.loading).toBe(null);
    expect(asked(fake).at(-1)).toMatchObject([{ from: NOW - 15 * HOUR }, null, 100]);
  });

  test('is asked when the typing is over, once', async () => {
    vi.useFakeTimers();
    try {
      const { fake, history } = open();
      history.text = 'o';
      await vi.advanceTimersByTimeAsync(TYPED_MS - 1);
      history.text = 'orders';
      await vi.advanceTimersByTimeAsync(TYPED_MS - 1);
      expect(asked(fake)).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(asked(fake)).toMatchObject([[{ text: 'orders' }, null, 100]]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('an old answer that comes late is nobody’s', async () => {
    const { fake, history } = open();
    let answer = (): void => undefined;
    fake.slowness.set('campaign', new Promise((done) => (answer = done)));
    history.text = 'campaign';
    const slow = history.reload();
    history.text = 'library';
    await history.reload();
    expect(history.rows.every(({ title }) => title.startsWith('Library'))).toBe(true);
    answer();
    await slow;
    expect(history.rows.every(({ title }) => title.startsWith('Library'))).toBe(true);
    expect(history.loading).toBe(null);
  });

  test('tells how many have ended since, of those that fit, each once', async () => {
    const { history } = open();
    history.only({ server: 's1' });
    await expect.poll(() => history.total).not.toBe(null);
    const running = aJob({ id: 'a', title: 'One' });
    const over = aJob({ id: 'a', title: 'One', state: 'completed', finished_at: NOW });
    const frame = aFrame({ from: 1, to: 2, jobs: [over, aJob({ id: 'b', server: 's2', state: 'failed' })] });
    history.apply(frame, () => running);
    expect(history.fresh).toBe(1);
    history.apply(frame, () => running);
    expect(history.fresh).toBe(1);
    // It was over before: nothing new.
    history.apply(aFrame({ from: 2, to: 3, jobs: [aJob({ ...over, id: 'c' })] }), () => over);
    expect(history.fresh).toBe(1);
    history.apply(aFrame({ from: 3, to: 4, jobs: [aJob({ ...over, run: 2 })] }), () => over);
    expect(history.fresh).toBe(2);
    await history.reload();
    expect(history.fresh).toBe(0);
  });

  test('what ended is no news once it is among the rows', async () => {
    const { fake, history } = open();
    await history.reload();
    const ref = { server: 's1', id: 'campaign-123' };
    const before = fake.scene.jobs.find(({ id }) => id === ref.id);
    fake.change(ref, { state: 'completed', finished_at: NOW });
    const after = fake.scene.jobs.find(({ id }) => id === ref.id);
    await history.reload();
    history.apply(aFrame({ from: 1, to: 2, jobs: after ? [after] : [] }), () => before);
    expect(history.rows[0]?.id).toBe('campaign-123');
    expect(history.fresh).toBe(0);
  });

  test('a failure is kept with its code, the rows too, and is tried again where it was', async () => {
    const { fake, history } = open();
    await history.reload();
    fake.failing.set('history', { ...FAILURE });
    await history.more();
    expect(history.failure?.code).toBe('store-trouble');
    expect(history.rows).toHaveLength(100);
    fake.failing.clear();
    await history.retry();
    expect(history.failure).toBe(null);
    expect(history.rows).toHaveLength(200);
  });

  test('a file holds exactly what is looked for, also what was typed just now', async () => {
    const { fake, history } = open();
    await history.reload();
    history.text = 'INVOIC';
    const file = await history.export('csv');
    const query = fake.calls.find(({ command }) => command === 'export_history')?.args[0];
    expect(query).toMatchObject({ text: 'INVOIC', server: null, from: null });
    expect(file?.items).toBe(history.total);
    expect(file?.items).toBeLessThan(ENDED);
    fake.failing.set('export_history', { ...FAILURE });
    await expect(history.export('json')).rejects.toMatchObject({ code: 'store-trouble' });
    expect(history.exporting).toBe(false);
  });
});
