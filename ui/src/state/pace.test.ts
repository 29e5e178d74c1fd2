import { expect, test } from 'vitest';
import { aServer } from '../ipc/scenes';
import { Pace } from './pace';

const one = (events: number): ReturnType<typeof aServer> => aServer({ id: 's1', name: 'one', events });
const two = (events: number): ReturnType<typeof aServer> => aServer({ id: 's2', name: 'two', events });

test('is not known at first, and nought only when nothing came', () => {
  const pace = new Pace();
  expect(pace.at(5000)).toBeNull();
  pace.start([one(4120)], 0);
  expect(pace.at(1000)).toBeNull();
  expect(pace.at(3000)).toBe(0);
});

test('is of all servers, over the last ten seconds', () => {
  const pace = new Pace();
  pace.start([one(100), two(0)], 0);
  for (let second = 1; second <= 30; second += 1)
    pace.note([one(100 + second * 20), two(second * 5)], second * 1000);
  expect(pace.at(30_000)).toBe(25);
  expect(pace.at(35_000)).toBe(12.5);
  expect(pace.at(50_000)).toBe(0);
});

test('a server that is new, gone or counts anew adds nothing', () => {
  const pace = new Pace();
  pace.start([one(1000)], 0);
  pace.note([one(1000), two(5000)], 1000);
  pace.note([two(5010)], 2000);
  pace.note([one(3), two(5010)], 3000);
  pace.note([one(1), two(5010)], 4000);
  expect(pace.at(5000)).toBe(2);
});
