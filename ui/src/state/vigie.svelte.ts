import { asFailure, jobKey, type Backend, type ShowTarget, type Stop } from '../ipc/backend';
import type { Failure, Frame, JobRef, Notice, Snapshot, Trouble } from '../ipc/bindings';
import { Clock } from './clock.svelte';
import { Feed, type Listener } from './feed';
import { Jobs } from './jobs.svelte';
import { Notices } from './notices.svelte';
import { Preferences } from './preferences.svelte';
import { Servers } from './servers.svelte';
import { Toasts } from './toasts.svelte';

/** Which dialog is open. */
export type Asking =
  | { what: 'add-server'; address: string }
  | { what: 'server'; id: string }
  | { what: 'closing' }
  | { what: 'delete-job'; job: JobRef; title: string }
  | null;

/** All that the window shows, fed by one subscription. */
export class Vigie implements Listener {
  readonly backend: Backend;
  readonly clock = new Clock();
  readonly servers = new Servers();
  readonly jobs = new Jobs((id) => this.servers.name(id));
  readonly notices: Notices;
  readonly toasts = new Toasts();
  readonly preferences: Preferences;
  readonly #feed: Feed;
  readonly #stops: Stop[] = [];

  phase: 'waiting' | 'ready' | 'failed' = $state('waiting');
  troubles: Trouble[] = $state.raw([]);
  asking: Asking = $state.raw(null);
  /** The bell as an overlay (narrow window). */
  bellOpen = $state(false);
  /** What could not be done just now. */
  failure: Failure | null = $state.raw(null);
  /** The person looks at this window. */
  focused = $state(true);
  /** The row to bring into view; a new object each time. */
  wanted: { key: string } | null = $state.raw(null);
  /** New notices that no toast told of, for the live region. */
  untold = $state(0);

  constructor(backend: Backend) {
    this.backend = backend;
    this.notices = new Notices(backend);
    this.preferences = new Preferences(backend);
    this.#feed = new Feed(backend, this);
  }

  /** Listens, then says so: what was clicked before is not lost. */
  async open(): Promise<void> {
    this.clock.start();
    this.#stops.push(
      await this.backend.onAskClosing(() => (this.asking = { what: 'closing' })),
      await this.backend.onShow((target) => this.show(target)),
      await this.backend.onFocus((focused) => (this.focused = focused)),
    );
    await this.#feed.start();
    const target = await this.backend.windowReady().catch(() => null);
    if (target) this.show(target);
  }

  async close(): Promise<void> {
    this.clock.stop();
    this.#stops.splice(0).forEach((stop) => stop());
    await this.#feed.stop();
  }

  start(snapshot: Snapshot): void {
    this.clock.heard(snapshot.now);
    this.clock.tick();
    this.preferences.heard(snapshot.preferences);
    this.preferences.pausedUntil = snapshot.alerts_paused_until;
    this.servers.list = snapshot.servers;
    this.troubles = snapshot.troubles;
    this.jobs.start(snapshot);
    this.phase = 'ready';
    void this.notices.start(snapshot);
  }

  apply(frame: Frame): void {
    this.clock.heard(frame.now);
    if (frame.servers) this.servers.list = frame.servers;
    if (frame.troubles) this.troubles = frame.troubles;
    if (frame.preferences) this.preferences.heard(frame.preferences);
    if (frame.alerts_paused_until !== undefined) this.preferences.pausedUntil = frame.alerts_paused_until;
    this.jobs.apply(frame);
    const fresh = this.notices.apply(frame);
    if (!fresh.length) return;
    if (this.focused) this.toasts.show(fresh);
    else this.untold += fresh.length;
  }

  failed(thrown: unknown): void {
    if (this.phase !== 'ready') this.phase = 'failed';
    this.failure = asFailure(thrown);
  }

  show(target: ShowTarget): void {
    if (target === 'bell') this.bellOpen = true;
    else this.showJob(target);
  }

  /** Opens a job's details; false when the board no longer has it. */
  showJob(ref: JobRef): boolean {
    if (!this.jobs.find(ref)) {
      this.failure = { code: 'job-unknown', reason: null, args: {} };
      return false;
    }
    const key = jobKey(ref);
    const listed = [...this.jobs.running, ...this.jobs.finished].some((entry) => entry.key === key);
    if (!listed) this.jobs.filter = '';
    this.jobs.open = key;
    this.wanted = { key };
    return true;
  }

  /** Lands on what a notice is about, and takes it as read. */
  follow(notice: Notice): void {
    void this.try(() => this.notices.markRead(notice.id));
    this.toasts.dismiss(notice.id);
    if (notice.kind === 'signed_out') {
      if (this.servers.byId(notice.server)) this.asking = { what: 'server', id: notice.server };
    } else if (notice.job !== null && this.showJob({ server: notice.server, id: notice.job })) {
      this.bellOpen = false;
    }
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
