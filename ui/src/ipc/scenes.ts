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
import { aRecord, someRecords, tablesOf } from './samples/records';
import { someSessions } from './samples/sessions';
import { someStats } from './samples/stats';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

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

/** A server as the contract has it, all fields filled. */
export function aServer(part: Partial<Server> & Pick<Server, 'id' | 'name'>): Server {
  return {
    url: `https://${part.name}`,
    kind: 'sse-progress',
    sign_in: 'session',
    user: 'ada',
    secret: 'keyring',
    enabled: true,
    demo: false,
    link: 'live',
    reason: null,
    retry_at: null,
    heard_at: 0,
    latency_ms: 14,
    streams: 1,
    events: 4120,
    oddities: 0,
    reconnects: 0,
    ...part,
  };
}

/** A running job of which little is known. */
export function aJob(part: Partial<Job> & Pick<Job, 'id'>): Job {
  return {
    server: 's1',
    run: 1,
    kind: null,
    title: part.id,
    state: 'running',
    inferred: false,
    unit: 'items',
    ends_at: null,
    done: null,
    failed: null,
    total: null,
    percent: null,
    server_percent: null,
    step: null,
    message: null,
    error: null,
    warnings: 0,
    last_warning: null,
    rate: null,
    eta_ms: null,
    overdue: false,
    created_at: null,
    started_at: null,
    finished_at: null,
    heard_at: 0,
    silent_since: null,
    metadata: null,
    page: null,
    can_delete: false,
    ...part,
  };
}

export function aNotice(part: Partial<Notice> & Pick<Notice, 'id' | 'kind'>): Notice {
  return {
    server: 's1',
    server_name: 'heron.example',
    job: 'j1',
    run: 1,
    title: 'Campaign 123',
    at: 0,
    read: false,
    done: null,
    failed: null,
    total: null,
    percent: null,
    warnings: 0,
    duration_ms: null,
    text: null,
    inferred: false,
    values: {},
    ...part,
  };
}

function servers(now: number): Server[] {
  return [
    aServer({ id: 's1', name: 'heron.example', heard_at: now - 300 }),
    aServer({
      id: 's2',
      name: 'otter.lan',
      url: 'http://otter.lan:8000',
      kind: 'soniquebay',
      sign_in: 'none',
      latency_ms: 3,
      heard_at: now - 900,
      user: null,
      secret: 'none',
    }),
    aServer({
      id: 's3',
      name: 'estimates',
      kind: 'estimates',
      sign_in: 'url-token',
      link: 'polling',
      latency_ms: 22,
      heard_at: now - 2000,
      streams: 0,
      reason: { code: 'finite-stream', args: {} },
    }),
    aServer({
      id: 's4',
      name: 'postes.re',
      kind: 'postes',
      latency_ms: 31,
      heard_at: now - 3000,
    }),
    aServer({ id: 's5', name: 'solilms', kind: 'solilms', latency_ms: 48, heard_at: now - 70_000 }),
  ];
}

