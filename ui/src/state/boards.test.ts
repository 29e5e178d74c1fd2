import { expect, test } from 'vitest';
import type { StatSeries, Stats } from '../ipc/bindings';
import { FakeBackend } from '../ipc/fake';
import { aFrame, aSnapshot } from '../ipc/samples/feed';
import { statGroups, statTitle } from '../text/stat';
import { Boards } from './boards.svelte';

const stats = (at: number, value: number): Stats => ({
  server: 's4',
  at,
  values: { 'sessions.actives': value },
});

function boards(series: StatSeries[] = []): Boards {
  const fake = new FakeBackend({ scene: 'empty' });
  fake.statHistory = () => Promise.resolve(series);
  return new Boards(fake);
}

test('a curve is what the store remembers, then what was heard since, each moment once', async () => {
  const list = boards([
    {
      name: 'sessions.actives',
      points: [
        [1000, 1],
        [2000, 2],
      ],
    },
  ]);
  list.start(aSnapshot({ stats: [stats(2000, 2)] }));
  list.apply(aFrame({ stats: [stats(3000, 3)] }));
  await list.load();
  list.apply(aFrame({ stats: [stats(3000, 3)] }));
  list.apply(aFrame({ stats: [stats(4000, 4)] }));
  expect(list.of('s4')?.curve('sessions.actives')).toEqual([
    [1000, 1],
    [2000, 2],
    [3000, 3],
    [4000, 4],
  ]);
  expect(list.of('s4')?.stats.at).toBe(4000);
});

test('a curve holds an hour', () => {
  const list = boards();
  list.start(aSnapshot({ stats: [stats(0, 1)] }));
  for (let minute = 1; minute <= 90; minute += 1)
    list.apply(aFrame({ stats: [stats(minute * 60_000, minute)] }));
  const curve = list.of('s4')?.curve('sessions.actives') ?? [];
  expect([curve[0]?.[1], curve.at(-1)?.[1]]).toEqual([31, 90]);
});

test('numbers of a removed server are gone with it', () => {
  const list = boards();
  list.start(aSnapshot({ stats: [stats(0, 1)] }));
  list.keepServers(() => false);
  expect(list.list).toEqual([]);
});

test('numbers are grouped by the first part of their names, a total first', () => {
  expect(statGroups(['sessions.actives', 'load', 'sessions.total', 'a.b.c'])).toEqual([
    { group: '', names: ['load'] },
    { group: 'sessions', names: ['sessions.total', 'sessions.actives'] },
    { group: 'a', names: ['a.b.c'] },
  ]);
});

test('a number that Vigie knows has a name in words, another one its own', () => {
  expect(statTitle('sessions.en_attente')).toBe('Waiting');
  expect(statTitle('queue.jobs_waiting')).toBe('Jobs waiting');
  expect(statTitle('users.7')).toBe('User 7');
});
