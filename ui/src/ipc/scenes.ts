import type {
  Job,
  JobEvent,
  JobRef,
  Notice,
  RecordTable,
  Server,
  ServerRecord,
  Stats,
  Trouble,
} from './bindings';
import { aJob, aServer } from './samples/builders';
import { hostile } from './samples/hostile';
import { someEvents, someJobs } from './samples/jobs';
import { someNotices } from './samples/notices';
import { someRecords, tablesOf } from './samples/records';
import { someServers } from './samples/servers';
import { someStats } from './samples/stats';

export { aJob, aNotice, aServer } from './samples/builders';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export interface Scene {
  servers: Server[];
  jobs: Job[];
  notices: Notice[];
  /** Unread notices on pages not listed here. */
  olderUnread: number;
  troubles: Trouble[];
  /** Oldest first. */
  records: ServerRecord[];
  tables: RecordTable[];
  stats: Stats[];
  events: (job: JobRef) => JobEvent[];
}

export const SCENES = ['busy', 'lost', 'quiet', 'empty', 'hostile', 'crowd'] as const;
export type SceneName = (typeof SCENES)[number];

function busy(now: number): Scene {
  const records = someRecords(now);
  return {
    records,
    tables: tablesOf(records, now),
    stats: someStats(now),
    servers: someServers(now),
    jobs: someJobs(now),
    notices: someNotices(now),
    olderUnread: 0,
    troubles: [],
    events: someEvents(now),
  };
}

/** Two connections are gone, and something of Vigie itself is wrong. */
function lost(now: number): Scene {
  const base = busy(now);
  const lostAt = now - 42 * SECOND;
  return {
    ...base,
    servers: [
      aServer({
        id: 's1',
        name: 'heron.example',
        link: 'waiting',
        heard_at: lostAt,
        retry_at: now + 8 * SECOND,
        latency_ms: null,
        streams: 0,
        reconnects: 2,
        reason: { code: 'connection-lost', args: { detail: 'connection reset by peer' } },
      }),
      aServer({ id: 's2', name: 'otter.lan', heard_at: now - 900, latency_ms: 3 }),
      aServer({
        id: 's3',
        name: 'estimates',
        kind: 'estimates',
        sign_in: 'url-token',
        link: 'signed_out',
        heard_at: now - 26 * MINUTE,
        latency_ms: null,
        streams: 0,
        reason: { code: 'sign-in-refused', args: {} },
      }),
      aServer({
        id: 's4',
        name: 'postes.re',
        kind: 'postes',
        link: 'waiting',
        heard_at: now - 5 * MINUTE,
        retry_at: now + 21 * SECOND,
        latency_ms: null,
        streams: 0,
        reason: { code: 'no-answer', args: { seconds: '10' } },
      }),
      aServer({
        id: 's6',
        name: 'attic',
        enabled: false,
        link: 'stopped',
        heard_at: null,
        latency_ms: null,
        streams: 0,
        reason: { code: 'disabled', args: {} },
      }),
    ],
    jobs: base.jobs.map((job) =>
      job.server === 's2' || job.finished_at !== null || job.state === 'vanished'
        ? job
        : {
            ...job,
            state: 'stale',
            rate: null,
            eta_ms: null,
            heard_at: job.server === 's1' ? lostAt : now - 26 * MINUTE,
            silent_since: lostAt,
          },
    ),
    stats: base.stats.map((stats) => ({ ...stats, at: now - (stats.server === 's3' ? 26 : 5) * MINUTE })),
    troubles: [{ code: 'no-keyring', args: { detail: 'org.freedesktop.secrets is not there' } }],
  };
}

function quiet(now: number): Scene {
  const base = busy(now);
  return {
    ...base,
    jobs: base.jobs.filter((job) => job.finished_at !== null),
    notices: base.notices.filter(({ kind }) => kind !== 'message').map((one) => ({ ...one, read: true })),
    records: [],
    tables: [],
    stats: [],
  };
}

function empty(now: number): Scene {
  return { ...busy(now), servers: [], jobs: [], notices: [], records: [], tables: [], stats: [] };
}

/** As many jobs as a window must bear. */
const CROWD = 10_000;

function crowd(now: number): Scene {
  const base = busy(now);
  const jobs = Array.from({ length: CROWD }, (_, n) => {
    const percent = (n * 37) % 100;
    return aJob({
      id: `job-${n}`,
      server: `s${(n % 3) + 1}`,
      title: `Import ${n}`,
      kind: 'import',
      done: percent * 100,
      total: 10_000,
      percent,
      rate: 5 + (n % 40),
      eta_ms: [(n % 90) * MINUTE + 5 * SECOND, (n % 90) * MINUTE + 20 * SECOND],
      started_at: now - n * SECOND,
      heard_at: now,
    });
  });
  return { ...base, jobs };
}

const BUILDERS: Record<SceneName, (now: number) => Scene> = {
  busy,
  lost,
  quiet,
  empty,
  hostile: (now) => hostile(busy(now), now),
  crowd,
};

export function scene(name: SceneName, now: number): Scene {
  return BUILDERS[name](now);
}
