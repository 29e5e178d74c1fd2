import type { AlertRules, NoticeKind, Rule, RuleScope, Telling, WarningRule } from '../ipc/bindings';

/** Kinds of event in the order of the table, by what they are about. */
export const EVENT_GROUPS = {
  jobs: ['failed', 'completed', 'warning', 'stalled', 'longer', 'vanished'],
  servers: ['unreachable', 'restored', 'signed_out'],
  news: ['message', 'record', 'backlog'],
} as const satisfies Record<string, readonly NoticeKind[]>;
export type EventGroup = keyof typeof EVENT_GROUPS;

export const WAYS = ['bell', 'desktop', 'sound'] as const satisfies readonly (keyof Telling)[];
export type Way = (typeof WAYS)[number];

/** What a rule settles besides the kinds of event. */
export interface Options {
  muted: boolean;
  watched: boolean;
  only_mine: boolean;
  at_least_seconds: number;
  warnings: WarningRule;
}
export type OptionName = keyof Options;

const NOTHING_SET: Options = {
  muted: false,
  watched: false,
  only_mine: false,
  at_least_seconds: 0,
  warnings: { when: 'milestones' },
};

const AUDIBLE: ReadonlySet<NoticeKind> = new Set(['completed', 'failed', 'warning', 'unreachable']);

/** What holds where no rule says anything: `Telling::of` of the contract. */
export function tellingOf(kind: NoticeKind): Telling {
  return { bell: kind !== 'longer', desktop: kind !== 'longer', sound: AUDIBLE.has(kind) };
}

/** The groups of events that can happen in a scope: a job is no server. */
export function groupsOf(scope: RuleScope): EventGroup[] {
  return scope.of === 'kind' || scope.of === 'job' ? ['jobs'] : ['jobs', 'servers', 'news'];
}

/** One text for a scope; its parts may hold any character. */
export function scopeKey(scope: RuleScope): string {
  switch (scope.of) {
    case 'everything':
      return 'everything';
    case 'server':
      return JSON.stringify(['server', scope.server]);
    case 'kind':
      return JSON.stringify(['kind', scope.server, scope.kind]);
    case 'job':
      return JSON.stringify(['job', scope.server, scope.id]);
  }
}

export const EVERYTHING: RuleScope = { of: 'everything' };

/**
 * The scopes whose rules hold in one, the widest first and itself last: everything, server, kind on every server,
 * kind on this one, job. The nearest wins, setting by setting. `kind` is that of a job, where it is known.
 */
export function scopesAround(scope: RuleScope, kind: string | null = null): RuleScope[] {
  switch (scope.of) {
    case 'everything':
      return [scope];
    case 'server':
      return [EVERYTHING, scope];
    case 'kind':
      return scope.server === null
        ? [EVERYTHING, scope]
        : [
            EVERYTHING,
            { of: 'server', server: scope.server },
            { of: 'kind', server: null, kind: scope.kind },
            scope,
          ];
    case 'job':
      return kind === null
        ? [EVERYTHING, { of: 'server', server: scope.server }, scope]
        : [...scopesAround({ of: 'kind', server: scope.server, kind }), scope];
  }
}

export function emptyRule(scope: RuleScope): Rule {
  return {
    scope,
    events: {},
    muted: null,
    watched: null,
    only_mine: null,
    at_least_seconds: null,
    warnings: null,
  };
}

/** True when it settles nothing: it need not be kept. */
export function isEmptyRule(rule: Rule): boolean {
  const options = Object.keys(NOTHING_SET) as OptionName[];
  return Object.keys(rule.events).length === 0 && options.every((name) => rule[name] === null);
}

/** The rule of a scope; one that settles nothing where there is none. */
export function ruleOf(rules: readonly Rule[], scope: RuleScope): Rule {
  const key = scopeKey(scope);
  return rules.find((rule) => scopeKey(rule.scope) === key) ?? emptyRule(scope);
}

/** The rules with this one in the place of that of its scope, each where it was. */
export function withRule(rules: readonly Rule[], rule: Rule): Rule[] {
  const key = scopeKey(rule.scope);
  const known = rules.some((one) => scopeKey(one.scope) === key);
  return known ? rules.map((one) => (scopeKey(one.scope) === key ? rule : one)) : [...rules, rule];
}

