import { describe, expect, test } from 'vitest';
import type { NoticeKind, Rule, RuleScope, Telling } from '../ipc/bindings';
import { someRules } from '../ipc/samples/builders';
import { aRule } from '../ipc/samples/rules';
import {
  emptyRule,
  inheriting,
  isEmptyRule,
  rebased,
  ruleOf,
  sameRules,
  scopeKey,
  scopesAround,
  settledOption,
  settledTelling,
  tellingOf,
  turned,
  withoutRule,
  withRule,
} from './inheritance';

const everything: RuleScope = { of: 'everything' };
const server: RuleScope = { of: 'server', server: 's1' };
const kind: RuleScope = { of: 'kind', server: null, kind: 'edi' };
const kindThere: RuleScope = { of: 'kind', server: 's1', kind: 'edi' };
const job: RuleScope = { of: 'job', server: 's1', id: 'j' };
const ORDER = [everything, server, kind, kindThere, job];

const told = (desktop: boolean): Telling => ({ bell: true, desktop, sound: false });

describe('which rules hold', () => {
  test.each([
    [everything, null, [everything]],
    [server, null, [everything, server]],
    [kind, null, [everything, kind]],
    [kindThere, null, ORDER.slice(0, 4)],
    [job, 'edi', ORDER],
    [job, null, [everything, server, job]],
  ] as [RuleScope, string | null, RuleScope[]][])('in %o of kind %s', (scope, of, around) => {
    expect(scopesAround(scope, of)).toEqual(around);
  });

  test.each(ORDER.map((scope, place) => [scopeKey(scope), place] as const))(
    'the nearest says it: %s over all before it',
    (_, place) => {
      const rules = ORDER.slice(0, place + 1).map((scope, n) =>
        aRule({ scope, at_least_seconds: n + 1, events: { failed: told(n === place) } }),
      );
      const around = scopesAround(job, 'edi');
      expect(settledOption(rules, around, 'at_least_seconds')).toEqual({
        value: place + 1,
        from: ORDER[place],
      });
      expect(settledTelling(rules, around, 'failed')).toEqual({ value: told(true), from: ORDER[place] });
    },
  );

  test('setting by setting: what the nearest leaves open is left to those around it', () => {
    const rules = [
      aRule({ scope: everything, muted: true, only_mine: true }),
      aRule({ scope: job, muted: false, events: { failed: told(false) } }),
    ];
    const around = scopesAround(job, 'edi');
    expect(settledOption(rules, around, 'muted')).toEqual({ value: false, from: job });
    expect(settledOption(rules, around, 'only_mine')).toEqual({ value: true, from: everything });
    expect(settledTelling(rules, around, 'completed').from).toBeNull();
  });

  test('a rule of another server, kind or job says nothing', () => {
    const rules = [
      aRule({ scope: { of: 'server', server: 's2' }, muted: true }),
      aRule({ scope: { of: 'kind', server: 's2', kind: 'edi' }, muted: true }),
      aRule({ scope: { of: 'kind', server: 's1', kind: 'other' }, muted: true }),
      aRule({ scope: { of: 'job', server: 's1', id: 'k' }, muted: true }),
    ];
    expect(settledOption(rules, scopesAround(job, 'edi'), 'muted')).toEqual({ value: false, from: null });
  });

  test.each([
    ['completed', true, true, true],
    ['failed', true, true, true],
    ['warning', true, true, true],
    ['unreachable', true, true, true],
    ['stalled', true, true, false],
    ['message', true, true, false],
    ['longer', false, false, false],
  ] as [NoticeKind, boolean, boolean, boolean][])(
    'where no rule says anything, %s is as the contract has it',
    (of, bell, desktop, sound) => {
      expect(tellingOf(of)).toEqual({ bell, desktop, sound });
      expect(settledTelling([], [everything], of)).toEqual({ value: { bell, desktop, sound }, from: null });
    },
  );
});

describe('a rule', () => {
  test('turns one way of a kind and keeps what held for the others', () => {
    const rule = turned(emptyRule(kind), 'stalled', tellingOf('stalled'), 'desktop', false);
    expect(rule.events).toEqual({ stalled: { bell: true, desktop: false, sound: false } });
    expect(inheriting(rule, 'stalled')).toEqual(emptyRule(kind));
  });

  test.each([
    [{}, true],
    [{ muted: false }, false],
    [{ at_least_seconds: 0 }, false],
    [{ events: { failed: told(true) } }, false],
    [{ warnings: { when: 'first' as const } }, false],
  ] as [Partial<Rule>, boolean][])('with %o settles nothing: %s', (part, empty) => {
    expect(isEmptyRule(aRule({ scope: job, ...part }))).toBe(empty);
  });

  test('takes the place of the one of its scope, and goes', () => {
    const rules = [aRule({ scope: server }), aRule({ scope: job, muted: true })];
    const changed = withRule(rules, aRule({ scope: server, muted: true }));
    expect(changed.map(({ scope, muted }) => [scope.of, muted])).toEqual([
      ['server', true],
      ['job', true],
    ]);
    expect(withoutRule(changed, server)).toEqual([rules[1]]);
    expect(ruleOf(changed, kind)).toEqual(emptyRule(kind));
  });

  test('is the same in whatever order, and without a word it is none', () => {
    const a = aRule({ scope: server, events: { failed: told(true), completed: told(false) } });
    const b = aRule({ scope: server, events: { completed: told(false), failed: told(true) } });
    expect(sameRules([a, aRule({ scope: job, muted: true })], [aRule({ scope: job, muted: true }), b])).toBe(
      true,
    );
    expect(sameRules([a], [a, emptyRule(kind)])).toBe(true);
    expect(sameRules([a], [{ ...a, muted: true }])).toBe(false);
  });
});

describe('a draft, when the rules change meanwhile', () => {
  const began = someRules({
    rules: [aRule({ scope: server, muted: true }), aRule({ scope: kind, watched: true })],
  });

  test('takes over what it left alone and keeps what it changed', () => {
    const draft = { ...began, rules: withRule(began.rules, aRule({ scope: server, muted: false })) };
    const now = someRules({
      rules: [aRule({ scope: server, muted: true }), aRule({ scope: job, muted: true })],
      sounds: true,
    });
    const result = rebased(draft, began, now);
    expect(ruleOf(result.rules, server).muted).toBe(false);
    expect(ruleOf(result.rules, job).muted).toBe(true);
    expect(result.rules.some(({ scope }) => scopeKey(scope) === scopeKey(kind))).toBe(true);
    expect(isEmptyRule(ruleOf(result.rules, kind))).toBe(true);
    expect(result.sounds).toBe(true);
  });

  test('does not bring back what it took away', () => {
    const draft = { ...began, rules: withoutRule(began.rules, server) };
    expect(sameRules(rebased(draft, began, began).rules, [aRule({ scope: kind, watched: true })])).toBe(true);
  });
});
