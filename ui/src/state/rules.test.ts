import { describe, expect, test } from 'vitest';
import type { Rule, RuleScope } from '../ipc/bindings';
import { someRules } from '../ipc/samples/builders';
import { aJob } from '../ipc/scenes';
import { jobScope, kindScope, RuleBook } from './rules';

const job = aJob({ id: 'j', kind: 'import' });
const other = aJob({ id: 'k', kind: 'import', server: 's2' });
const rule = (scope: RuleScope, part: Partial<Rule>): Rule => ({
  scope,
  events: {},
  muted: null,
  watched: null,
  only_mine: null,
  at_least_seconds: null,
  warnings: null,
  ...part,
});
const book = (...rules: Rule[]): RuleBook => new RuleBook(someRules({ rules }));
const kind = { of: 'kind', server: 's1', kind: 'import' } as const;
const everywhere = { of: 'kind', server: null, kind: 'import' } as const;
const server = { of: 'server', server: 's1' } as const;

describe('what holds for a job', () => {
  test('is nothing where nothing is said', () => {
    expect(book().holds(job, 'muted')).toBe(false);
  });

  test('is what the nearest says', () => {
    const rules = [
      rule({ of: 'everything' }, { muted: true }),
      rule(server, { muted: false }),
      rule(everywhere, { muted: true }),
      rule(kind, { muted: false }),
      rule(jobScope(job), { muted: true }),
    ];
    const held = rules.map((_, n) => book(...rules.slice(0, n + 1)).holds(job, 'muted'));
    expect(held).toEqual([true, false, true, false, true]);
    expect(book(...rules).holdsForKind(job, 'muted')).toBe(false);
    expect(book(...rules).holds(other, 'muted')).toBe(true);
  });

  test('passes by a rule that says nothing about it', () => {
    expect(
      book(rule(server, { muted: true }), rule(jobScope(job), { watched: true })).holds(job, 'muted'),
    ).toBe(true);
  });

  test('of a job without a kind is what its server says', () => {
    const plain = aJob({ id: 'p' });
    expect(kindScope(plain)).toBeNull();
    expect(book(rule(server, { muted: true })).holds(plain, 'muted')).toBe(true);
    expect(book(rule(server, { muted: true })).holdsForKind(plain, 'muted')).toBe(false);
  });
});

describe('a change', () => {
  test('keeps what else was settled', () => {
    const own = rule(jobScope(job), { at_least_seconds: 60, events: { failed: LOUD } });
    expect(book(own).changed(job, jobScope(job), 'muted', true)).toEqual({ ...own, muted: true });
  });

  test('to watch ends to mute, and the other way round', () => {
    const watched = rule(jobScope(job), { watched: true });
    const muted = rule(jobScope(job), { muted: true });
    expect(book(watched).changed(job, jobScope(job), 'muted', true)).toEqual(muted);
    expect(book(muted).changed(job, jobScope(job), 'watched', true)).toEqual(watched);
    expect(book(muted).changed(job, jobScope(job), 'watched', false)).toEqual(muted);
  });

  test('back says nothing again', () => {
    const own = rule(jobScope(job), { muted: true });
    expect(book(own).changed(job, jobScope(job), 'muted', false)).toEqual(rule(jobScope(job), {}));
  });

  test('against the rules around it says so itself', () => {
    expect(book(rule(kind, { muted: true })).changed(job, jobScope(job), 'muted', false).muted).toBe(false);
    expect(book(rule(everywhere, { muted: true })).changed(job, kind, 'muted', false).muted).toBe(false);
    expect(book(rule(kind, { muted: true })).changed(job, jobScope(job), 'muted', true).muted).toBeNull();
  });
});

const LOUD = { bell: true, desktop: true, sound: true };