export function withoutRule(rules: readonly Rule[], scope: RuleScope): Rule[] {
  const key = scopeKey(scope);
  return rules.filter((one) => scopeKey(one.scope) !== key);
}

/** A value, and the scope that settles it; `null`: no rule does. */
export interface Settled<T> {
  value: T;
  from: RuleScope | null;
}

/** What the nearest rule says that says anything; `scopes` as of `scopesAround`, `ruleAt` as `ruleOf` has it. */
export function nearest<T>(
  ruleAt: (scope: RuleScope) => Rule,
  scopes: readonly RuleScope[],
  read: (rule: Rule) => T | null | undefined,
  otherwise: T,
): Settled<T> {
  for (const scope of scopes.toReversed()) {
    const value = read(ruleAt(scope));
    if (value != null) return { value, from: scope };
  }
  return { value: otherwise, from: null };
}

const at =
  (rules: readonly Rule[]) =>
  (scope: RuleScope): Rule =>
    ruleOf(rules, scope);

/** How a kind of event is told in a scope; `scopes` as of `scopesAround`. */
export function settledTelling(
  rules: readonly Rule[],
  scopes: readonly RuleScope[],
  kind: NoticeKind,
): Settled<Telling> {
  return nearest(at(rules), scopes, (rule) => rule.events[kind], tellingOf(kind));
}

export function settledOption<N extends OptionName>(
  rules: readonly Rule[],
  scopes: readonly RuleScope[],
  name: N,
): Settled<Options[N]> {
  return nearest<Options[N]>(at(rules), scopes, (rule) => rule[name] as Options[N] | null, NOTHING_SET[name]);
}

/** The rule with one way of one kind of event turned; what else holds for that kind now holds by this rule. */
export function turned(rule: Rule, kind: NoticeKind, holds: Telling, way: Way, on: boolean): Rule {
  return { ...rule, events: { ...rule.events, [kind]: { ...holds, [way]: on } } };
}

/** The rule without a word on this kind of event. */
export function inheriting(rule: Rule, kind: NoticeKind): Rule {
  const events = { ...rule.events };
  Reflect.deleteProperty(events, kind);
  return { ...rule, events };
}

/** One text for any settings, whatever the order of their parts. */
function spelled(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

export function same(a: unknown, b: unknown): boolean {
  return spelled(a) === spelled(b);
}

/** Whether two lists of rules say the same, in whatever order. */
export function sameRules(a: readonly Rule[], b: readonly Rule[]): boolean {
  const sorted = (rules: readonly Rule[]): Rule[] =>
    rules
      .filter((rule) => !isEmptyRule(rule))
      .toSorted((one, two) => (scopeKey(one.scope) < scopeKey(two.scope) ? -1 : 1));
  return same(sorted(a), sorted(b));
}

/**
 * What a draft becomes when what it began from changes meanwhile (a job is muted from its menu): each scope and
 * each other part that the draft left alone is as it is now, each that it changed stays as drafted.
 */
export function rebased(draft: AlertRules, began: AlertRules, now: AlertRules): AlertRules {
  const scopes = new Map(
    [...now.rules, ...draft.rules, ...began.rules].map(({ scope }) => [scopeKey(scope), scope]),
  );
  const rules = [...scopes.values()].map((scope) => {
    const mine = ruleOf(draft.rules, scope);
    return same(mine, ruleOf(began.rules, scope)) ? ruleOf(now.rules, scope) : mine;
  });
  const part = <N extends keyof AlertRules>(name: N): AlertRules[N] =>
    same(draft[name], began[name]) ? now[name] : draft[name];
  return {
    // One that was begun and says nothing yet stays in sight.
    rules: rules.filter(
      (rule) =>
        !isEmptyRule(rule) || draft.rules.some(({ scope }) => scopeKey(scope) === scopeKey(rule.scope)),
    ),
    quiet: part('quiet'),
    respect_do_not_disturb: part('respect_do_not_disturb'),
    sounds: part('sounds'),
  };
}
