import type {
  ActionAnswer,
  Detection,
  Failure,
  FailureCode,
  Frame,
  Job,
  JobEvent,
  JobRef,
  NoticePage,
  Preferences,
  RecordRef,
  Server,
  ServerAction,
  ServerDraft,
  ServerRecord,
  Snapshot,
  StatSeries,
  StatSpan,
  TestReport,
} from './bindings';

/** What a clicked desktop alert asks the window to show. */
export type ShowTarget = JobRef | 'bell';

/** Ends a subscription to an event. */
export type Stop = () => void;

/**
 * Everything the window can ask of the rest of Vigie. Commands reject with a
 * `Failure` (see `asFailure`), never with prose to be matched on.
 */
export interface Backend {
  /** The picture of now; frames continue from `snapshot.version`. A second call replaces the first. */
  subscribe(onFrame: (frame: Frame) => void): Promise<Snapshot>;
  unsubscribe(): Promise<void>;

  notices(before: string | null, limit: number): Promise<NoticePage>;
  markRead(ids: string[]): Promise<number>;
  markAllRead(): Promise<number>;

  testServer(draft: ServerDraft, id: string | null): Promise<TestReport>;
  addServer(draft: ServerDraft): Promise<Server>;
  updateServer(id: string, draft: ServerDraft): Promise<Server>;
  removeServer(id: string): Promise<void>;
  setServerEnabled(id: string, enabled: boolean): Promise<void>;
  connectNow(id: string): Promise<void>;
  startDemo(): Promise<Server>;
  /** What is at an address: a few requests that only read, and never a password. */
  detectServer(address: string): Promise<Detection>;
  /** Asks a server to do something; its own "no" is an answer, not a failure. */
  actOnServer(id: string, action: ServerAction): Promise<ActionAnswer>;
  /** Every record known of one model, in no order. */
  listRecords(server: string, model: string): Promise<ServerRecord[]>;
  statHistory(server: string, span: StatSpan): Promise<StatSeries[]>;

  jobEvents(job: JobRef): Promise<JobEvent[]>;
  deleteJob(job: JobRef): Promise<void>;
  openLink(url: string): Promise<void>;

  setPreferences(preferences: Preferences): Promise<void>;
  /** Zero minutes resumes. */
  pauseAlerts(minutes: number): Promise<void>;
  answerClosing(answer: 'keep' | 'quit'): Promise<void>;
  /** The window listens now; answers with what a clicked alert had asked for meanwhile. */
  windowReady(): Promise<ShowTarget | null>;

  /** The window is being closed on a desktop without a tray. */
  onAskClosing(listener: () => void): Promise<Stop>;
  /** A desktop alert was clicked. */
  onShow(listener: (target: ShowTarget) => void): Promise<Stop>;
  /** Whether the person looks at this window. Called once at the start. */
  onFocus(listener: (focused: boolean) => void): Promise<Stop>;
}

const FAILURE_CODES: Record<FailureCode, true> = {
  'address-empty': true,
  'address-invalid': true,
  'address-scheme': true,
  'server-exists': true,
  'server-unknown': true,
  'job-unknown': true,
  'server-said': true,
  connection: true,
  'settings-not-written': true,
  'settings-refused': true,
  'store-trouble': true,
  'link-refused': true,
  'not-offered': true,
  'value-unknown': true,
  stopping: true,
  internal: true,
};

/** What a rejected command threw, as a `Failure` whatever it was. */
export function asFailure(thrown: unknown): Failure {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown) {
    const { code } = thrown;
    if (typeof code === 'string' && code in FAILURE_CODES) {
      const { reason = null, args = {} } = thrown as Partial<Failure>;
      return { code: code as FailureCode, reason, args };
    }
  }
  return { code: 'internal', reason: null, args: { detail: String(thrown) } };
}

/** One text for a job reference; both parts may hold any character. */
export function jobKey(ref: JobRef | Pick<Job, 'server' | 'id'>): string {
  return JSON.stringify([ref.server, ref.id]);
}

/** One text for a record reference. */
export function recordKey({ server, model, id }: RecordRef): string {
  return JSON.stringify([server, model, id]);
}