function work(now: number): Job[] {
  const counts = (done: number, total: number): Partial<Job> => ({
    done,
    total,
    percent: (done / total) * 100,
  });
  return [
    aJob({
      id: 'report-2025-11',
      title: 'Monthly report · PDF',
      kind: 'report_generation',
      state: 'stalled',
      ...counts(61, 100),
      failed: 0,
      started_at: now - 13 * MINUTE,
      heard_at: now - 4 * MINUTE - 12 * SECOND,
      silent_since: now - 4 * MINUTE - 12 * SECOND,
      message: 'Rendering page 61',
    }),
    aJob({
      id: 'edi-orders',
      title: 'EDI import · ORDERS',
      kind: 'edi_import',
      step: 'supplier 456',
      ...counts(36_120, 50_000),
      failed: 52,
      rate: 214,
      eta_ms: [62 * SECOND, 68 * SECOND],
      warnings: 2,
      last_warning: 'Line 3114: unknown article 88-120',
      message: 'Importing order lines',
      started_at: now - 2 * MINUTE - 50 * SECOND,
      created_at: now - 3 * MINUTE,
      heard_at: now - 200,
      metadata: { supplier: 456, file: 'ORDERS_20251121.edi', dry_run: false, tags: ['nightly', 'edi'] },
      page: 'https://heron.example/jobs/edi-orders',
      server_percent: 70,
    }),
    aJob({
      id: 'campaign-123',
      title: 'Campaign 123',
      kind: 'email_sending',
      ...counts(903, 5000),
      failed: 0,
      rate: 9.8,
      eta_ms: [6.6 * MINUTE, 7.4 * MINUTE],
      started_at: now - 90 * SECOND,
      heard_at: now - 100,
    }),
    aJob({
      id: 'scan',
      server: 's2',
      title: 'Library scan · Extracting tags',
      kind: 'scan',
      step: 'step 2',
      ...counts(12_874, 29_260),
      failed: 0,
      rate: 1032,
      eta_ms: [14 * SECOND, 18 * SECOND],
      started_at: now - 13 * SECOND,
      heard_at: now - 50,
    }),
    aJob({
      id: 'export-x3',
      server: 's2',
      title: 'Accounting export · X3',
      kind: 'export',
      ...counts(7400, 8211),
      rate: 41,
      failed: 0,
      overdue: true,
      started_at: now - 6 * MINUTE,
      heard_at: now - 800,
    }),
    aJob({
      id: 'sync-photos',
      server: 's3',
      title: 'Photo sync',
      kind: 'sync',
      done: 1204,
      started_at: now - 40 * SECOND,
      heard_at: now - 2000,
      rate: 31,
    }),
    aJob({
      id: 'reindex',
      server: 's3',
      title: 'Search index rebuild',
      kind: 'reindex',
      ...counts(4200, 61_000),
      failed: 3,
      rate: 88,
      eta_ms: [8 * MINUTE, 15 * MINUTE],
      started_at: now - 48 * SECOND,
      heard_at: now - 2000,
    }),
    aJob({
      id: 'backup',
      server: 's2',
      title: 'Nightly backup',
      kind: 'backup',
      state: 'pending',
      created_at: now - 20 * SECOND,
      heard_at: now - 20 * SECOND,
    }),
    aJob({
      id: 'export-2024',
      title: 'Accounting export · 2024',
      kind: 'export',
      state: 'completed',
      step: 'period 2025-01',
      ...counts(8211, 8211),
      failed: 0,
      started_at: now - 12 * MINUTE,
      finished_at: now - 12 * MINUTE + 93 * SECOND,
      heard_at: now - 10 * MINUTE,
      can_delete: true,
    }),
    aJob({
      id: 'edi-invoic',
      title: 'EDI import · INVOIC',
      kind: 'edi_import',
      state: 'failed',
      error: 'Connection to supplier lost',
      ...counts(1850, 5000),
      failed: 112,
      warnings: 4,
      last_warning: 'Line 1802: price missing',
      started_at: now - 24 * MINUTE,
      can_delete: true,
      finished_at: now - 24 * MINUTE + 45 * SECOND,
      heard_at: now - 23 * MINUTE,
      run: 2,
    }),
    ...someSessions(now).map((session) => aJob(session)),
    aJob({
      id: 'task-7',
      server: 's2',
      title: 'Cover fetch · Albums',
      kind: 'covers',
      state: 'completed',
      inferred: true,
      step: 'step 3',
      ...counts(412, 412),
      started_at: now - 7 * MINUTE,
      finished_at: now - 6 * MINUTE,
      heard_at: now - 6 * MINUTE,
    }),
    aJob({
      id: 'import-b',
      server: 's2',
      title: 'Stock import',
      kind: 'import',
      state: 'vanished',
      ...counts(410, 900),
      started_at: now - 40 * MINUTE,
      heard_at: now - 35 * MINUTE,
      silent_since: now - 35 * MINUTE,
    }),
  ];
}

