import type { Job } from '../ipc/bindings';
import { clock, count, duration, left, percent, rate, span } from './format';
import { t } from './words.svelte';

/** A figure and what it is about, one above the other. */
export interface Figure {
  main: string | null;
  small: string | null;
}

/** "61 %", or nothing when nobody knows. */
export function percentText(job: Job): string | null {
  return job.percent === null ? null : percent(Math.min(100, job.percent));
}

/** What stands beside the percentage: how far, or since when nothing is heard. */
export function progressText(job: Job, now: number): string | null {
  if (job.state === 'stalled')
    return t('job-no-update', { duration: span(now - (job.silent_since ?? job.heard_at)) });
  if (job.state === 'stale') return t('job-last-heard', { duration: span(now - job.heard_at) });
  return countsText(job);
}

/** "36 120 / 50 000", or the count alone, or nothing. */
export function countsText(job: Job): string | null {
  if (job.done === null) return null;
  if (job.total === null) return count(job.done);
  return t('job-done-of-total', { done: count(job.done), total: count(job.total) });
}

export function rateFigure(job: Job): Figure {
  return {
    main: job.rate === null ? null : rate(job.rate),
    small: job.failed === null ? null : t('failed-items', { failed: count(job.failed) }),
  };
}

/** How long it took, where that is known. */
export function tookMs(job: Job): number | null {
  if (job.started_at === null || job.finished_at === null) return null;
  return Math.max(0, job.finished_at - job.started_at);
}

/** Time left while it runs; afterwards how long it took, and when it ended. */
export function timeFigure(job: Job): Figure {
  if (job.state === 'completed' || job.state === 'failed') {
    const took = tookMs(job);
    return {
      main: took === null ? null : duration(took),
      small: job.finished_at === null ? null : clock(job.finished_at),
    };
  }
  if (job.state !== 'running') return { main: null, small: null };
  if (job.overdue) return { main: null, small: t('eta-overdue') };
  if (job.eta_ms === null) return { main: null, small: null };
  return { main: left(job.eta_ms), small: t('job-left') };
}

/** Under the title: the server, then the most telling thing in a few words. */
export function whereText(job: Job, serverName: string): string {
  const detail = job.state === 'failed' ? (job.error ?? job.kind) : (job.step ?? job.kind);
  return [serverName, detail].filter(Boolean).join(t('part-separator'));
}
