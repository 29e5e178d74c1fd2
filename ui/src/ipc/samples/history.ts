import type { HistoryOutcome, HistoryPage, HistoryQuery, HistoryRow, Job, Server, Usual } from '../bindings';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

interface Habit {
  server: string;
  kind: string;
  title: (n: number) => string;
  usual: Usual | null;
  total: number | null;
  error: string;
}

const usual = (median_ms: number, p90_ms: number, runs: number): Usual => ({ median_ms, p90_ms, runs });

const HABITS: Habit[] = [
  {
    server: 's1',
    kind: 'edi_import',
    title: (n) => `EDI import · ${['ORDERS', 'INVOIC', 'DESADV'][n % 3]}`,
    usual: usual(3 * MINUTE + 40 * SECOND, 5 * MINUTE, 88),
    total: 50_000,
    error: 'Connection to supplier lost\nat line 18512 of INVOIC_20251121.edi',
  },
  {
    server: 's1',
    kind: 'email_sending',
    title: (n) => `Campaign ${400 - n}`,
    usual: usual(9 * MINUTE, 12 * MINUTE, 41),
    total: 5000,
    error: 'SMTP relay answers 421',
  },
  {
    server: 's2',
    kind: 'scan',
    title: () => 'Library scan · /srv/music',
    usual: usual(48 * SECOND, 75 * SECOND, 130),
    total: 29_260,
    error: 'Permission denied: /srv/music/incoming',
  },
  {
    server: 's4',
    kind: 'session',
    title: (n) => `Poste-${String((n % 12) + 1).padStart(2, '0')} · ${['Jean Dupont', 'Noé Garnier'][n % 2]}`,
    usual: null,
    total: 7200,
    error: 'Poste hors ligne',
  },
  {
    server: 's1',
    kind: 'report_generation',
    title: (n) => `Monthly report ${2024 + (n % 2)} · PDF`,
    usual: usual(6 * MINUTE, 9 * MINUTE, 12),
    total: 100,
    error: 'Out of paper',
  },
  {
    server: 's3',
    kind: 'reindex',
    title: () => 'Search index rebuild',
    usual: usual(11 * MINUTE, 13 * MINUTE, 7),
    total: null,
    error: 'Index is locked',
  },
];

/** Which of them ended, one after the other. */
const ORDER = [0, 1, 0, 4, 2, 3, 2, 5];

/** How many jobs have ended in the samples. */
export const ENDED = 412;

function outcomeOf(n: number): HistoryOutcome {
  if (n % 11 === 4) return 'failed';
  return n % 37 === 20 ? 'vanished' : 'completed';
}

/** 0–1, the same each time. */
function chance(n: number): number {
  return ((n * 7919 + 13) % 101) / 100;
}

function ended(n: number, now: number, servers: readonly Server[]): HistoryRow | null {
  const habit = HABITS[ORDER[n % ORDER.length] ?? 0] as Habit;
  const server = servers.find(({ id }) => id === habit.server);
  if (!server) return null;
  const outcome = outcomeOf(n);
  const finished_at = now - 6 * MINUTE - n * 1.9 * HOUR - chance(n) * HOUR;
  const about = habit.usual?.median_ms ?? (habit.kind === 'session' ? 2 * HOUR : MINUTE);
  const duration_ms =
    outcome === 'vanished' ? null : Math.round(about * (n % 9 === 2 ? 2.1 : 0.75 + chance(n) * 0.5));
  const done = outcome === 'completed' ? habit.total : Math.round((habit.total ?? 900) * chance(n + 5));
  const failed = outcome === 'failed' ? 112 + n : n % 6 === 1 ? n % 40 : 0;
  return {
    row: String(ENDED - n),
    server: server.id,
    server_name: server.name,
    id: `${habit.kind}-${ENDED - n}`,
    run: n % 17 === 3 ? 2 : 1,
    kind: habit.kind,
    title: habit.title(n),
    owner: habit.server === 's1' ? 'ada' : null,
    outcome,
    inferred: habit.server === 's2' && outcome === 'completed',
    unit: habit.kind === 'session' ? 'seconds' : 'items',
    done,
    failed: habit.kind === 'session' ? null : failed,
    total: habit.total,
    warnings: n % 8 === 1 ? (n % 5) + 1 : 0,
    started_at: duration_ms === null ? null : finished_at - duration_ms,
    finished_at,
    duration_ms,
    message: outcome === 'completed' ? 'All done' : 'Importing order lines',
    error: outcome === 'failed' ? habit.error : null,
    metadata: n % 2 === 0 ? { run_by: 'ada', dry_run: false, tags: ['nightly', habit.kind] } : null,
    usual: habit.usual,
  };
}

/** What ended in the last month, the newest first. */
export function somePast(now: number, servers: readonly Server[]): HistoryRow[] {
  const rows = Array.from({ length: ENDED }, (_, n) => ended(n, now, servers));
  return rows.filter((row) => row !== null);
}

/** Those that a question is about. */
export function fitting(rows: readonly HistoryRow[], query: HistoryQuery): HistoryRow[] {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const { title, kind, id, server_name, message, error, metadata } = row;
    const hay = [title, kind, id, server_name, message, error, JSON.stringify(metadata)]
      .join('\n')
      .toLowerCase();
    return (
      words.every((word) => hay.includes(word)) &&
      (query.server === null || row.server === query.server) &&
      (query.kind === null || row.kind === query.kind) &&
      (query.outcome === null || row.outcome === query.outcome) &&
      (query.from === null || row.finished_at >= query.from) &&
      (query.to === null || row.finished_at < query.to)
    );
  });
}

/** One page of them, as the store answers. */
export function pageOf(
  rows: readonly HistoryRow[],
  query: HistoryQuery,
  after: string | null,
  limit: number,
): HistoryPage {
  const fits = fitting(rows, query);
  const from = after === null ? 0 : fits.findIndex(({ row }) => row === after) + 1;
  const page = fits.slice(from, from + limit);
  const last = page.at(-1);
  const ofServer = rows.filter(({ server }) => query.server === null || server === query.server);
  return {
    rows: page,
    next: last && from + limit < fits.length ? last.row : null,
    total: fits.length,
    kinds: [...new Set(ofServer.map(({ kind }) => kind).filter((kind) => kind !== null))].sort(),
  };
}

/** The row of a job that has just ended. */
export function pastOf(job: Job, servers: readonly Server[], number: number, now: number): HistoryRow {
  const { server, id, run, kind, title, inferred, unit, done, failed, total, warnings, started_at } = job;
  const finished_at = job.finished_at ?? now;
  const outcome = job.state === 'failed' || job.state === 'vanished' ? job.state : 'completed';
  return {
    owner: job.owner,
    ...{ server, id, run, kind, title, inferred, unit, done, failed, total, warnings, started_at },
    ...{ outcome, finished_at, message: job.message, error: job.error, metadata: job.metadata },
    row: String(number),
    server_name: servers.find((one) => one.id === server)?.name ?? '',
    duration_ms: started_at === null || outcome === 'vanished' ? null : finished_at - started_at,
    usual: job.usual,
  };
}
