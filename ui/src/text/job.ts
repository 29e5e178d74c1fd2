import type { Job, JobEvent } from '../ipc/bindings';
import { countdownLeftMs, countdownPercent, isCountdown } from './countdown';
import { clock, count, counted, duration, fewSeconds, left, percent, rate, span } from './format';
import { t } from './words.svelte';

/** A figure and what it is about, one above the other. */
export interface Figure {
  main: string | null;
  small: string | null;
  /** What stands below is worth a look. */
  slow?: boolean;
}

/** 0–100 as the gauge shows it: a countdown goes on between two words of its server. */
export function shownPercent(job: Job, now: number): number | null {
  return countdownPercent(job, now) ?? job.percent;
}

/** "61 %", or nothing when nobody knows. */
export function percentText(job: Job, now: number): string | null {
  const value = shownPercent(job, now);
  return value === null ? null : percent(Math.min(100, value));
}

/** What stands beside the percentage: how far, or since when nothing is heard. */
export function progressText(job: Job, now: number): string | null {
  if (job.state === 'stalled')
    return t('job-no-update', { duration: span(now - (job.silent_since ?? job.heard_at)) });
  if (job.state === 'stale') return t('job-last-heard', { duration: span(now - job.heard_at) });
  if (isCountdown(job) && job.total !== null)
    return t('countdown-used-of', { total: duration(job.total * 1000) });
  return countsText(job);
}

/** "36 120 / 50 000", or the count alone, or nothing. */
export function countsText(job: Job): string | null {
  if (job.done === null) return null;
  if (job.unit === 'seconds') {
    const done = duration(job.done * 1000);
    return job.total === null ? done : t('job-done-of-total', { done, total: duration(job.total * 1000) });
  }
  if (job.total === null) return count(job.done);
  return t('job-done-of-total', { done: count(job.done), total: count(job.total) });
}

export function rateFigure(job: Job): Figure {
  // Time passes at the same rate everywhere.
  if (job.unit === 'seconds') return { main: null, small: t('countdown') };
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
export function timeFigure(job: Job, now: number): Figure {
  if (job.state === 'completed' || job.state === 'failed') {
    const took = tookMs(job);
    return {
      main: took === null ? null : duration(took),
      small: job.finished_at === null ? null : clock(job.finished_at),
    };
  }
  if (job.state === 'stalled') return { main: null, small: usualText(job) };
  if (job.state !== 'running') return { main: null, small: null };
  const counted = countdownLeftMs(job, now);
  if (counted !== null)
    return counted > 0
      ? { main: duration(counted), small: t('job-left') }
      : { main: null, small: t('countdown-over') };
  if (job.overdue) return { main: null, small: t('eta-overdue'), slow: true };
  if (job.eta_ms === null)
    return job.longer
      ? { main: null, small: t('eta-overdue'), slow: true }
      : { main: null, small: usualText(job) };
  const main = fewSeconds(job.eta_ms) ?? left(job.eta_ms);
  return job.longer ? { main, small: t('eta-overdue'), slow: true } : { main, small: t('job-left') };
}

/** "usually 9 min", where enough of its kind have ended there. */
function usualText({ usual }: Job): string | null {
  return usual && t('usually', { duration: duration(usual.median_ms) });
}

/** What "usually" is from. */
export function usualWhy({ usual }: Job): string | null {
  if (!usual) return null;
  const { median_ms, p90_ms, runs } = usual;
  return t('usually-why', {
    median: duration(median_ms),
    most: duration(p90_ms),
    ...counted('runs', runs),
  });
}

/** A line of the timeline: what happened, and what the server said to it. */
export function eventWords(event: JobEvent): { what: string; text: string | null } {
  switch (event.kind) {
    case 'gap': {
      const from = clock(event.from ?? event.at);
      return { what: t('event-gap', { from, to: clock(event.at) }), text: event.text };
    }
    case 'extended': {
      const by = event.text;
      const known = by === null ? 'nothing' : 'by';
      const more = duration((event.seconds ?? 0) * 1000);
      return { what: t('event-extended', { known, duration: more, by }), text: null };
    }
    default:
      return { what: t(`event-${event.kind}`), text: event.text };
  }
}

/** Under the title: the server, then the most telling thing in a few words. */
export function whereText(job: Job, serverName: string): string {
  const detail = job.state === 'failed' ? (job.error ?? job.kind) : (job.step ?? job.kind);
  return [serverName, detail].filter(Boolean).join(t('part-separator'));
}
