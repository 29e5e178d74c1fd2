import type { AlertRules, Job, Rule, RuleScope } from '../ipc/bindings';

/** What can be settled for jobs by one touch. */
export type Switch = 'muted' | 'watched';

function scopeKey(scope: RuleScope): string {
  switch (scope.of) {
    case 'everything':
      return '';
    case 'server':
      return JSON.stringify(['s', scope.server]);
    case 'kind':
      return JSON.stringify(['k', scope.server, scope.kind]);
    case 'job':
      return JSON.stringify(['j', scope.server, scope.id]);
  }
}

/** The job alone, in all its runs. */
export function jobScope({ server, id }: Job): RuleScope {
  return { of: 'job', server, id };
}

/** Jobs of its kind on its server; `null` where it has none. */
export function kindScope({ server, kind }: Job): RuleScope | null {
  return kind === null ? null : { of: 'kind', server, kind };
}

/** Every scope that a job is in, the nearest first. */
function scopesOf(job: Job): RuleScope[] {
  const { server, kind } = job;
  return [
    jobScope(job),
    ...(kind === null
      ? []
      : [
          { of: 'kind' as const, server, kind },
          { of: 'kind' as const, server: null, kind },
        ]),
    { of: 'server', server },
    { of: 'everything' },
  ];
}

/** One that settles nothing yet. */
function blank(scope: RuleScope): Rule {
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

/** The rules by what they are about: what holds for a job is found in a few steps, however many there are. */
export class RuleBook {
  readonly #byScope: Map<string, Rule>;

  constructor({ rules }: AlertRules) {
    this.#byScope = new Map(rules.map((rule) => [scopeKey(rule.scope), rule]));
  }

  /** What is settled for a scope itself; nothing where it has no rule. */
  of(scope: RuleScope): Rule {
    return this.#byScope.get(scopeKey(scope)) ?? blank(scope);
  }

  /** What holds for a job: the nearest rule that says something. */
  holds(job: Job, what: Switch): boolean {
    return this.#said(scopesOf(job), what);
  }

  /** What holds for all jobs of its kind; false where it has none. */
  holdsForKind(job: Job, what: Switch): boolean {
    return job.kind !== null && this.#said(scopesOf(job).slice(1), what);
  }

  /**
   * The rule that makes it so for `scope`, its other settings kept. Where the scopes around it say the same
   * already, it says nothing: a later change of theirs is not held up by it.
   */
  changed(job: Job, scope: RuleScope, what: Switch, wanted: boolean): Rule {
    const own = scopeKey(scope);
    const around = scopesOf(job);
    const wider = around.slice(around.findIndex((one) => scopeKey(one) === own) + 1);
    const said = this.#said(wider, what);
    return { ...this.of(scope), [what]: said === wanted ? null : wanted };
  }

  #said(scopes: RuleScope[], what: Switch): boolean {
    for (const scope of scopes) {
      const value = this.#byScope.get(scopeKey(scope))?.[what];
      if (value != null) return value;
    }
    return false;
  }
}

/** The rules with this one in the place of that of the same scope. */
export function withRule(rules: AlertRules, rule: Rule): AlertRules {
  const own = scopeKey(rule.scope);
  return { ...rules, rules: [...rules.rules.filter(({ scope }) => scopeKey(scope) !== own), rule] };
}
