import type { Job } from '../ipc/bindings';

const MINUTE = 60_000;

/** Steps of "ends soon": within one, jobs keep their places instead of swapping at every event. */
const ENDS_WITHIN = [MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 240 * MINUTE];

/** Over, one way or another: nothing more is expected of it. */
export function isOver(job: Job): boolean {
  return job.state === 'completed' || job.state === 'failed' || job.state === 'vanished';
}

/** A failure this old is no news any more. */
export const RECENT_MS = 15 * MINUTE;

/** When a job that ended badly is no news any more; `null` for every other. */
export function newsUntil({ state, finished_at, heard_at }: Job): number | null {
  return state === 'failed' || state === 'vanished' ? (finished_at ?? heard_at) + RECENT_MS : null;
}

/** Why a person should look at a job: it failed lately, or it is silent or gone. */
export type Trouble = 'failed' | 'silent';

/** The one place that says what is in trouble. */
export function troubleOf(job: Job, now: number): Trouble | null {
  if (job.state === 'stalled' || job.state === 'stale') return 'silent';
  const until = newsUntil(job);
  if (until === null || now >= until) return null;
  return job.state === 'failed' ? 'failed' : 'silent';
}

function urgency(job: Job): number {
  switch (job.state) {
    case 'failed':
      return 0;
    case 'vanished':
      return 1;
    case 'stalled':
      return 2;
    case 'stale':
      return 3;
    case 'completed':
      return job.warnings > 0 ? 4 : 5;
    case 'pending':
      return 20;
    case 'running': {
      if (job.warnings > 0) return 4;
      if (job.overdue) return 5;
      // A countdown ends when its time is up.
      const end = job.eta_ms?.[1] ?? (job.ends_at === null ? null : job.ends_at - job.heard_at);
      if (end === null) return 19;
      const step = ENDS_WITHIN.findIndex((limit) => end <= limit);
      return 6 + (step < 0 ? ENDS_WITHIN.length : step);
    }
  }
}

function by(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byName(a: Job, b: Job): number {
  return a.server === b.server ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : a.server < b.server ? -1 : 1;
}

/** What a job is put in order by: two numbers, then its name. */
type Rank = readonly [first: number, second: number, job: Job];

/** Trouble first, then what ends soonest, then the oldest. */
export function urgencyRank(job: Job): Rank {
  return [urgency(job), job.started_at ?? job.created_at ?? Infinity, job];
}

/** Failures first, then the newest. */
export function endRank(job: Job): Rank {
  return [
    job.state === 'failed' ? 0 : job.state === 'vanished' ? 1 : 2,
    -(job.finished_at ?? job.heard_at),
    job,
  ];
}

function byRank(a: Rank, b: Rank): number {
  return by(a[0], b[0]) || by(a[1], b[1]) || byName(a[2], b[2]);
}

/** Running jobs in order. */
export function byUrgency(a: Job, b: Job): number {
  return byRank(urgencyRank(a), urgencyRank(b));
}

/** Puts many in order: what it goes by is worked out once for each, not at each comparison. */
export function inOrder<T extends { job: Job }>(entries: readonly T[], rankOf: (job: Job) => Rank): T[] {
  return entries
    .map((entry) => ({ entry, rank: rankOf(entry.job) }))
    .sort((a, b) => byRank(a.rank, b.rank))
    .map(({ entry }) => entry);
}
