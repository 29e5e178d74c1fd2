import { describe, expect, test, vi } from 'vitest';
import type { Job } from '../ipc/bindings';
import { aFrame as frame, aSnapshot } from '../ipc/samples/feed';
import { aJob } from '../ipc/scenes';
import { Jobs, type JobEntry } from './jobs.svelte';

const MINUTE = 60_000;
const ids = (entries: readonly JobEntry[]): string[] => entries.map(({ job }) => job.id);

function board(...jobs: Job[]): Jobs {
  const list = new Jobs((id) => (id === 's1' ? 'heron.example' : 'otter.lan'));
  list.start(aSnapshot({ jobs }));
  return list;
}

describe('the order of jobs', () => {
  test('trouble first, then what ends soonest, then what nobody knows', () => {
    const list = board(
      aJob({ id: 'pending', state: 'pending' }),
      aJob({ id: 'unknown' }),
      aJob({ id: 'late', eta_ms: [50 * MINUTE, 55 * MINUTE] }),
      aJob({ id: 'soon', eta_ms: [1000, 2000] }),
      aJob({ id: 'warned', warnings: 1 }),
      aJob({ id: 'stale', state: 'stale' }),
      aJob({ id: 'stalled', state: 'stalled' }),
      aJob({ id: 'done', state: 'completed', finished_at: 9 }),
      aJob({ id: 'newer', state: 'completed', finished_at: 10 }),
      aJob({ id: 'failed', state: 'failed', finished_at: 1 }),
    );
    expect(ids(list.running)).toEqual(['stalled', 'stale', 'warned', 'soon', 'late', 'unknown', 'pending']);
    expect(ids(list.finished)).toEqual(['failed', 'newer', 'done']);
  });

  test('small changes of the time left swap nothing', () => {
    const list = board(
      aJob({ id: 'a', started_at: 1, eta_ms: [2 * MINUTE, 3 * MINUTE] }),
      aJob({ id: 'b', started_at: 2, eta_ms: [2 * MINUTE, 2.5 * MINUTE] }),
    );
    expect(ids(list.running)).toEqual(['a', 'b']);
  });

  test('waits while the pointer is on the list, and takes new ones in at the end', () => {
    const list = board(aJob({ id: 'a', started_at: 1 }), aJob({ id: 'b', started_at: 2 }));
    list.hold(true);
    list.apply(frame({ jobs: [aJob({ id: 'b', state: 'failed' }), aJob({ id: 'new', state: 'stalled' })] }));
    expect(ids(list.running)).toEqual(['a', 'b', 'new']);
    list.hold(false);
    expect(ids(list.running)).toEqual(['new', 'a']);
    expect(ids(list.finished)).toEqual(['b']);
  });
});

describe('the filter', () => {
  const list = board(
    aJob({ id: 'x,1:%', title: 'EDI Import', kind: 'edi_import', metadata: { supplier: 'Ärzte' } }),
    aJob({ id: 'y', server: 's2', title: 'Scan', message: 'Reading tags' }),
  );

  test.each([
    ['edi', ['x,1:%']],
    ['X,1:%', ['x,1:%']],
    ['OTTER', ['y']],
    ['tags reading', ['y']],
    ['ärzte', ['x,1:%']],
    ['edi otter', []],
    ['', ['x,1:%', 'y']],
  ])('%j finds %j', (text, found) => {
    list.filter = text;
    expect(ids(list.running).sort()).toEqual(found);
  });
});

test('the summary counts what it knows', () => {
  const list = board(
    aJob({ id: 'a', state: 'stalled' }),
    aJob({ id: 'b', warnings: 3, eta_ms: [1, 5 * MINUTE] }),
    aJob({ id: 'c', server: 's2', eta_ms: [1, 2 * MINUTE] }),
    aJob({ id: 'd', overdue: true, eta_ms: [1, 2] }),
    aJob({ id: 'e', state: 'completed' }),
  );
  expect(list.summary).toMatchObject({ running: 4, trouble: 1, warned: 1, next: [1, 2 * MINUTE] });
  expect(list.summary.perServer.get('s1')).toBe(3);
});

test('what ended badly counts as trouble for a quarter of an hour', () => {
  vi.useFakeTimers({ now: 100 * MINUTE });
  try {
    const list = board(
      aJob({ id: 'now', state: 'failed', finished_at: 90 * MINUTE }),
      aJob({ id: 'then', state: 'failed', finished_at: 84 * MINUTE }),
      aJob({ id: 'gone', state: 'vanished', heard_at: 99 * MINUTE }),
      aJob({ id: 'stalled', state: 'stalled' }),
    );
    expect(list.summary).toMatchObject({ running: 1, failed: 1, trouble: 2 });
    expect([...list.troubled.values()].sort()).toEqual(['failed', 'silent', 'silent']);
    vi.advanceTimersByTime(6 * MINUTE);
    expect(list.summary).toMatchObject({ failed: 0, trouble: 2 });
    expect(list.troubled.size).toBe(2);
  } finally {
    vi.useRealTimers();
  }
});

test('a job that is gone closes its details', () => {
  const list = board(aJob({ id: 'a' }));
  list.open = list.running[0]?.key ?? null;
  list.apply(frame({ gone: [{ server: 's1', id: 'a' }] }));
  expect(list.open).toBeNull();
  expect(list.size).toBe(0);
});

test('jobs of two servers may bear the same id', () => {
  expect(board(aJob({ id: 'a' }), aJob({ id: 'a', server: 's2' })).size).toBe(2);
});
