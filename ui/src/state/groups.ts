import type { Grouping } from '../ipc/bindings';
import type { JobEntry } from './jobs.svelte';
import { isOver, type Trouble } from './order';

/** By what jobs stand together, as they are offered. */
export const GROUPINGS: readonly Grouping[] = ['none', 'server', 'kind'];

export interface JobGroup {
  /** Names it among all groups there can be. */
  key: string;
  of: 'pinned' | 'attention' | 'running' | 'finished' | 'server' | 'kind';
  /** Of a server its id, of a kind what its server calls it; `null` for jobs without a kind. */
  name: string | null;
  entries: JobEntry[];
  /** How many failed lately. */
  failed: number;
  /** How many others want to be looked at. */
  trouble: number;
  /** How many warned, of the others that run. */
  warned: number;
}

interface Sorted {
  /** Not over, in order. */
  running: readonly JobEntry[];
  /** Over, in order. */
  finished: readonly JobEntry[];
  /** Those that want to be looked at, by key. */
  troubled: ReadonlyMap<string, Trouble>;
}

interface Wish {
  grouping: Grouping;
  pinned: ReadonlySet<string>;
  /** Servers in the person's order. */
  servers: readonly string[];
}

function begin(of: JobGroup['of'], name: string | null): JobGroup {
  return {
    key: name === null ? of : JSON.stringify([of, name]),
    of,
    name,
    entries: [],
    failed: 0,
    trouble: 0,
    warned: 0,
  };
}

function add(group: JobGroup, entry: JobEntry, trouble: Trouble | undefined): void {
  const { job } = entry;
  group.entries.push(entry);
  if (trouble === 'failed') group.failed += 1;
  else if (trouble) group.trouble += 1;
  else if (job.warnings > 0 && !isOver(job)) group.warned += 1;
}

/** Those that are named stand in the order of their names, those without last. */
function byName(a: JobGroup, b: JobGroup): number {
  if (a.name === null || b.name === null) return a.name === null ? 1 : -1;
  return a.name < b.name ? -1 : 1;
}

/** Deals sorted jobs out, each looked at once: trouble first, within a group otherwise in their order. */
export function groupJobs(
  { running, finished, troubled }: Sorted,
  { grouping, pinned, servers }: Wish,
): JobGroup[] {
  const groups = new Map<string, JobGroup>();
  const fixed = (of: JobGroup['of'], name: string | null = null): JobGroup => {
    const group = begin(of, name);
    const known = groups.get(group.key);
    if (known) return known;
    groups.set(group.key, group);
    return group;
  };
  const top = fixed('pinned');
  const byServer = new Map(
    grouping === 'server' ? servers.map((id) => [id, fixed('server', id)] as const) : [],
  );
  const byKind = new Map<string | null, JobGroup>();
  const attention = grouping === 'none' ? fixed('attention') : top;
  const going = grouping === 'none' ? fixed('running') : top;
  const over = grouping === 'none' ? fixed('finished') : top;

  const place = (entry: JobEntry, otherwise: JobGroup): JobGroup => {
    if (pinned.has(entry.key)) return top;
    const { server, kind } = entry.job;
    if (grouping === 'server') {
      let group = byServer.get(server);
      if (!group) byServer.set(server, (group = fixed('server', server)));
      return group;
    }
    if (grouping === 'kind') {
      let group = byKind.get(kind);
      if (!group) byKind.set(kind, (group = fixed('kind', kind)));
      return group;
    }
    return troubled.has(entry.key) ? attention : otherwise;
  };
  const deal = (entries: readonly JobEntry[], otherwise: JobGroup): void => {
    for (const entry of entries) add(place(entry, otherwise), entry, troubled.get(entry.key));
  };
  const ended = finished.filter(({ key }) => troubled.has(key));
  deal(ended, over);
  deal(running, going);
  deal(ended.length ? finished.filter(({ key }) => !troubled.has(key)) : finished, over);

  const filled = [...groups.values()].filter(({ entries }) => entries.length);
  if (grouping !== 'kind') return filled;
  const [head, rest] = filled[0] === top ? [[top], filled.slice(1)] : [[], filled];
  return [...head, ...rest.sort(byName)];
}
