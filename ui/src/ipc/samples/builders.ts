import type { AlertRules, Job, JobEvent, Notice, Preferences, Server } from '../bindings';

/** The choices of a person who made none. */
export function somePreferences(part: Partial<Preferences> = {}): Preferences {
  return {
    language: 'system',
    theme: 'system',
    closing: 'ask',
    density: 'comfortable',
    grouping: 'none',
    time_format: 'system',
    start_at_login: false,
    keep_in_tray: true,
    away_minutes: 5,
    history_days: 90,
    pinned: [],
    folded: [],
    ...part,
  };
}

/** The rules of a person who made none. */
export function someRules(part: Partial<AlertRules> = {}): AlertRules {
  return {
    rules: [],
    quiet: { on: false, spans: [], failures_come_through: false },
    respect_do_not_disturb: true,
    sounds: false,
    ...part,
  };
}

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
    usual: null,
    longer: false,
    owner: null,
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

/** A line of a timeline, all fields filled. */
export function anEvent(part: Partial<JobEvent> & Pick<JobEvent, 'at' | 'kind'>): JobEvent {
  return { text: null, from: null, seconds: null, ...part };
}
