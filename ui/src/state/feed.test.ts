import { describe, expect, test, vi } from 'vitest';
import type { Backend } from '../ipc/backend';
import type { Frame, Snapshot } from '../ipc/bindings';
import { FakeBackend } from '../ipc/fake';
import { aFrame } from '../ipc/samples/feed';
import { Feed, type Listener } from './feed';

function listener(): Listener & { applied: number[]; snapshots: number[] } {
  const applied: number[] = [];
  const snapshots: number[] = [];
  return {
    applied,
    snapshots,
    start: (snapshot) => void snapshots.push(snapshot.version),
    apply: (frame) => void applied.push(frame.to),
    failed: () => undefined,
  };
}

describe('the feed', () => {
  test('applies what follows, once', async () => {
    const fake = new FakeBackend();
    const heard = listener();
    await new Feed(fake, heard).start();
    fake.push({});
    fake.push({});
    fake.version = 2;
    fake.push({});
    expect(heard).toMatchObject({ snapshots: [1], applied: [2, 3] });
  });

  test('asks anew at a gap', async () => {
    const fake = new FakeBackend();
    const heard = listener();
    await new Feed(fake, heard).start();
    fake.version = 7;
    fake.push({});
    await expect.poll(() => heard.snapshots).toEqual([1, 8]);
    fake.push({});
    expect(heard.applied).toEqual([9]);
  });

  test('keeps frames that overtake their snapshot', async () => {
    const fake = new FakeBackend();
    let answer: (snapshot: Snapshot) => void = () => undefined;
    const picture = await fake.subscribe(() => undefined);
    let send: (frame: Frame) => void = () => undefined;
    const slow: Backend = Object.assign(Object.create(fake) as Backend, {
      subscribe: (onFrame: (frame: Frame) => void) => {
        send = onFrame;
        return new Promise<Snapshot>((done) => (answer = done));
      },
    });
    const heard = listener();
    const started = new Feed(slow, heard).start();
    const frame = (from: number): Frame => aFrame({ from, to: from + 1 });
    send(frame(3));
    send(frame(4));
    answer({ ...picture, version: 4 });
    await started;
    expect(heard).toMatchObject({ snapshots: [4], applied: [5] });
  });

  test('tries again when the picture cannot be had', async () => {
    vi.useFakeTimers();
    const fake = new FakeBackend();
    fake.failing.set('subscribe', { code: 'stopping', reason: null, args: {} });
    const heard = listener();
    await new Feed(fake, heard).start();
    expect(heard.snapshots).toEqual([]);
    fake.failing.clear();
    await vi.advanceTimersByTimeAsync(1500);
    expect(heard.snapshots).toEqual([1]);
    vi.useRealTimers();
  });
});
