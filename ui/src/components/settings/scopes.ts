import type { Rule, RuleScope } from '../../ipc/bindings';
import type { Vigie } from '../../state/vigie.svelte';
import { counted, duration, percent } from '../../text/format';
import { t } from '../../text/words.svelte';
import type { IconName } from '../Icon.svelte';

/** What a rule is about, by the name that the person knows it by. */
export function scopeName(vigie: Vigie, scope: RuleScope): string {
  switch (scope.of) {
    case 'everything':
      return t('scope-everything');
    case 'server':
      return vigie.servers.byId(scope.server)?.name ?? scope.server;
    case 'kind':
      return scope.kind;
    case 'job':
      return vigie.jobs.find(scope)?.job.title ?? scope.id;
  }
}

/** Which of all things of that name. */
export function scopeAbout(vigie: Vigie, scope: RuleScope): string {
  switch (scope.of) {
    case 'everything':
      return t('scope-everything-about');
    case 'server':
      return vigie.servers.byId(scope.server) ? t('scope-server-about') : t('scope-server-gone');
    case 'kind':
      return scope.server === null
        ? t('scope-kind-about')
        : t('scope-kind-on', { server: serverName(vigie, scope.server) });
    case 'job':
      return t('scope-job-on', { server: serverName(vigie, scope.server) });
  }
}

function serverName(vigie: Vigie, id: string): string {
  return vigie.servers.byId(id)?.name ?? id;
}

/** Where a setting comes from, in the middle of a sentence. */
export function scopePhrase(vigie: Vigie, scope: RuleScope): string {
  if (scope.of === 'everything') return t('scope-everything');
  if (scope.of === 'kind' && scope.server !== null)
    return t('scope-phrase-kind-on', { kind: scope.kind, server: serverName(vigie, scope.server) });
  return scopeName(vigie, scope);
}

export const SCOPE_ICONS: Record<RuleScope['of'], IconName> = {
  everything: 'globe',
  server: 'servers',
  kind: 'group',
  job: 'jobs',
};

/** The kind of a job that is known by now. */
export function kindOf(vigie: Vigie, scope: RuleScope): string | null {
  return scope.of === 'job' ? (vigie.jobs.find(scope)?.job.kind ?? null) : null;
}

/** Which warnings are told. */
function warningsText(rule: Rule): string | null {
  const { warnings } = rule;
  switch (warnings?.when) {
    case undefined:
      return null;
    case 'milestones':
      return t('warnings-milestones-short');
    case 'first':
      return t('warnings-first-short');
    case 'every':
      return t('warnings-every-short', counted('nth', warnings.nth));
    case 'above':
      return t('warnings-above-short', { percent: percent(warnings.percent) });
  }
}

/** All that a rule settles, in one line. */
export function ruleSummary(rule: Rule): string {
  const events = Object.keys(rule.events).length;
  const parts = [
    rule.muted === null ? null : rule.muted ? t('rule-sum-muted') : t('rule-sum-not-muted'),
    rule.watched === null ? null : rule.watched ? t('rule-sum-watched') : t('rule-sum-not-watched'),
    rule.only_mine === null ? null : rule.only_mine ? t('rule-sum-only-mine') : t('rule-sum-all-owners'),
    rule.at_least_seconds === null
      ? null
      : rule.at_least_seconds === 0
        ? t('rule-sum-any-length')
        : t('rule-sum-at-least', { duration: duration(rule.at_least_seconds * 1000) }),
    warningsText(rule),
    events ? t('rule-sum-events', counted('events', events)) : null,
  ].filter((part) => part !== null);
  return parts.length ? parts.join(t('list-separator')) : t('rule-sum-nothing');
}
