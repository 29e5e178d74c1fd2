import type { Job } from '../bindings';

const STEP_MS = 5000;
const MOST = 240;

/** How fast a job went so far: it warms up, sways, and had one slow time. */
export function someRates(job: Job | undefined, now: number): [number, number][] {
  if (job?.started_at == null || job.state === 'pending') return [];
  const end = job.finished_at ?? job.silent_since ?? now;
  const steps = Math.min(MOST, Math.floor((end - job.started_at) / STEP_MS));
  const pace = job.rate ?? 20;
  return Array.from({ length: Math.max(0, steps) }, (_, n): [number, number] => {
    const warm = Math.min(1, (n + 2) / 6);
    const slow = n > steps * 0.55 && n < steps * 0.7 ? 0.45 : 1;
    const sway = 1 + 0.12 * Math.sin(n / 2.3) + 0.06 * Math.sin(n * 1.7);
    return [end - (steps - 1 - n) * STEP_MS, pace * warm * slow * sway];
  });
}
