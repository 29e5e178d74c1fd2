import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ServerPage, WireFrame } from '../ipc/bindings';
import { FakeBackend } from '../ipc/fake';
import { aWireFrame } from '../ipc/samples/pages';
import { PAGE_MS, PageWatch, SHOWN } from './inspector.svelte';

const frames = (from: number, to: number): WireFrame[] =>
  Array.from({ length: to - from + 1 }, (_, n) => aWireFrame(from + n, 0));
const page = (list: WireFrame[]): ServerPage => ({
  offers: ['resume'],
  events_per_second: 2,
  moments: [],
  frames: list,
  oddities: [],
});

let fake: FakeBackend;
let watch: PageWatch;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  fake = new FakeBackend();
  watch = new PageWatch(fake, 's1');
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

/** What the engine says next, asked for and heard. */
async function hear(list: WireFrame[]): Promise<void> {
  fake.page = page(list);
  await vi.advanceTimersByTimeAsync(PAGE_MS);
}
const numbers = (): (number | undefined)[] => [watch.frames[0]?.number, watch.frames.at(-1)?.number];
const asked = (): unknown[] =>
  fake.calls.filter(({ command }) => command === 'server_page').map(({ args }) => args);

describe('a server looked at closely', () => {
  test('is asked once a second for what came since, and keeps the last 500', async () => {
    fake.page = page(frames(1, 400));
    stop = watch.start();
    await vi.advanceTimersByTimeAsync(0);
    await hear(frames(401, 700));
    await hear([]);
    expect(asked()).toEqual([
      ['s1', null],
      ['s1', 400],
      ['s1', 700],
    ]);
    expect(watch.frames).toHaveLength(SHOWN);
    expect(numbers()).toEqual([201, 700]);
    stop();
    await vi.advanceTimersByTimeAsync(10 * PAGE_MS);
    expect(asked()).toHaveLength(3);
  });

  test('is not asked while nobody can see it', async () => {
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    stop = watch.start();
    await vi.advanceTimersByTimeAsync(5 * PAGE_MS);
    expect(asked()).toEqual([]);
    hidden.mockReturnValue(false);
    await vi.advanceTimersByTimeAsync(PAGE_MS);
    expect(asked()).toHaveLength(1);
    hidden.mockRestore();
  });

  test('stands still while paused, then goes on and says what went by', async () => {
    fake.page = page(frames(1, 10));
    stop = watch.start();
    await vi.advanceTimersByTimeAsync(0);
    watch.pause();
    await hear(frames(11, 20));
    expect(numbers()).toEqual([1, 10]);
    expect(watch.waiting).toBe(10);
    watch.resume();
    expect(numbers()).toEqual([1, 20]);
    expect([watch.waiting, watch.skipped]).toEqual([0, 0]);
    watch.pause();
    await hear(frames(21, 520));
    await hear(frames(521, 650));
    expect(watch.waiting).toBe(630);
    watch.resume();
    expect(numbers()).toEqual([151, 650]);
    expect(watch.skipped).toBe(130);
  });

  test('says what came too fast to be kept', async () => {
    fake.page = page(frames(1, 10));
    stop = watch.start();
    await vi.advanceTimersByTimeAsync(0);
    await hear(frames(41, 50));
    expect(watch.skipped).toBe(30);
  });

  test('numbers that begin anew are a new beginning', async () => {
    fake.page = page(frames(1, 10));
    stop = watch.start();
    await vi.advanceTimersByTimeAsync(0);
    await hear(frames(1, 3));
    expect(numbers()).toEqual([1, 3]);
    expect(watch.skipped).toBe(0);
  });

  test('a failure is told until an answer comes', async () => {
    fake.failing.set('server_page', { code: 'not-offered', reason: null, args: {} });
    stop = watch.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(watch.failure?.code).toBe('not-offered');
    fake.failing.clear();
    await hear(frames(1, 2));
    expect(watch.failure).toBe(null);
    expect(watch.page?.offers).toEqual(['resume']);
  });
});
