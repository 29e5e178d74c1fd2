import { asFailure, jobKey, type Backend, type ShowTarget, type Stop } from '../ipc/backend';
import type {
  AlertRules,
  Failure,
  Frame,
  HistoryRow,
  JobRef,
  Notice,
  RuleScope,
  SavedFile,
  Server,
  ServerRecord,
  Snapshot,
  Trouble,
} from '../ipc/bindings';
import { Away } from './away.svelte';
import { Boards } from './boards.svelte';
import { Clock } from './clock.svelte';
import { Feed, type Listener } from './feed';
import { Gaps } from './gaps.svelte';
import { History } from './history.svelte';
import { Jobs } from './jobs.svelte';
import { Notices } from './notices.svelte';
import { Pace } from './pace';
import { Preferences } from './preferences.svelte';
import { Records, type TableRef } from './records.svelte';
import { RuleBook } from './rules';
import { Servers } from './servers.svelte';
import { type Section, Settings } from './settings.svelte';
import { Toasts } from './toasts.svelte';

/** What the middle of the window shows. */
export const VIEWS = ['jobs', 'activity', 'boards', 'history', 'servers', 'settings'] as const;
export type View = (typeof VIEWS)[number];

/** Until the engine has said which there are. */
const NO_RULES: AlertRules = {
  rules: [],
  quiet: { on: false, spans: [], failures_come_through: false },
  respect_do_not_disturb: true,
  sounds: false,
};

/** What was read elsewhere is no news, and what waited on a server is summed up in one notice. */
function worthTelling(fresh: readonly Notice[]): Notice[] {
  const summed = new Set(fresh.filter(({ kind }) => kind === 'backlog').map(({ server }) => server));
  return fresh.filter(({ read, kind, server }) => !read && !(kind === 'message' && summed.has(server)));
}

/** Which dialog is open. */
export type Asking =
  /** `linked`: by a link, and nobody has looked at the address yet. */
  | { what: 'add-server'; address: string; linked?: boolean }
  | { what: 'server'; id: string; edit?: boolean }
  | { what: 'past'; row: HistoryRow }
  | { what: 'closing' }
  | { what: 'shortcuts' }
  | { what: 'delete-job'; job: JobRef; title: string }
  | { what: 'record'; record: ServerRecord }
  | { what: 'message'; notice: Notice }
  | { what: 'curve'; server: string; name: string }
  | { what: 'validate-code' | 'start-session'; server: string; session?: string }
  | null;

/** All that the window shows, fed by one subscription. */
export class Vigie implements Listener {
  readonly backend: Backend;
  readonly clock = new Clock();
  readonly servers = new Servers();
  readonly jobs = new Jobs(
    (id) => this.servers.name(id),
    () => this.clock.time,
  );
  readonly notices: Notices;
  readonly records: Records;
  readonly boards: Boards;
  readonly gaps = new Gaps();
  readonly history: History;
  readonly toasts = new Toasts();
  readonly pace = new Pace();
  readonly preferences: Preferences;
  readonly settings: Settings;
  readonly away: Away;
  readonly #feed: Feed;
  readonly #stops: Stop[] = [];

  phase: 'waiting' | 'ready' | 'failed' = $state('waiting');
  view: View = $state('jobs');
  /** The server whose page is shown in the view of servers; `null`: all of them. */
  page: string | null = $state(null);
  /** What is told of, and how. */
  rules: AlertRules = $state.raw(NO_RULES);
  readonly book: RuleBook = $derived(new RuleBook(this.rules));
  /** What was done just now, for the foot of the window and those who hear it; a new object each time. */
  done: { text: string } | null = $state.raw(null);
  troubles: Trouble[] = $state.raw([]);
  asking: Asking = $state.raw(null);
  /** The bell as an overlay (narrow window). */
  bellOpen = $state(false);
  /** The bell is a column beside the list: it says itself what is new. */
  bellBeside = $state(false);
  /** What could not be done just now. */
  failure: Failure | null = $state.raw(null);
  /** A file that was written just now: what to say of it, and where it is. */
  saved: { said: string; file: SavedFile } | null = $state.raw(null);
  /** The person looks at this window. */
  focused = $state(true);
  /** The row to bring into view; a new object each time. */
  wanted: { key: string } | null = $state.raw(null);
  /** New notices that no toast told of, for the live region. */
  untold = $state(0);

  constructor(backend: Backend) {
    this.backend = backend;
    this.notices = new Notices(backend, (thrown) => (this.failure = asFailure(thrown)));
    this.records = new Records(backend);
    this.boards = new Boards(backend);
    this.history = new History(
      backend,
      () => this.clock.now,
      (id) => this.servers.name(id),
    );
    this.preferences = new Preferences(backend);
    this.settings = new Settings(backend);
    this.away = new Away(backend);
    this.#feed = new Feed(backend, this);
  }

  /** Listens, then says so: what was clicked before is not lost. */
  async open(): Promise<void> {
    this.clock.start();
    this.#stops.push(
      await this.backend.onAskClosing(() => (this.asking = { what: 'closing' })),
      await this.backend.onShow((target) => this.show(target)),
      await this.backend.onFocus((focused) => this.#look(focused)),
    );
    await this.#feed.start();
    void this.away.look();
    const target = await this.backend.windowReady().catch(() => null);
    if (target) this.show(target);
  }

