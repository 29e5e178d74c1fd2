import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Frame, Notice } from '../ipc/bindings';
import { FakeBackend } from '../ipc/fake';
import { aFrame } from '../ipc/samples/feed';
import { aNotice } from '../ipc/scenes';
import { Notices } from './notices.svelte';
import { Toasts } from './toasts.svelte';

function frame(notices: Notice[], unread: number | null): Frame {
  return aFrame({ notices, unread });
}

async function bell(): Promise<{ fake: FakeBackend; notices: Notices }> {
  const fake = new FakeBackend();
  const notices = new Notices(fake);
  await notices.start(await fake.subscribe(() => undefined));
  return { fake, notices };
}

describe('the bell', () => {
  test('takes new ones in, newest first, each once', async () => {
    const { notices } = await bell();
    const had = notices.list.length;
    const fresh = [aNotice({ id: 'n1', kind: 'failed' }), aNotice({ id: 'n2', kind: 'completed' })];
    expect(notices.apply(frame(fresh, 5))).toHaveLength(2);
    expect(notices.apply(frame(fresh, null))).toHaveLength(0);
    expect(notices.list.slice(0, 2).map(({ id }) => id)).toEqual(['n2', 'n1']);
    expect(notices.list).toHaveLength(had + 2);
    expect(notices.unread).toBe(5);
  });

  test('asks for the page when more happened than a frame carries', async () => {
    const { fake, notices } = await bell();
    fake.scene.notices.unshift(aNotice({ id: 'n3', kind: 'failed' }), aNotice({ id: 'n2', kind: 'failed' }));
    notices.apply(frame([aNotice({ id: 'n3', kind: 'failed' })], notices.unread + 2));
    await expect.poll(() => notices.list[1]?.id).toBe('n2');
  });

  test('marks one and all as read', async () => {
    const { fake, notices } = await bell();
    await notices.markRead('9');
    expect(notices.unread).toBe(2);
    await notices.markAllRead();
    expect(notices.unread).toBe(0);
    expect(notices.list.every(({ read }) => read)).toBe(true);
    expect(fake.unread()).toBe(0);
  });

  test('filters by what happened', async () => {
    const { notices } = await bell();
    notices.filter = 'failed';
    expect(notices.shown.map(({ kind }) => kind)).toEqual(['failed', 'vanished', 'unreachable']);
    notices.filter = 'done';
    expect(new Set(notices.shown.map(({ kind }) => kind))).toEqual(new Set(['completed', 'restored']));
    notices.filter = 'news';
    expect(notices.shown.map(({ kind }) => kind)).toEqual(['record', 'message', 'backlog']);
  });

  test('filters by server and by what is unread', async () => {
    const { notices } = await bell();
    notices.filter = 'unread';
    expect(notices.shown.map(({ id }) => id)).toEqual(['9', '8', '7']);
    notices.server = 's2';
    expect(notices.shown).toEqual([]);
    notices.filter = 'all';
    expect(notices.shown.map(({ id }) => id)).toEqual(['5']);
  });

  test('takes as read what the window has not loaded', async () => {
    const { fake, notices } = await bell();
    await notices.markRead('9', 'older', '6');
    expect(fake.calls.at(-1)?.args).toEqual([['9', 'older']]);
  });

  test('loads further pages to the end', async () => {
    const fake = new FakeBackend();
    fake.scene.notices = Array.from({ length: 120 }, (_, n) =>
      aNotice({ id: String(1000 - n), kind: 'completed' }),
    );
    const notices = new Notices(fake);
    await notices.reload();
    expect(notices.list).toHaveLength(50);
    await notices.more();
    await notices.more();
    expect(notices.list).toHaveLength(120);
    expect(notices.next).toBeNull();
  });

  test('keeps what it has when the store is in trouble', async () => {
    const { fake, notices } = await bell();
    fake.failing.set('notices', { code: 'store-trouble', reason: null, args: { detail: 'disk' } });
    await notices.reload();
    expect(notices.list).not.toHaveLength(0);
    expect(notices.broken).toMatchObject({ code: 'store-trouble' });
  });
});

