import type { HistoryRow } from '../ipc/bindings';
import { amount, count, counted, duration } from './format';
import { t } from './words.svelte';

/** Within this of the usual, it is as usual. */
const ABOUT = { least: 0.75, most: 1.3 };

/** How long a job took, against how long its kind usually takes there. */
export interface AgainstUsual {
  /** 1 is as usual. */
  ratio: number;
  /** Longer than nine of ten. */
  long: boolean;
  /** In two or three words; nothing where it is as usual. */
  brief: string | null;
  /** In a sentence. */
  whole: string;
}

/** Nothing where the one or the other is not known. */
export function againstUsual({ duration_ms, usual }: HistoryRow): AgainstUsual | null {
  if (duration_ms === null || usual === null || usual.median_ms <= 0) return null;
  const ratio = duration_ms / usual.median_ms;
  const timesCount = ratio < 10 ? Math.round(ratio * 10) / 10 : Math.round(ratio);
  const times = amount(timesCount);
  const known = ratio > ABOUT.most ? 'longer' : ratio < ABOUT.least ? 'shorter' : 'as';
  return {
    ratio,
    long: duration_ms > usual.p90_ms,
    brief: known === 'as' ? null : t('past-usual', { known, times, timesCount }),
    whole: t('past-usual-whole', {
      known,
      times,
      timesCount,
      usual: duration(usual.median_ms),
      ...counted('runs', usual.runs),
    }),
  };
}

/** "36 120 / 50 000", or the count alone, or nothing. */
export function pastCounts({ unit, done, total }: HistoryRow): string | null {
  if (done === null) return null;
  const written = (value: number): string => (unit === 'seconds' ? duration(value * 1000) : count(value));
  return total === null
    ? written(done)
    : t('job-done-of-total', { done: written(done), total: written(total) });
}

/** "112 failed · 2 warnings", or nothing when there is nothing to tell. */
export function pastTroubles({ failed, warnings }: HistoryRow): string | null {
  const parts = [
    failed ? t('failed-items', { failed: count(failed) }) : null,
    warnings ? t('warnings', counted('warnings', warnings)) : null,
  ];
  return parts.filter(Boolean).join(t('part-separator')) || null;
}
