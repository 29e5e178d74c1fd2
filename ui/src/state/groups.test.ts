import { describe, expect, test } from 'vitest';
import { jobKey } from '../ipc/backend';
import type { Grouping } from '../ipc/bindings';
import { aJob } from '../ipc/scenes';
import { groupJobs, type JobGroup } from './groups';
import { JobEntry } from './jobs.svelte';
import type { Trouble } from './order';

const entry = (...part: Parameters<typeof aJob>): JobEntry => new JobEntry(aJob(...part));
const running = [
  entry({ id: 'stalled', kind: 'report', state: 'stalled' }),
  entry({ id: 'warned', server: 's2', kind: 'import', warnings: 2 }),
  entry({ id: 'plain', server: 's2' }),
];
const finished = [
  entry({ id: 'failed', kind: 'import', state: 'failed', warnings: 1 }),
  entry({ id: 'done', server: 's9', kind: 'report', state: 'completed', warnings: 3 }),
];
const troubled = new Map<string, Trouble>([
  [jobKey({ server: 's1', id: 'stalled' }), 'silent'],
  [jobKey({ server: 's1', id: 'failed' }), 'failed'],
]);
const shape = (groups: JobGroup[]): unknown[] =>
  groups.map(({ of, name, entries }) => [name ?? of, entries.map(({ job }) => job.id)]);

function grouped(grouping: Grouping, ...pinned: JobEntry[]): JobGroup[] {
  return groupJobs(
    { running, finished, troubled },
    { grouping, pinned: new Set(pinned.map(({ key }) => key)), servers: ['s2', 's3', 's1'] },
  );
}

describe('jobs stand together', () => {
  test('by whether they want to be looked at, and run', () => {
    expect(shape(grouped('none'))).toEqual([
      ['attention', ['failed', 'stalled']],
      ['running', ['warned', 'plain']],
      ['finished', ['done']],
    ]);
  });

  test('by server, in the order of the servers; one that is not known is last', () => {
    expect(shape(grouped('server'))).toEqual([
      ['s2', ['warned', 'plain']],
      ['s1', ['failed', 'stalled']],
      ['s9', ['done']],
    ]);
  });

  test('by kind, in the order of the names; those without one last', () => {
    expect(shape(grouped('kind'))).toEqual([
      ['import', ['failed', 'warned']],
      ['report', ['stalled', 'done']],
      ['kind', ['plain']],
    ]);
  });

  test.each(['none', 'server', 'kind'] as const)(
    'grouped by %s, pinned ones stand on top, once',
    (grouping) => {
      const groups = grouped(grouping, running[2] ?? entry({ id: '' }), finished[0] ?? entry({ id: '' }));
      expect(shape(groups)[0]).toEqual(['pinned', ['failed', 'plain']]);
      expect(groups.flatMap(({ entries }) => entries)).toHaveLength(5);
    },
  );

  test('and each group says what is wrong in it', () => {
    expect(grouped('kind').map(({ failed, trouble, warned }) => [failed, trouble, warned])).toEqual([
      [1, 0, 1],
      [0, 1, 0],
      [0, 0, 0],
    ]);
  });

  test('have keys that no name can forge', () => {
    const odd = [entry({ id: 'a', kind: 'pinned' }), entry({ id: 'b', kind: 'kind' }), entry({ id: 'c' })];
    const groups = groupJobs(
      { running: odd, finished: [], troubled: new Map() },
      { grouping: 'kind', pinned: new Set(), servers: [] },
    );
    expect(new Set(groups.map(({ key }) => key)).size).toBe(3);
  });
});

test('ten thousand jobs of as many kinds are each looked at once', () => {
  const many = Array.from({ length: 10_000 }, (_, n) => entry({ id: `${n}`, kind: `kind ${n}` }));
  let looked = 0;
  class Counting extends Set<string> {
    override has(key: string): boolean {
      looked += 1;
      return super.has(key);
    }
  }
  const groups = groupJobs(
    { running: many, finished: [], troubled: new Map() },
    { grouping: 'kind', pinned: new Counting(), servers: [] },
  );
  expect(groups).toHaveLength(10_000);
  expect(looked).toBe(10_000);
});
