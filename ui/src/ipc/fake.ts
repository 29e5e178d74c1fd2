import type { Backend, ShowTarget, Stop } from './backend';
import { jobKey } from './backend';
import type {
  ActionAnswer,
  AlertRules,
  Closing,
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
  JobEvent,
  JobRef,
  Preferences,
  Reason,
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
import { aServer } from './samples/builders';
import { answerTo } from './samples/answers';
import { aDetection } from './samples/detections';
import { fitting, pageOf } from './samples/history';
import { aPage } from './samples/pages';
import { someRates } from './samples/rates';
import { anImport, dryRunOf, someDiagnostics } from './samples/rules';
import { someHistory } from './samples/stats';
import { scene } from './scenes';
import { watchFocus } from './focus';
import { Paper } from './paper';

/** An engine made of paper: enough of one to live in a browser and to be told what to do by tests. */
export class FakeBackend extends Paper implements Backend {
  /** Every command with what it was given, in order. */
  readonly calls: { command: string; args: unknown[] }[] = [];
  /** What the next test of a server answers. */
  report: TestReport | Promise<TestReport> | null = null;
  /** What the next look at an address answers. */
  detection: Detection | Promise<Detection> | null = null;
  /** Answers about the history that wait, by the words that are looked for. */
  readonly slowness = new Map<string, Promise<void>>();
  /** What is told of every server, instead of the samples. */
  page: ServerPage | null = null;
  /** What a server answers to the next action. */
  answer: ActionAnswer | null = null;
  /** Commands that fail, and how. */
  readonly failing = new Map<string, Failure>();
  readonly target: ShowTarget | null = null;

  #call(command: string, ...args: unknown[]): void {
    this.calls.push({ command, args });
    const failure = this.failing.get(command);
    if (failure) throw failure;
  }

  subscribe(onFrame: (frame: Frame) => void): Promise<Snapshot> {
    return this.#answer('subscribe', [], () => {
      this.begin(onFrame);
      return {
        version: this.version,
        now: this.now(),
        servers: this.scene.servers,
        jobs: [...this.scene.jobs],
        records: [...this.scene.records],
        tables: this.scene.tables,
        stats: this.scene.stats,
        unread: this.unread(),
        troubles: this.scene.troubles,
        preferences: this.preferences,
        rules: this.rules,
        alerts_paused_until: this.pausedUntil,
      };
    });
  }

  #answer<T>(command: string, args: unknown[], answer: () => T | Promise<T>): Promise<T> {
    return Promise.resolve().then(() => {
      this.#call(command, ...args);
      return answer();
    });
  }

  unsubscribe(): Promise<void> {
    return this.#answer('unsubscribe', [], () => this.rest());
  }

  notices(before: string | null, limit: number): ReturnType<Backend['notices']> {
    return this.#answer('notices', [before, limit], () => {
      const from = before === null ? 0 : this.scene.notices.findIndex(({ id }) => id === before) + 1;
      const notices = this.scene.notices.slice(from, from + limit);
      const last = notices.at(-1);
      const next = last && from + limit < this.scene.notices.length ? last.id : null;
      return { notices, next, unread: this.unread() };
    });
  }

  markRead(ids: string[]): Promise<number> {
    return this.#answer('mark_read', [ids], () => {
      this.scene.notices = this.scene.notices.map((one) =>
        ids.includes(one.id) ? { ...one, read: true } : one,
      );
      return this.unread();
    });
  }

  markAllRead(): Promise<number> {
    return this.#answer('mark_all_read', [], () => {
      this.scene.notices = this.scene.notices.map((one) => ({ ...one, read: true }));
      this.scene.olderUnread = 0;
      return 0;
    });
  }

  testServer(draft: ServerDraft, id: string | null): Promise<TestReport> {
    return this.#answer('test_server', [draft, id], () => this.report ?? this.#report(draft));
  }

  #report({ address, password }: ServerDraft): TestReport {
    if (address === '') throw failure('address-empty');
    const url = address.includes('://') ? address : `https://${address}`;
    const seen = { kind: aDetection(address).kind, detection: null };
    if (password === 'wrong') {
      return {
        ...NOTHING_SEEN,
        ...seen,
        url,
        failure: failure('connection', { code: 'sign-in-refused', args: {} }),
      };
    }
    return { ...seen, url, ok: true, failure: null, running: 3, stream: true, latency_ms: 14 };
  }

  addServer(draft: ServerDraft): Promise<Server> {
    return this.#answer('add_server', [draft], () => {
      if (draft.address === '') throw failure('address-empty');
      const url = draft.address.includes('://') ? draft.address : `https://${draft.address}`;
      const id = `s${this.scene.servers.length + 1}`;
      const added = aServer({
        id,
        name: draft.name ?? new URL(url).host,
        url,
        kind: draft.kind ?? aDetection(draft.address).kind ?? 'auto',
        sign_in: draft.sign_in ?? 'auto',
        user: draft.user,
        secret: (draft.password ?? draft.token ?? draft.cookie) === null ? 'none' : 'keyring',
        heard_at: null,
        events: 0,
      });
      return this.#added(added);
    });
  }

  #added(server: Server): Server {
    this.scene.servers = [...this.scene.servers, server];
    this.push({ servers: this.scene.servers });
    return server;
  }

  updateServer(id: string, draft: ServerDraft): Promise<Server> {
    return this.#answer('update_server', [id, draft], () => {
      const server = this.scene.servers.find((one) => one.id === id);
      if (!server) throw failure('server-unknown');
      const name = draft.name ?? server.name;
      const link = server.link === 'signed_out' && draft.password !== null ? 'live' : server.link;
      const changed: Server = { ...server, name, user: draft.user, url: draft.address, link };
      this.changeServer(id, link === 'live' ? { ...changed, reason: null, latency_ms: 21 } : changed);
      return changed;
    });
  }

  removeServer(id: string): Promise<void> {
    return this.#answer('remove_server', [id], () => {
      const gone = this.scene.jobs.filter((job) => job.server === id);
      this.scene.jobs = this.scene.jobs.filter((job) => job.server !== id);
      this.scene.servers = this.scene.servers.filter((one) => one.id !== id);
      this.push({ servers: this.scene.servers, gone });
    });
  }

  setServerEnabled(id: string, enabled: boolean): Promise<void> {
    return this.#answer('set_server_enabled', [id, enabled], () => {
      this.changeServer(
        id,
        enabled
          ? { enabled, link: 'live', reason: null }
          : { enabled, link: 'stopped', reason: { code: 'disabled', args: {} }, streams: 0 },
      );
    });
  }

  connectNow(id: string): Promise<void> {
    return this.#answer('connect_now', [id], () => {
      this.changeServer(id, {
        link: 'live',
        reason: null,
        retry_at: null,
        heard_at: this.now(),
        latency_ms: 12,
      });
    });
  }

  startDemo(): Promise<Server> {
    return this.#answer('start_demo', [], () => {
      const demo = scene('busy', this.now());
      const server = aServer({
        id: 'demo',
        name: 'Demo',
        url: 'http://127.0.0.1:4711',
        user: null,
        secret: 'none',
        heard_at: null,
        events: 0,
        demo: true,
      });
      this.scene.jobs = demo.jobs.map((job) => ({ ...job, server: 'demo' }));
      this.#added(server);
      this.push({ jobs: this.scene.jobs });
      return server;
    });
  }

  detectServer(address: string): Promise<Detection> {
    return this.#answer('detect_server', [address], () => {
      if (address === '') throw failure('address-empty');
      return this.detection ?? aDetection(address);
    });
  }

  actOnServer(id: string, action: ServerAction): Promise<ActionAnswer> {
    return this.#answer('act_on_server', [id, action], () => this.answer ?? answerTo(action));
  }

  listRecords(server: string, model: string): Promise<ServerRecord[]> {
    return this.#answer('list_records', [server, model], () => this.rows(server, model));
  }

  statHistory(server: string, span: StatSpan): Promise<StatSeries[]> {
    return this.#answer('stat_history', [server, span], () =>
      someHistory(server, span, this.scene.stats.find((one) => one.server === server)?.at ?? this.now()),
    );
  }

  clearNotices(ids: string[] | null): Promise<number> {
    return this.#answer('clear_notices', [ids], () => {
      this.scene.notices = this.scene.notices.filter(({ id, read }) => (ids ? !ids.includes(id) : !read));
      return this.unread();
    });
  }

  away(): Promise<Digest | null> {
    return this.#answer('away', [], () => {
      const { digest } = this;
      this.digest = null;
      return digest;
    });
  }

  serverPage(id: string, after: number | null): Promise<ServerPage> {
    return this.#answer('server_page', [id, after], () => {
      const server = this.scene.servers.find((one) => one.id === id);
      if (!server) throw failure('server-unknown');
      return this.page ?? aPage(server, after, this.begun, this.now());
    });
  }

  history(query: HistoryQuery, after: string | null, limit: number): Promise<HistoryPage> {
    return this.#answer('history', [query, after, limit], async () => {
      await this.slowness.get(query.text);
      return pageOf(this.past, query, after, limit);
    });
  }

  exportHistory(query: HistoryQuery, format: ExportFormat): Promise<SavedFile> {
    return this.#answer('export_history', [query, format], () => ({
      path: `/home/ada/Downloads/vigie-history.${format}`,
      items: fitting(this.past, query).length,
    }));
  }

  setRules(rules: AlertRules): Promise<void> {
    return this.#answer('set_rules', [rules], () => {
      this.rules = rules;
      this.push({ rules });
    });
  }

  setRule(rule: Rule): Promise<void> {
    return this.#answer('set_rule', [rule], () => {
      const same = (one: Rule): boolean => JSON.stringify(one.scope) === JSON.stringify(rule.scope);
      const { scope, events, ...rest } = rule;
      const empty =
        !Object.keys(events).length && Object.values(rest).every((value) => (value ?? null) === null);
      const others = this.rules.rules.filter((one) => !same(one));
      this.rules = { ...this.rules, rules: empty ? others : [...others, { scope, events, ...rest }] };
      this.push({ rules: this.rules });
    });
  }

  dryRun(rules: AlertRules): Promise<DryRun> {
    return this.#answer('dry_run', [rules], () =>
      dryRunOf(rules, this.scene.notices, this.scene.jobs, this.now()),
    );
  }

  playSound(sound: Sound): Promise<void> {
    return this.#answer('play_sound', [sound], () => undefined);
  }

  exportSettings(): Promise<SavedFile> {
    return this.#answer('export_settings', [], () => ({
      path: '/home/ada/Downloads/vigie-settings.json',
      items: this.scene.servers.length,
    }));
  }

  importSettings(text: string, apply: boolean): Promise<ImportReport> {
    return this.#answer('import_settings', [text, apply], () => {
      if (!text.includes('vigie-settings'))
        throw { ...failure('import-unreadable'), args: { detail: 'this is no file of Vigie’s' } };
      return anImport();
    });
  }

  diagnostics(): Promise<DiagnosticsFile[]> {
    return this.#answer('diagnostics', [], someDiagnostics);
  }

  saveDiagnostics(): Promise<SavedFile> {
    return this.#answer('save_diagnostics', [], () => ({
      path: '/home/ada/Downloads/vigie-diagnostics.zip',
      items: someDiagnostics().length,
    }));
  }

  showFile(path: string): Promise<void> {
    return this.#answer('show_file', [path], () => undefined);
  }

  jobRates(job: JobRef): Promise<[number, number][]> {
    return this.#answer('job_rates', [job], () =>
      someRates(
        this.scene.jobs.find((one) => jobKey(one) === jobKey(job)),
        this.now(),
      ),
    );
  }

  miniWindow(open: boolean): Promise<void> {
    return this.#answer('mini_window', [open], () => undefined);
  }

  showMain(target: ShowTarget | null): Promise<void> {
    return this.#answer('show_main', [target], () => undefined);
  }

  jobEvents(job: JobRef): Promise<JobEvent[]> {
    return this.#answer('job_events', [job], () => this.scene.events(job));
  }

  deleteJob(job: JobRef): Promise<void> {
    return this.#answer('delete_job', [job], () => {
      this.scene.jobs = this.scene.jobs.filter((one) => jobKey(one) !== jobKey(job));
      this.push({ gone: [job] });
    });
  }

  openLink(url: string): Promise<void> {
    return this.#answer('open_link', [url], () => undefined);
  }

  setPreferences(preferences: Preferences): Promise<void> {
    return this.#answer('set_preferences', [preferences], () => {
      this.preferences = preferences;
      this.push({ preferences });
    });
  }

  pauseAlerts(minutes: number): Promise<void> {
    return this.#answer('pause_alerts', [minutes], () => {
      this.pausedUntil = minutes === 0 ? null : this.now() + minutes * 60_000;
      this.push({ alerts_paused_until: this.pausedUntil });
    });
  }

  answerClosing(answer: Exclude<Closing, 'ask'>): Promise<void> {
    return this.#answer('answer_closing', [answer], () => undefined);
  }

  windowReady(): Promise<ShowTarget | null> {
    return this.#answer('window_ready', [], () => this.target);
  }

  onAskClosing(listener: () => void): Promise<Stop> {
    this.ask = listener;
    return Promise.resolve(() => (this.ask = null));
  }

  onShow(listener: (target: ShowTarget) => void): Promise<Stop> {
    this.shown = listener;
    return Promise.resolve(() => (this.shown = null));
  }

  onFocus(listener: (focused: boolean) => void): Promise<Stop> {
    this.focused = listener;
    return Promise.resolve(watchFocus(listener));
  }
}

const NOTHING_SEEN: Omit<TestReport, 'url' | 'failure' | 'kind' | 'detection'> = {
  ok: false,
  running: null,
  stream: null,
  latency_ms: null,
};

function failure(code: FailureCode, reason: Reason | null = null): Failure {
  return { code, reason, args: {} };
}
