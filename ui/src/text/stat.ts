import { spoken } from './fields';
import { capitalized } from './format';
import { t } from './words.svelte';

/** Numbers whose meaning Vigie knows, by the name their servers give them. */
const KNOWN: ReadonlySet<string> = new Set([
  'utilisateurs.total',
  'utilisateurs.actifs',
  'utilisateurs.nouveaux_mois',
  'sessions.total',
  'sessions.actives',
  'sessions.en_attente',
  'sessions.terminees_aujourd_hui',
  'postes.total',
  'postes.disponibles',
  'postes.occupes',
  'postes.hors_ligne',
  'total_users',
  'total_connections',
]);

const KNOWN_GROUPS: ReadonlySet<string> = new Set(['utilisateurs', 'sessions', 'postes', 'users', '']);

/** Numbers of one group, in the order of their server. */
export interface StatGroup {
  /** The first part of their names; empty for those without one. */
  group: string;
  names: string[];
}

/** `sessions.actives` is of `sessions`; a name without a dot is of no group. */
function groupOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(0, dot);
}

/** Names by their first part; those without one come first, a total first in its group. */
export function statGroups(names: readonly string[]): StatGroup[] {
  const groups = new Map<string, string[]>();
  for (const name of names) groups.set(groupOf(name), [...(groups.get(groupOf(name)) ?? []), name]);
  const first = (name: string): number => (name.endsWith('.total') ? 0 : 1);
  return [...groups]
    .map(([group, list]) => ({ group, names: list.toSorted((a, b) => first(a) - first(b)) }))
    .sort((a, b) => (a.group === '' ? -1 : b.group === '' ? 1 : 0));
}

export function groupTitle(group: string): string {
  return KNOWN_GROUPS.has(group) ? t(`stat-group-${group || 'all'}`) : capitalized(spoken(group));
}

/** What a number is called within its group. */
export function statTitle(name: string): string {
  if (KNOWN.has(name)) return t(`stat-${name.replace('.', '-')}`);
  const group = groupOf(name);
  const own = group === '' ? name : name.slice(group.length + 1);
  if (group === 'users') return t('stat-user', { id: own });
  return capitalized(spoken(own.replaceAll('.', ' ')));
}

/** The same with its group, where it stands alone. */
export function statFullTitle(name: string): string {
  const group = groupOf(name);
  return group === '' ? statTitle(name) : [groupTitle(group), statTitle(name)].join(t('part-separator'));
}
