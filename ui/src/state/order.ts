import type { Job } from '../ipc/bindings';

const MINUTE = 60_000;

/** Steps of "ends soon": within one, jobs keep their places instead of swapping at every event. */
const ENDS_WITHIN = [MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 240 * MINUTE];

/** Over, one way or another: nothing more is expected of it. */
export function isOver(job: Job): boolean {
  return job.state === 'completed' || job.state === 'failed' || job.state === 'vanished';
}

/** Whether a person should look at it. */
export function inTrouble(job: Job): boolean {
  return (
    job.state === 'stalled' || job.state === 'stale' || job.state === 'failed' || job.state === 'vanished'
  );
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

/** Running jobs: trouble first, then what ends soonest, then the oldest. */
export function byUrgency(a: Job, b: Job): number {
  return (
    by(urgency(a), urgency(b)) ||
    by(a.started_at ?? a.created_at ?? Infinity, b.started_at ?? b.created_at ?? Infinity) ||
    byName(a, b)
  );
}

/** Finished jobs: failures first, then the newest. */
export function byEnd(a: Job, b: Job): number {
  const bad = (job: Job): number => (job.state === 'failed' ? 0 : job.state === 'vanished' ? 1 : 2);
  return by(bad(a), bad(b)) || by(b.finished_at ?? b.heard_at, a.finished_at ?? a.heard_at) || byName(a, b);
}