  #look(focused: boolean): void {
    const back = focused && !this.focused;
    this.focused = focused;
    if (!focused) this.away.leave();
    else if (back && this.phase === 'ready') void this.away.look();
  }

  async close(): Promise<void> {
    this.clock.stop();
    this.settings.stop();
    this.away.leave();
    void this.notices.flush();
    this.#stops.splice(0).forEach((stop) => stop());
    await this.#feed.stop();
  }

  start(snapshot: Snapshot): void {
    this.clock.heard(snapshot.now);
    this.clock.tick();
    this.preferences.heard(snapshot.preferences);
    this.preferences.pausedUntil = snapshot.alerts_paused_until;
    this.rules = snapshot.rules;
    this.settings.heard(snapshot.rules);
    this.servers.list = snapshot.servers;
    this.pace.start(snapshot.servers, snapshot.now);
    this.troubles = snapshot.troubles;
    this.jobs.start(snapshot);
    this.records.start(snapshot);
    this.boards.start(snapshot);
    this.phase = 'ready';
    void this.notices.start(snapshot);
  }

  apply(frame: Frame): void {
    this.clock.heard(frame.now);
    if (frame.servers) this.#servers(frame.servers, frame.now);
    if (frame.troubles) this.troubles = frame.troubles;
    if (frame.preferences) this.preferences.heard(frame.preferences);
    if (frame.rules) this.#rules(frame.rules);
    if (frame.alerts_paused_until !== undefined) this.preferences.pausedUntil = frame.alerts_paused_until;
    this.history.apply(frame, (ref) => this.jobs.find(ref)?.job);
    this.jobs.apply(frame);
    this.records.apply(frame);
    this.boards.apply(frame);
    this.gaps.apply(frame);
    const fresh = worthTelling(this.notices.apply(frame));
    if (!fresh.length) return;
    if (this.focused && !this.bellBeside) this.toasts.show(fresh);
    else this.untold += fresh.length;
  }

  #rules(rules: AlertRules): void {
    this.rules = rules;
    this.settings.heard(rules);
  }

  #servers(list: Server[], now: number): void {
    this.servers.list = list;
    this.pace.note(list, now);
    const known = (id: string): boolean => this.servers.byId(id) !== undefined;
    for (const store of [this.records, this.boards, this.gaps]) store.keepServers(known);
    if (this.page !== null && !known(this.page)) this.page = null;
    if (this.notices.server !== null && !known(this.notices.server)) this.notices.server = null;
  }

  failed(thrown: unknown): void {
    if (this.phase !== 'ready') this.phase = 'failed';
    this.failure = asFailure(thrown);
  }

  go(view: View): void {
    this.view = view;
    this.page = null;
    this.saved = null;
    this.wanted = null;
  }

  /** Opens a part of the settings; a rule by its scope. */
  showSettings(section: Section, scope?: RuleScope): void {
    this.settings.section = section;
    if (scope) this.settings.begin(scope);
    this.go('settings');
  }

  /** Opens the page of a server. */
  showServer(id: string): void {
    this.page = id;
    this.view = 'servers';
    this.bellOpen = false;
  }

  /** One server; of the demo all of them, because it is one thing to the person. False when it could not be done. */
  async removeServer({ id, demo }: Server): Promise<boolean> {
    const going = demo ? this.servers.list.filter((one) => one.demo) : [{ id }];
    for (const gone of going) if (!(await this.try(() => this.backend.removeServer(gone.id)))) return false;
    return true;
  }

  /** Jobs of the past alone that this fits. */
  showPast(part: Parameters<History['only']>[0]): void {
    this.history.only(part);
    this.go('history');
  }

  show(target: ShowTarget): void {
    if (target === 'bell') this.bellOpen = true;
    else if ('add' in target) this.asking = { what: 'add-server', address: target.add, linked: true };
    else this.showJob(target);
  }

  /** Opens a job's details; false when the board no longer has it. */
  showJob(ref: JobRef): boolean {
    if (!this.jobs.find(ref)) {
      this.failure = { code: 'job-unknown', reason: null, args: {} };
      return false;
    }
    const key = jobKey(ref);
    this.view = 'jobs';
    if (!this.jobs.listed(key)) this.jobs.filter = '';
    this.jobs.open = key;
    this.wanted = { key };
    return true;
  }

  /** Lands on what a notice is about, and takes it as read. */
  follow(notice: Notice): void {
    void this.try(() => this.notices.markRead(notice.id));
    this.toasts.dismiss(notice.id);
    switch (notice.kind) {
      case 'signed_out':
        if (this.servers.byId(notice.server)) this.asking = { what: 'server', id: notice.server };
        return;
      case 'unreachable':
      case 'restored':
        if (this.servers.byId(notice.server)) this.showServer(notice.server);
        return;
      case 'record': {
        const { model } = notice.values;
        if (model !== undefined) this.showTable({ server: notice.server, model });
        return;
      }
      case 'message':
      case 'backlog':
        this.records.close();
        this.records.filter = '';
        this.view = 'activity';
        this.bellOpen = false;
        return;
      default:
        if (notice.job !== null && this.showJob({ server: notice.server, id: notice.job }))
          this.bellOpen = false;
    }
  }

  /** Opens the table of a model. */
  showTable(table: TableRef): void {
    this.view = 'activity';
    this.bellOpen = false;
    this.records.filter = '';
    void this.records.show(table);
  }

  /** Says what was done. */
  tell(text: string): void {
    this.done = { text };
  }

  /** Runs a command; a failure is shown, not thrown. */
  async try(command: () => Promise<unknown>): Promise<boolean> {
    try {
      await command();
      return true;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      return false;
    }
  }
}
