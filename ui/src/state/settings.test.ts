import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RuleScope } from '../ipc/bindings';
import { FakeBackend } from '../ipc/fake';
import { aRule, someExceptions } from '../ipc/samples/rules';
import { EVERYTHING, ruleOf } from './inheritance';
import { Settings } from './settings.svelte';

const backup: RuleScope = { of: 'kind', server: 's2', kind: 'backup' };
const refusal = { code: 'rule-refused', reason: null, args: { detail: 'no' } } as const;

async function ready(): Promise<{ fake: FakeBackend; settings: Settings }> {
  const fake = new FakeBackend();
  fake.rules = someExceptions();
  const settings = new Settings(fake);
  await fake.subscribe((frame) => {
    if (frame.rules) settings.heard(frame.rules);
  });
  settings.heard(fake.rules);
  return { fake, settings };
}

/** A promise that the test keeps when it likes. */
function later(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((kept) => (resolve = kept));
  return { promise, resolve: () => resolve() };
}

const tried = (fake: FakeBackend): number => fake.calls.filter(({ command }) => command === 'dry_run').length;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('rules are a draft until they are saved', () => {
  test('nothing holds before; saving sends all, without rules that say nothing', async () => {
    const { fake, settings } = await ready();
    settings.begin({ of: 'server', server: 's3' });
    expect(settings.changed).toBe(false);
    settings.draftRule(aRule({ scope: backup, muted: false }));
    expect(settings.changed).toBe(true);
    expect(fake.calls.some(({ command }) => command === 'set_rules')).toBe(false);
    expect(await settings.save()).toBe(true);
    expect(settings.changed).toBe(false);
    expect(ruleOf(fake.rules.rules, backup).muted).toBe(false);
    expect(fake.rules.rules).toHaveLength(someExceptions().rules.length);
  });

  test('what is not saved is marked where it is to be seen', async () => {
    const { settings } = await ready();
    settings.draft({ respect_do_not_disturb: !settings.holds.respect_do_not_disturb });
    expect([...settings.unsaved]).toEqual(['quiet']);
    settings.draftRule(aRule({ scope: backup, muted: false }));
    expect([...settings.unsaved]).toEqual(['alerts', 'quiet']);
    settings.discard();
    expect([...settings.unsaved]).toEqual([]);
  });

  test('a refusal is told and loses nothing', async () => {
    const { fake, settings } = await ready();
    fake.failing.set('set_rules', refusal);
    settings.draftRule(aRule({ scope: backup, watched: true }));
    expect(await settings.save()).toBe(false);
    expect(settings.refused?.code).toBe('rule-refused');
    expect(ruleOf(settings.shown.rules, backup).watched).toBe(true);
    expect(settings.changed).toBe(true);
  });

  test('a job muted from its menu meanwhile is not unmuted by saving', async () => {
    const { fake, settings } = await ready();
    const job: RuleScope = { of: 'job', server: 's1', id: 'campaign-123' };
    settings.draftRule(aRule({ scope: backup, watched: true }));
    await fake.setRule(aRule({ scope: job, muted: true }));
    await settings.save();
    expect(ruleOf(fake.rules.rules, job).muted).toBe(true);
    expect(ruleOf(fake.rules.rules, backup).watched).toBe(true);
  });

  test('an exception that is taken away can be had back, and all can be discarded', async () => {
    const { settings } = await ready();
    settings.scope = backup;
    const taken = settings.take(backup);
    expect(settings.scope).toEqual(EVERYTHING);
    expect(settings.changed).toBe(true);
    settings.draftRule(taken);
    expect(settings.changed).toBe(false);
    settings.clear(backup);
    expect(settings.changed).toBe(true);
    settings.discard();
    expect(ruleOf(settings.shown.rules, backup).muted).toBe(true);
  });

  test('sounds hold at once, beside a draft; a refusal takes them back', async () => {
    const { fake, settings } = await ready();
    settings.draftRule(aRule({ scope: backup, watched: true }));
    await settings.apply({ sounds: true });
    expect(fake.rules.sounds).toBe(true);
    expect(ruleOf(fake.rules.rules, backup).watched).toBeNull();
    expect(settings.shown.sounds).toBe(true);
    fake.failing.set('set_rules', refusal);
    await expect(settings.apply({ sounds: false })).rejects.toMatchObject({ code: 'rule-refused' });
    expect(settings.shown.sounds).toBe(true);
    expect(settings.changed).toBe(true);
  });
});

describe('the dry run', () => {
  test('comes once after a pause in editing, with what holds now beside it', async () => {
    const { fake, settings } = await ready();
    for (const watched of [true, false, true])
      settings.draftRule(aRule({ scope: EVERYTHING, muted: true, watched }));
    await vi.advanceTimersByTimeAsync(300);
    expect(tried(fake)).toBe(0);
    await vi.advanceTimersByTimeAsync(100);
    expect(tried(fake)).toBe(2);
    expect(settings.trial?.drafted.desktop).toBe(0);
    expect(settings.trial?.now?.desktop).toBeGreaterThan(0);
  });

  test('an answer that comes late is not taken for the newer one', async () => {
    const { fake, settings } = await ready();
    const first = later();
    const real = fake.dryRun.bind(fake);
    vi.spyOn(fake, 'dryRun').mockImplementationOnce(async (rules) => {
      await first.promise;
      return { ...(await real(rules)), desktop: 99 };
    });
    settings.tryOut(0);
    await vi.advanceTimersByTimeAsync(10);
    settings.draftRule(aRule({ scope: EVERYTHING, muted: true }));
    await vi.advanceTimersByTimeAsync(400);
    first.resolve();
    await vi.advanceTimersByTimeAsync(10);
    expect(settings.trial?.drafted.desktop).toBe(0);
  });

  test('a quiet time without a day is neither tried nor ready to be saved', async () => {
    const { fake, settings } = await ready();
    settings.draft({
      quiet: { on: true, spans: [{ days: [], from: 0, to: 60 }], failures_come_through: false },
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(settings.wanting).toBe(true);
    expect(tried(fake)).toBe(0);
  });

  test('says why it could not be tried', async () => {
    const { fake, settings } = await ready();
    fake.failing.set('dry_run', refusal);
    settings.tryOut(0);
    await vi.advanceTimersByTimeAsync(10);
    expect(settings.untried?.code).toBe('rule-refused');
    expect(settings.trying).toBe(false);
  });
});
