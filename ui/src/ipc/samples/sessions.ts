import type { Job } from '../bindings';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What a countdown has beside what every job has. */
type Session = Partial<Job> & Pick<Job, 'id' | 'title' | 'unit'>;

/** A session that runs: `left` of `total`, both milliseconds. */
function running(id: string, title: string, total: number, left: number, now: number): Session {
  return {
    id,
    title,
    server: 's4',
    kind: 'session',
    unit: 'seconds',
    done: (total - left) / SECOND,
    total: total / SECOND,
    percent: ((total - left) / total) * 100,
    ends_at: now + left,
    eta_ms: [left, left],
    started_at: now - total + left,
    heard_at: now - 3 * SECOND,
  };
}

/** Sessions at the stations of a computer room. */
export function someSessions(now: number): Session[] {
  return [
    running('41', 'Poste-03 · Jean Dupont', 120 * MINUTE, 90 * MINUTE, now),
    running('43', 'Poste-07 · Inès Lefèvre', 60 * MINUTE, 3 * MINUTE + 12 * SECOND, now),
    {
      id: '44',
      title: 'Poste-05 · Noé Garnier',
      server: 's4',
      kind: 'session',
      unit: 'seconds',
      state: 'pending',
      total: 30 * 60,
      created_at: now - 50 * SECOND,
      heard_at: now - 50 * SECOND,
    },
  ];
}
