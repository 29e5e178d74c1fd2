import { isOver } from '../state/order';
import { jobKey, type ShowTarget } from './backend';
import type {
  AlertRules,
  Digest,
  Frame,
  HistoryRow,
  Job,
  JobRef,
  Notice,
  Preferences,
  Server,
  ServerRecord,
} from './bindings';
import { ended } from './samples/answers';
import { somePreferences, someRules } from './samples/builders';
import { someDigest } from './samples/digest';
import { aFrame } from './samples/feed';
import { pastOf, somePast } from './samples/history';
import { oneMoreChange } from './samples/records';
import { someStats } from './samples/stats';
import { scene, type Scene, type SceneName } from './scenes';

const TICK_MS = 250;
const KEPT_NOTICES = 3;
/** Ticks between two changes of a record, and between two turns of the numbers. */
const RECORD_TICKS = 7;
const STATS_TICKS = 20;

export interface FakeOptions {
  scene?: SceneName;
  /** Jobs move by themselves. */
  lively?: boolean;
  preferences?: Partial<Preferences>;
  /** Time of the first picture. */
  now?: number;
}

/** What an engine of paper knows, how it changes, and how a test changes it. */
export class Paper {
  scene: Scene;
  preferences: Preferences;
  rules: AlertRules = someRules();
  /** What `away` answers, once. */
  digest: Digest | null = null;
  pausedUntil: number | null = null;
  version = 1;
  /** What ended, the newest first. */
  past: HistoryRow[];

  protected onFrame: ((frame: Frame) => void) | null = null;
  protected ask: (() => void) | null = null;
  protected shown: ((target: ShowTarget) => void) | null = null;
  protected focused: ((focused: boolean) => void) | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #lively: boolean;
  readonly #fixedNow: number | undefined;
  protected readonly begun: number;

  constructor({ scene: name = 'busy', lively = false, preferences = {}, now }: FakeOptions = {}) {
    this.scene = scene(name, now ?? Date.now());
    this.preferences = somePreferences(preferences);
    this.#lively = lively;
    this.#fixedNow = now;
    this.begun = this.now();
    this.past = name === 'empty' || name === 'quiet' ? [] : somePast(this.now(), this.scene.servers);
  }

  now(): number {
    return this.#fixedNow ?? Date.now();
  }

  unread(): number {
    return this.scene.notices.filter((notice) => !notice.read).length + this.scene.olderUnread;
  }

  /** Sends a frame with these changes. */
  push(part: Partial<Frame>): void {
    const from = this.version;
    this.version += 1;
    this.onFrame?.(aFrame({ from, to: this.version, now: this.now(), ...part }));
  }

  /** Changes a job and tells. */
  change(ref: JobRef, part: Partial<Job>): void {
    const index = this.scene.jobs.findIndex((job) => jobKey(job) === jobKey(ref));
    const old = this.scene.jobs[index];
    if (!old) return;
    const job = { ...old, heard_at: this.now(), ...part };
    this.scene.jobs[index] = job;
    if (isOver(job) && !isOver(old)) this.#keep(job);
    this.push({ jobs: [job] });
  }

  /** It has ended: from now on it is of the past. */
  #keep(job: Job): void {
    const number = this.past.length + 1;
    this.past = [pastOf(job, this.scene.servers, number, this.now()), ...this.past];
  }

  changeServer(id: string, part: Partial<Server>): void {
    this.scene.servers = this.scene.servers.map((one) => (one.id === id ? { ...one, ...part } : one));
    this.push({ servers: this.scene.servers });
  }

  /** Records change and tell, their tables with them. */
  changeRecords(...records: ServerRecord[]): void {
    this.scene.records.push(...records);
    const tables = this.scene.tables.map((table) => {
      const newest = records.findLast(
        ({ server, model }) => server === table.server && model === table.model,
      );
      if (!newest) return table;
      return { ...table, at: newest.at, rows: this.rows(table.server, table.model).length };
    });
    const changed = tables.filter((table, n) => table !== this.scene.tables[n]);
    this.scene.tables = tables;
    this.push({ records, tables: changed });
  }

  protected rows(server: string, model: string): ServerRecord[] {
    const fitting = this.scene.records.filter((one) => one.server === server && one.model === model);
    return [...new Map(fitting.map((record) => [record.id, record])).values()];
  }

  notify(...notices: Notice[]): void {
    this.scene.notices.unshift(...notices.toReversed());
    this.push({ notices, unread: this.unread() });
  }

  askClosing(): void {
    this.ask?.();
  }

  show(target: ShowTarget): void {
    this.shown?.(target);
  }

  focus(focused: boolean): void {
    this.focused?.(focused);
  }

  /** The person was away for a while and comes back. */
  beAway(digest: Digest = someDigest(this.now())): void {
    this.digest = digest;
    this.focus(false);
    this.focus(true);
  }

  #ticks = 0;

  /** Frames go there from now on, and a lively one begins to move. */
  protected begin(onFrame: (frame: Frame) => void): void {
    this.onFrame = onFrame;
    if (this.#lively) this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
  }

  protected rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.onFrame = null;
  }

  #tick(): void {
    this.#ticks += 1;
    if (this.scene.tables.length && this.#ticks % RECORD_TICKS === 0)
      this.changeRecords(oneMoreChange(this.#ticks / RECORD_TICKS, this.now()));
    if (this.scene.stats.length && this.#ticks % STATS_TICKS === 0) {
      this.scene.stats = someStats(this.now());
      this.push({ stats: this.scene.stats });
    }
    this.#advance();
  }

  #advance(): void {
    const jobs: Job[] = [];
    const notices: Notice[] = [];
    const now = this.now();
    this.scene.jobs = this.scene.jobs.map((job) => {
      if (job.state !== 'running' || job.unit === 'seconds' || job.total === null || job.done === null)
        return job;
      const done = Math.min(job.total, job.done + Math.ceil(((job.rate ?? 5) * TICK_MS) / 1000));
      const left = job.rate ? ((job.total - done) / job.rate) * 1000 : null;
      const over = done === job.total;
      const moved: Job = {
        ...job,
        done,
        percent: (done / job.total) * 100,
        eta_ms: over || left === null ? null : [left * 0.95, left * 1.1],
        heard_at: now,
        ...(over ? { state: 'completed', finished_at: now, rate: null, can_delete: true } : {}),
      };
      jobs.push(moved);
      if (over) {
        notices.push(ended(moved, this.scene.servers, now));
        this.#keep(moved);
      }
      return moved;
    });
    this.scene.notices.unshift(...notices.toReversed());
    this.push({ jobs, notices: notices.slice(-KEPT_NOTICES), unread: notices.length ? this.unread() : null });
  }
}