function bell(now: number): Notice[] {
  const at = (ms: number): number => now - ms;
  return [
    aNotice({
      id: '14',
      kind: 'record',
      server: 's3',
      server_name: 'estimates',
      job: null,
      run: null,
      title: 'Смета_2025-01-08_Объект_7',
      at: at(2 * MINUTE + 20 * SECOND),
      read: true,
      values: {
        model: 'estimate',
        record: '7',
        action: 'created',
        by: 'Анна Орлова',
        project: 'ЖК «Северный»',
        status: 'Черновик',
      },
    }),
    aNotice({
      id: '13',
      kind: 'message',
      server: 's5',
      server_name: 'solilms',
      job: null,
      run: null,
      title: 'Nouvelle évaluation',
      at: at(6 * MINUTE),
      read: true,
      text: 'Votre réalisation « Requêtes imbriquées » a été évaluée par Mme Petit.',
    }),
    aNotice({
      id: '12',
      kind: 'backlog',
      server: 's5',
      server_name: 'solilms',
      job: null,
      run: null,
      title: '',
      at: at(8 * MINUTE),
      read: true,
      done: 12,
    }),
    aNotice({
      id: '9',
      kind: 'completed',
      job: 'export-2024',
      title: 'Accounting export · 2024',
      at: at(11 * MINUTE),
      done: 8211,
      total: 8211,
      failed: 0,
      percent: 100,
      duration_ms: 93 * SECOND,
    }),
    aNotice({
      id: '8',
      kind: 'warning',
      job: 'edi-orders',
      title: 'EDI import · ORDERS',
      at: at(13 * MINUTE),
      warnings: 2,
      done: 3114,
      total: 50_000,
      text: 'Line 3114: unknown article 88-120',
    }),
    aNotice({
      id: '7',
      kind: 'failed',
      job: 'edi-invoic',
      title: 'EDI import · INVOIC',
      at: at(23 * MINUTE),
      done: 1850,
      total: 5000,
      failed: 112,
      percent: 37,
      duration_ms: 45 * SECOND,
      text: 'Connection to supplier lost',
    }),
    aNotice({
      id: '6',
      kind: 'stalled',
      job: 'report-2025-11',
      title: 'Monthly report · PDF',
      at: at(34 * MINUTE),
      read: true,
      duration_ms: 4 * MINUTE,
    }),
    aNotice({
      id: '5',
      kind: 'vanished',
      server: 's2',
      server_name: 'otter.lan',
      job: 'import-b',
      title: 'Stock import',
      at: at(35 * MINUTE),
      read: true,
    }),
    aNotice({
      id: '4b',
      kind: 'restored',
      server: 's4',
      server_name: 'postes.re',
      job: null,
      run: null,
      title: '',
      at: at(25 * HOUR),
      read: true,
      total: 2,
      duration_ms: 5 * MINUTE,
    }),
    aNotice({
      id: '4a',
      kind: 'unreachable',
      server: 's4',
      server_name: 'postes.re',
      job: null,
      run: null,
      title: '',
      at: at(25 * HOUR + 5 * MINUTE),
      read: true,
      total: 4,
      duration_ms: 30 * SECOND,
    }),
    aNotice({
      id: '4',
      kind: 'signed_out',
      server: 's3',
      server_name: 'estimates',
      job: null,
      run: null,
      title: '',
      at: at(26 * HOUR),
      read: true,
    }),
    aNotice({
      id: '3',
      kind: 'completed',
      job: 'old-1',
      title: 'Campaign 122',
      at: at(27 * HOUR),
      read: true,
      done: 5000,
      total: 5000,
      failed: 12,
      duration_ms: 8 * MINUTE,
    }),
    aNotice({
      id: '2',
      kind: 'completed',
      job: 'old-2',
      title: 'Смета_2025-01-01',
      at: at(51 * HOUR),
      read: true,
      done: 21,
      total: 21,
      duration_ms: 3 * SECOND,
    }),
  ];
}

function timeline(now: number): (job: JobRef) => JobEvent[] {
  return ({ server }) => {
    if (server === 's4')
      return [
        anEvent({ at: now - 30 * MINUTE, kind: 'started' }),
        anEvent({ at: now - 12 * MINUTE, kind: 'extended', seconds: 600, text: 'Mme Petit' }),
        anEvent({ at: now - 7 * MINUTE, kind: 'gap', from: now - 11 * MINUTE }),
        anEvent({ at: now - 2 * MINUTE, kind: 'warning', text: 'Il reste 5 minutes' }),
      ];
    return [
      anEvent({ at: now - 170 * SECOND, kind: 'started' }),
      anEvent({ at: now - 169 * SECOND, kind: 'message', text: 'Reading ORDERS_20251121.edi' }),
      anEvent({ at: now - 150 * SECOND, kind: 'stage', text: 'supplier 456' }),
      anEvent({ at: now - 120 * SECOND, kind: 'warning', text: 'Line 2890: quantity 0' }),
      anEvent({ at: now - 62 * SECOND, kind: 'warning', text: 'Line 3114: unknown article 88-120' }),
      anEvent({ at: now - 60 * SECOND, kind: 'message', text: 'Importing order lines' }),
    ];
  };
}

