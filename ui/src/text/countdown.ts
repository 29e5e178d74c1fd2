import type { Job } from '../ipc/bindings';

const MINUTE = 60_000;
/** A session that ends within this is about to end, a short one within a tenth of it or the last minute. */
const SOON_MS = 5 * MINUTE;

/** A job of seconds that runs and whose end is known. */
export function isCountdown(job: Job): boolean {
  return job.unit === 'seconds' && job.state === 'running' && job.ends_at !== null;
}

/** What is left of its time, counted down by the window's one clock; nothing where no end is known. */
export function countdownLeftMs(job: Job, now: number): number | null {
  if (!isCountdown(job) || job.ends_at === null) return null;
  return Math.max(0, job.ends_at - now);
}

/** The used share of its time; nothing where its length is not known. */
export function countdownPercent(job: Job, now: number): number | null {
  const left = countdownLeftMs(job, now);
  if (left === null || job.total === null || job.total <= 0) return null;
  return Math.min(100, Math.max(0, 100 - left / (job.total * 10)));
}

/** Whoever sits there should be told. */
export function isAboutToEnd(job: Job, now: number): boolean {
  const left = countdownLeftMs(job, now);
  if (left === null) return false;
  const tenth = job.total === null ? SOON_MS : Math.max(job.total * 100, MINUTE);
  return left <= Math.min(SOON_MS, tenth);
}