describe('what is cleared', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const asked = (fake: FakeBackend): unknown[] =>
    fake.calls.filter(({ command }) => command === 'clear_notices').map(({ args }) => args[0]);

  test('is out of sight at once and gone when the time for undoing has passed', async () => {
    const { fake, notices } = await bell();
    const [first] = notices.shown;
    if (!first) throw new Error('the bell is empty');
    notices.clear([first]);
    expect(notices.shown).not.toContain(first);
    await vi.advanceTimersByTimeAsync(7000);
    expect(asked(fake)).toEqual([]);
    await vi.advanceTimersByTimeAsync(1500);
    expect(asked(fake)).toEqual([[first.id]]);
    expect(notices.list).not.toContain(first);
    expect(notices.cleared.size).toBe(0);
  });

  test('comes back when it is undone, and the engine is asked nothing', async () => {
    const { fake, notices } = await bell();
    const before = notices.shown.length;
    notices.clear(notices.shown);
    expect(notices.unread).toBe(0);
    notices.undo();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(notices.shown).toHaveLength(before);
    expect(notices.unread).toBe(3);
    expect(asked(fake)).toEqual([]);
  });

  test('stays to be undone while the pointer is on the way to it', async () => {
    const { fake, notices } = await bell();
    notices.clear(notices.shown.slice(0, 1));
    notices.hold(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked(fake)).toEqual([]);
    notices.hold(false);
    await vi.advanceTimersByTimeAsync(8500);
    expect(asked(fake)).toHaveLength(1);
  });

  test('comes back with a word when the engine would not clear it', async () => {
    const fake = new FakeBackend();
    const failed: unknown[] = [];
    const notices = new Notices(fake, (thrown) => failed.push(thrown));
    await notices.start(await fake.subscribe(() => undefined));
    fake.failing.set('clear_notices', { code: 'store-trouble', reason: null, args: { detail: 'disk' } });
    const before = notices.shown.length;
    notices.clear(notices.shown.slice(0, 2));
    await notices.flush();
    expect(notices.shown).toHaveLength(before);
    expect(failed).toMatchObject([{ code: 'store-trouble' }]);
  });

  test('"all read" is what is read now, on pages not loaded as well, and nothing that is read or comes later', async () => {
    const fake = new FakeBackend();
    fake.scene.notices = Array.from({ length: 120 }, (_, n) =>
      aNotice({ id: String(1000 - n), kind: 'completed', read: n % 2 === 0, at: 1000 - n }),
    );
    const notices = new Notices(fake);
    await notices.start(await fake.subscribe(() => undefined));
    expect(notices.list).toHaveLength(50);
    await notices.clearRead();
    expect(notices.cleared.size).toBe(60);
    await notices.markRead('999');
    notices.apply(frame([aNotice({ id: '2000', kind: 'completed', read: true })], null));
    await notices.flush();
    const left = fake.scene.notices.map(({ id }) => id);
    expect(left).toContain('999');
    expect(left).toHaveLength(60);
    expect(notices.list.map(({ id }) => id)).toContain('2000');
  });
});

test('only what the filter shows is cleared as read', async () => {
  const fake = new FakeBackend();
  fake.scene.notices = [
    aNotice({ id: '5', kind: 'failed', server: 's1', read: true, at: 5 }),
    aNotice({ id: '4', kind: 'completed', server: 's1', read: true, at: 4 }),
    aNotice({ id: '3', kind: 'failed', server: 's2', read: true, at: 3 }),
    aNotice({ id: '2', kind: 'failed', server: 's1', read: false, at: 2 }),
  ];
  const notices = new Notices(fake);
  await notices.start(await fake.subscribe(() => undefined));
  notices.filter = 'failed';
  notices.server = 's1';
  await notices.clearRead();
  expect([...notices.cleared.keys()]).toEqual(['5']);
  notices.filter = 'unread';
  expect(notices.someRead).toBe(false);
  notices.undo();
});

describe('toasts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('leave by themselves, a failure last, and stay under the pointer', () => {
    const toasts = new Toasts();
    toasts.show([aNotice({ id: 'a', kind: 'completed' }), aNotice({ id: 'b', kind: 'failed' })]);
    vi.advanceTimersByTime(6000);
    expect(toasts.list.map(({ id }) => id)).toEqual(['b']);
    toasts.pause(true);
    vi.advanceTimersByTime(60_000);
    expect(toasts.list).toHaveLength(1);
    toasts.pause(false);
    vi.advanceTimersByTime(5000);
    expect(toasts.list).toEqual([]);
  });

  test('are two at most', () => {
    const toasts = new Toasts();
    toasts.show(['a', 'b', 'c', 'd', 'e'].map((id) => aNotice({ id, kind: 'completed' })));
    expect(toasts.list).toHaveLength(2);
    expect(toasts.more).toBe(3);
    toasts.clear();
    expect(toasts.more).toBe(0);
  });
});
