import type { AlertRules, Job, Rule, RuleScope } from '../ipc/bindings';
import { emptyRule, nearest, scopeKey, scopesAround } from './inheritance';

/** What can be settled for jobs by one touch. */
export type Switch = 'muted' | 'watched';

/** The job alone, in all its runs. */
export function jobScope({ server, id }: Job): RuleScope {
  return { of: 'job', server, id };
}

/** Jobs of its kind on its server; `null` where it has none. */
export function kindScope({ server, kind }: Job): RuleScope | null {
  return kind === null ? null : { of: 'kind', server, kind };
}

/** The rules by what they are about: what holds for a job is found in a few steps, however many there are. */
export class RuleBook {
  readonly #byScope: Map<string, Rule>;

  constructor({ rules }: AlertRules) {
    this.#byScope = new Map(rules.map((rule) => [scopeKey(rule.scope), rule]));
  }

  /** What is settled for a scope itself; nothing where it has no rule. */
  of(scope: RuleScope): Rule {
    return this.#byScope.get(scopeKey(scope)) ?? emptyRule(scope);
  }

  /** What holds for a job: the nearest rule that says something. */
  holds(job: Job, what: Switch): boolean {
    return this.#said(scopesAround(jobScope(job), job.kind), what);
  }

  /** What holds for all jobs of its kind; false where it has none. */
  holdsForKind(job: Job, what: Switch): boolean {
    const scope = kindScope(job);
    return scope !== null && this.#said(scopesAround(scope), what);
  }

  /**
   * The rule that makes it so for `scope`, its other settings kept. Where the scopes around it say the same
   * already, it says nothing: a later change of theirs is not held up by it. To watch ends to mute, and the other
   * way round: a rule that asks for both would say nothing clear.
   */
  changed(job: Job, scope: RuleScope, what: Switch, wanted: boolean): Rule {
    const wider = scopesAround(scope, job.kind).slice(0, -1);
    const other: Switch = what === 'muted' ? 'watched' : 'muted';
    const before = this.of(scope);
    return {
      ...before,
      [what]: this.#said(wider, what) === wanted ? null : wanted,
      [other]: wanted && before[other] === true ? null : before[other],
    };
  }

  #said(scopes: readonly RuleScope[], what: Switch): boolean {
    return nearest(
      (scope) => this.of(scope),
      scopes,
      (rule) => rule[what],
      false,
    ).value;
  }
}