/** A line of a timeline, all fields filled. */
function anEvent(part: Partial<JobEvent> & Pick<JobEvent, 'at' | 'kind'>): JobEvent {
  return { text: null, from: null, seconds: null, ...part };
}

function busy(now: number): Scene {
  const records = someRecords(now);
  return {
    records,
    tables: tablesOf(records, now),
    stats: someStats(now),
    servers: servers(now),
    jobs: work(now),
    notices: bell(now),
    olderUnread: 0,
    troubles: [],
    events: timeline(now),
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

/** What a server may send that nobody asked for. */
function hostile(now: number): Scene {
  const base = busy(now);
  const long = 'A name that goes on and on '.repeat(400);
  const html = '<img src=x onerror=alert(1)><script>document.title="gone"</script>';
  return {
    ...base,
    servers: [
      aServer({ id: 's1', name: 'a-server-with-a-very-long-name.of-many-words.example.org', heard_at: now }),
      aServer({ id: 's2', name: 'خادم التقدم', heard_at: now }),
      aServer({ id: 's3', name: html, heard_at: now }),
    ],
    jobs: [
      aJob({
        id: 'a,b:c%d e',
        title: long,
        kind: long,
        message: long,
        error: long,
        state: 'failed',
        percent: 250,
        done: 5e300,
        total: 2e300,
        warnings: 4_000_000,
        last_warning: long,
        metadata: { html, long },
        heard_at: now,
        finished_at: now,
        started_at: now - HOUR,
      }),
      aJob({
        id: 'html',
        server: 's3',
        title: html,
        kind: html,
        step: html,
        message: html,
        metadata: [html],
        percent: 12.345,
        done: 1,
        heard_at: now,
      }),
      aJob({
        id: 'rtl',
        server: 's2',
        title: 'استيراد الطلبات (ORDERS) \u202e!',
        kind: 'استيراد',
        done: 12,
        total: 40,
        percent: 30,
        heard_at: now,
        rate: 0.02,
        eta_ms: [HOUR, 5 * HOUR],
      }),
      aJob({
        id: '🦦',
        title: '🦦🚀 Émigré “naïve” 日本語のジョブ',
        percent: 99.99,
        done: 9_007_199_254_740_991,
        total: 9_007_199_254_740_991,
        heard_at: now,
        eta_ms: [1, 400],
      }),
      aJob({
        id: 'zero',
        title: 'Total of nothing',
        percent: null,
        done: 0,
        total: null,
        failed: 0,
        heard_at: now,
      }),
    ],
    records: [
      aRecord({
        server: 's3',
        model: html,
        id: html,
        label: html,
        fields: { [html]: html, [long]: 1 },
        at: now - 1,
      }),
      aRecord({ server: 's2', model: 'طلب', id: '1', label: 'طلب', by: long, fields: { long }, at: now - 2 }),
    ],
    tables: [
      { server: 's3', model: html, rows: 1, at: now, gap: null },
      { server: 's2', model: 'طلب', rows: 1, at: now, gap: null },
      { server: 's1', model: long, rows: 4_000_000, at: now, gap: { server: 's1', from: 0, to: now } },
    ],
    stats: [
      { server: 's1', at: now, values: { [long]: 5e300, [html]: -0.000_01, 'a..b': 12, '': 3 } },
      { server: 's2', at: 0, values: { 'جلسات.نشطة': 7 } },
    ],
    notices: [
      aNotice({ id: '3', kind: 'failed', title: long, text: long, at: now, percent: 100 }),
      aNotice({ id: '2', kind: 'warning', title: html, text: html, at: now, warnings: 21 }),
      aNotice({
        id: '1',
        kind: 'completed',
        server_name: 'خادم التقدم',
        title: 'استيراد الطلبات',
        at: now,
        done: 40,
        total: 40,
        duration_ms: 400,
      }),
    ],
    olderUnread: 4200,
  };
}

/** As many jobs as a window must bear. */
const CROWD = 5000;

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

const BUILDERS: Record<SceneName, (now: number) => Scene> = { busy, lost, quiet, empty, hostile, crowd };

export function scene(name: SceneName, now: number): Scene {
  return BUILDERS[name](now);
}
