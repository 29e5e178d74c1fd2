import { asFailure, type Backend } from '../ipc/backend';
import type { AlertRules, DryRun, Failure, Rule, RuleScope } from '../ipc/bindings';
import {
  emptyRule,
  EVERYTHING,
  isEmptyRule,
  rebased,
  ruleOf,
  same,
  sameRules,
  withoutRule,
  withRule,
} from './inheritance';

export const SECTIONS = ['general', 'alerts', 'quiet', 'sounds', 'data', 'about'] as const;
export type Section = (typeof SECTIONS)[number];

/** A pause in typing after which rules are tried. */
const TRY_AFTER_MS = 350;

/** What rules would have done, with those that hold now beside it where they differ. */
export interface Trial {
  drafted: DryRun;
  now: DryRun | null;
}

function sameAlerts(a: AlertRules, b: AlertRules): boolean {
  return (
    sameRules(a.rules, b.rules) &&
    same(a.quiet, b.quiet) &&
    a.respect_do_not_disturb === b.respect_do_not_disturb &&
    a.sounds === b.sounds
  );
}

/**
 * Where the person is in the settings, and the draft of the rules. Rules decide whether an alert is missed: they
 * are tried on the past first and hold only when they are saved. The draft outlives the view.
 */
export class Settings {
  readonly #backend: Backend;
  section: Section = $state('general');
  /** Whose rule is edited. */
  scope: RuleScope = $state.raw(EVERYTHING);
  /** What holds, as the engine says. */
  holds: AlertRules = $state.raw({
    rules: [],
    quiet: { on: false, spans: [], failures_come_through: false },
    respect_do_not_disturb: true,
    sounds: false,
  });
  #draft: AlertRules | null = $state.raw(null);
  /** What would come of what is shown; `null` until it was tried. */
  trial: Trial | null = $state.raw(null);
  /** Why it could not be tried. */
  untried: Failure | null = $state.raw(null);
  trying = $state(false);
  /** Why the draft was not taken. */
  refused: Failure | null = $state.raw(null);
  saving = $state(false);
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly shown: AlertRules = $derived(this.#draft ?? this.holds);
  /** There is something to save. */
  readonly changed: boolean = $derived(this.#draft !== null && !sameAlerts(this.#draft, this.holds));

  /** Where what is not saved yet is to be seen. */
  readonly unsaved: ReadonlySet<Section> = $derived.by(() => {
    const { shown, holds, changed } = this;
    if (!changed) return new Set<Section>();
    const quiet =
      !same(shown.quiet, holds.quiet) || shown.respect_do_not_disturb !== holds.respect_do_not_disturb;
    const alerts = !sameRules(shown.rules, holds.rules) || shown.sounds !== holds.sounds;
    return new Set<Section>([...(alerts ? ['alerts' as const] : []), ...(quiet ? ['quiet' as const] : [])]);
  });

  /** Something that cannot be tried nor saved: a quiet time on no day. */
  readonly wanting: boolean = $derived(this.shown.quiet.spans.some(({ days }) => days.length === 0));

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** What the engine says holds now; what was drafted meanwhile stays drafted. */
  heard(rules: AlertRules): void {
    if (this.#draft) this.#draft = rebased(this.#draft, this.holds, rules);
    this.holds = rules;
    if (this.#draft) this.tryOut();
  }

  draft(part: Partial<AlertRules>): void {
    this.#draft = { ...this.shown, ...part };
    this.refused = null;
    this.tryOut();
  }

  draftRule(rule: Rule): void {
    this.draft({ rules: withRule(this.shown.rules, rule) });
  }

  /** Begins an exception, or goes to the one that there is. */
  begin(scope: RuleScope): void {
    this.draftRule(ruleOf(this.shown.rules, scope));
    this.scope = scope;
  }

  /** Takes an exception away, for now from the draft. */
  take(scope: RuleScope): Rule {
    const rule = ruleOf(this.shown.rules, scope);
    this.draft({ rules: withoutRule(this.shown.rules, scope) });
    if (same(this.scope, scope)) this.scope = EVERYTHING;
    return rule;
  }

  /** The rule of a scope leaves everything to those around it. */
  clear(scope: RuleScope): void {
    this.draftRule(emptyRule(scope));
  }

  discard(): void {
    this.#draft = null;
    this.refused = null;
    this.tryOut();
  }

  async save(): Promise<boolean> {
    const draft = this.shown;
    const rules = { ...draft, rules: draft.rules.filter((rule) => !isEmptyRule(rule)) };
    this.saving = true;
    this.refused = null;
    try {
      await this.#backend.setRules(rules);
      this.holds = rules;
      // What was changed while it was being saved is still a draft.
      this.#draft = this.#draft && rebased(this.#draft, draft, rules);
      if (!this.changed) this.#draft = null;
      this.tryOut();
      return true;
    } catch (thrown) {
      this.refused = asFailure(thrown);
      return false;
    } finally {
      this.saving = false;
    }
  }

  /** Something that holds at once, whatever else is being drafted; throws what the engine threw. */
  async apply(part: Partial<AlertRules>): Promise<void> {
    const before = this.holds;
    const rules = { ...before, ...part };
    this.heard(rules);
    try {
      await this.#backend.setRules(rules);
    } catch (thrown) {
      if (this.holds === rules) this.heard(before);
      throw thrown;
    }
  }

  /** Tries what is shown on the days that have been, soon. */
  tryOut(after = TRY_AFTER_MS): void {
    clearTimeout(this.#timer);
    if (this.wanting) return;
    this.trying = true;
    this.#timer = setTimeout(() => void this.#try(), after);
  }

  async #try(): Promise<void> {
    const asked = ++this.#asked;
    const { shown, holds, changed } = this;
    try {
      const drafted = await this.#backend.dryRun(shown);
      const now = changed ? await this.#backend.dryRun(holds) : null;
      if (asked !== this.#asked) return;
      this.trial = { drafted, now };
      this.untried = null;
    } catch (thrown) {
      if (asked === this.#asked) this.untried = asFailure(thrown);
    } finally {
      if (asked === this.#asked) this.trying = false;
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
  }
}
