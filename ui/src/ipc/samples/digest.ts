import type { Digest } from '../bindings';
import { aNotice } from './builders';
import { someNotices } from './notices';

const MINUTE = 60_000;

/** Two hours and ten minutes at lunch and in a meeting. */
export function someDigest(now: number): Digest {
  const from = now - 130 * MINUTE;
  const matters = new Set(['completed', 'failed', 'warning', 'stalled', 'vanished', 'message']);
  const recent = someNotices(now).filter(({ at, kind }) => at > from && matters.has(kind));
  return {
    from,
    to: now,
    counts: { completed: 14, failed: 2, warning: 1, stalled: 1, vanished: 1, unreachable: 1, message: 1 },
    notices: [
      ...recent.map((notice) => ({ ...notice, read: false })),
      aNotice({
        id: '20',
        kind: 'failed',
        job: 'campaign-123',
        title: 'Campaign 121',
        at: now - 70 * MINUTE,
        done: 600,
        total: 5000,
        failed: 12,
        percent: 12,
        duration_ms: 9000,
        text: 'SMTP 421: too many connections',
      }),
      aNotice({
        id: '21',
        kind: 'unreachable',
        server: 's4',
        server_name: 'postes.re',
        job: null,
        run: null,
        title: '',
        at: now - 95 * MINUTE,
        total: 4,
        duration_ms: 30_000,
      }),
      ...['Stock export', 'Смета_2025-01-07', 'Campaign 120'].map((title, n) =>
        aNotice({
          id: `2${n + 2}`,
          kind: 'completed',
          job: `done-${n}`,
          title,
          at: now - (80 + n * 11) * MINUTE,
          done: 1200 * (n + 1),
          total: 1200 * (n + 1),
          duration_ms: (3 + n) * MINUTE,
        }),
      ),
    ],
  };
}
