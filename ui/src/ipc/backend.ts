import type {
  ActionAnswer,
  AlertRules,
  Detection,
  DiagnosticsFile,
  Digest,
  DryRun,
  ExportFormat,
  Failure,
  FailureCode,
  Frame,
  HistoryPage,
  HistoryQuery,
  ImportReport,
  Job,
  JobEvent,
  JobRef,
  NoticePage,
  Preferences,
  RecordRef,
  Rule,
  SavedFile,
  Server,
  ServerAction,
  ServerDraft,
  ServerPage,
  ServerRecord,
  Snapshot,
  Sound,
  StatSeries,
  StatSpan,
  TestReport,
} from './bindings';

/** What a clicked desktop alert, or a link `vigie://add?url=…`, asks the window to show. */
export type ShowTarget = JobRef | 'bell' | { add: string };

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
  /** Out of the bell; `null`: all that are read. Tells how many are unread now. */
  clearNotices(ids: string[] | null): Promise<number>;
  /** What happened while nobody looked at the window; `null` when there is nothing to tell, or it was told. */
  away(): Promise<Digest | null>;

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

  /** Messages after `after`, or all that are kept. */
  serverPage(id: string, after: number | null): Promise<ServerPage>;

  /** The one that ended last first; `after` is the `next` of the page before. */
  history(query: HistoryQuery, after: string | null, limit: number): Promise<HistoryPage>;
  exportHistory(query: HistoryQuery, format: ExportFormat): Promise<SavedFile>;

  setRules(rules: AlertRules): Promise<void>;
  /** Takes the place of the rule of the same scope; an empty one takes it away. */
  setRule(rule: Rule): Promise<void>;
  dryRun(rules: AlertRules): Promise<DryRun>;
  playSound(sound: Sound): Promise<void>;

  exportSettings(): Promise<SavedFile>;
  /** Without `apply` only tells what the file would bring. */
  importSettings(text: string, apply: boolean): Promise<ImportReport>;
  diagnostics(): Promise<DiagnosticsFile[]>;
  saveDiagnostics(): Promise<SavedFile>;
  /** Shows a file that Vigie saved in its folder. */
  showFile(path: string): Promise<void>;

  jobEvents(job: JobRef): Promise<JobEvent[]>;
  /** How fast it went: `[time, items (or percent) a second]`, oldest first. */
  jobRates(job: JobRef): Promise<[number, number][]>;
  deleteJob(job: JobRef): Promise<void>;
  openLink(url: string): Promise<void>;

  setPreferences(preferences: Preferences): Promise<void>;
  /** Zero minutes resumes. */
  pauseAlerts(minutes: number): Promise<void>;
  answerClosing(answer: 'keep' | 'quit'): Promise<void>;
  /** The window listens now; answers with what a clicked alert had asked for meanwhile. */
  windowReady(): Promise<ShowTarget | null>;
  /** Opens or closes the small window that stays on top. */
  miniWindow(open: boolean): Promise<void>;
  /** Brings the main window. */
  showMain(target: ShowTarget | null): Promise<void>;

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
  'rule-refused': true,
  'import-unreadable': true,
  'file-not-written': true,
  'desktop-refused': true,
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
