import type { Job, Rule, RuleScope } from '../ipc/bindings';
import { jobKey } from '../ipc/backend';
import { t } from '../text/words.svelte';
import { withRule } from './inheritance';
import { jobScope, kindScope, type Switch } from './rules';
import type { Vigie } from './vigie.svelte';

/** As many as the settings keep. */
const PINNED_MOST = 200;
const FOLDED_MOST = 200;

/** Shown at once; taken back when it could not be kept. */
async function settle(
  vigie: Vigie,
  job: Job,
  scope: RuleScope,
  what: Switch,
  wanted: boolean,
): Promise<boolean> {
  const before = vigie.book.of(scope);
  const rule = vigie.book.changed(job, scope, what, wanted);
  const put = (one: Rule): void => {
    vigie.rules = { ...vigie.rules, rules: withRule(vigie.rules.rules, one) };
  };
  put(rule);
  const kept = await vigie.try(() => vigie.backend.setRule(rule));
  if (!kept) put(before);
  return kept;
}

/** Alerts of its end, whatever it is, or no longer. */
export async function toggleWatched(vigie: Vigie, job: Job): Promise<void> {
  const wanted = !vigie.book.holds(job, 'watched');
  if (!(await settle(vigie, job, jobScope(job), 'watched', wanted))) return;
  vigie.tell(wanted ? t('done-watched', { title: job.title }) : t('done-unwatched', { title: job.title }));
}

/** No alerts of it any more, or again. */
export async function toggleMuted(vigie: Vigie, job: Job): Promise<void> {
  const wanted = !vigie.book.holds(job, 'muted');
  if (!(await settle(vigie, job, jobScope(job), 'muted', wanted))) return;
  vigie.tell(wanted ? t('done-muted', { title: job.title }) : t('done-unmuted', { title: job.title }));
}

/** No alerts of all jobs of its kind on its server any more, or again. */
export async function toggleKindMuted(vigie: Vigie, job: Job): Promise<void> {
  const scope = kindScope(job);
  if (!scope) return;
  const wanted = !vigie.book.holdsForKind(job, 'muted');
  if (!(await settle(vigie, job, scope, 'muted', wanted))) return;
  const values = { kind: job.kind, server: vigie.servers.name(job.server) };
  vigie.tell(wanted ? t('done-kind-muted', values) : t('done-kind-unmuted', values));
}

/** On top of the list, or back in its place. */
export async function togglePinned(vigie: Vigie, job: Job): Promise<void> {
  const { server, id } = job;
  const key = jobKey(job);
  let pinned = vigie.preferences.choices.pinned.filter((ref) => jobKey(ref) !== key);
  const wanted = pinned.length === vigie.preferences.choices.pinned.length;
  // Those that are long gone make room.
  if (wanted && pinned.length >= PINNED_MOST) pinned = pinned.filter((ref) => vigie.jobs.find(ref));
  if (wanted && pinned.length >= PINNED_MOST) {
    vigie.tell(t('done-pin-full'));
    return;
  }
  if (wanted) pinned = [...pinned, { server, id }];
  if (await vigie.try(() => vigie.preferences.change({ pinned })))
    vigie.tell(wanted ? t('done-pinned', { title: job.title }) : t('done-unpinned', { title: job.title }));
}

/** Only the heading of a group is shown, or all of it again; of too many, those folded first open. */
export async function foldGroup(vigie: Vigie, group: string, folded: boolean): Promise<void> {
  const rest = vigie.preferences.choices.folded.filter((key) => key !== group);
  const kept = folded ? [...rest, group].slice(-FOLDED_MOST) : rest;
  await vigie.try(() => vigie.preferences.change({ folded: kept }));
}

/** True when the clipboard has it. */
export async function copyId(vigie: Vigie, job: Job): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(job.id);
    vigie.tell(t('done-copied', { id: job.id }));
    return true;
  } catch {
    // No clipboard here: the details have it, selectable.
    vigie.tell(t('done-not-copied'));
    return false;
  }
}

export function openPage(vigie: Vigie, page: string): void {
  void vigie.try(() => vigie.backend.openLink(page));
}

export function askDelete(vigie: Vigie, { server, id, title }: Job): void {
  vigie.asking = { what: 'delete-job', job: { server, id }, title };
}
