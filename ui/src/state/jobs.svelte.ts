import { jobKey } from '../ipc/backend';
import type { Frame, Job, JobRef, Snapshot } from '../ipc/bindings';
import {
  byUrgency,
  endRank,
  inOrder,
  isOver,
  newsUntil,
  troubleOf,
  type Trouble,
  urgencyRank,
} from './order';

/** The list is put in order again at most this often. */
const SETTLE_MS = 400;

/** One job; its row alone is drawn again when it changes. */
export class JobEntry {
  readonly key: string;
  job: Job = $state.raw() as Job;
  #hay: { of: Job; text: string } | undefined;

  constructor(job: Job) {
    this.key = jobKey(job);
    this.job = job;
  }

  /** Whether every word is somewhere in what a filter looks through, all in small letters. */
  fits(words: readonly string[], serverName: string): boolean {
    if (this.#hay?.of !== this.job) {
      const { title, kind, id, message, step, error, last_warning, owner, metadata } = this.job;
      const parts = [title, kind, id, message, step, error, last_warning, owner];
      if (metadata != null) parts.push(JSON.stringify(metadata));
      this.#hay = { of: this.job, text: parts.filter(Boolean).join('\n').toLowerCase() };
    }
    const { text } = this.#hay;
    return words.every((word) => text.includes(word) || serverName.includes(word));
  }
}

/** What the header line says. */
export interface Summary {
  running: number;
  /** Failed lately. */
  failed: number;
  /** Others that want to be looked at. */
  trouble: number;
  warned: number;
  /** Time left of what ends first. */
  next: [number, number] | null;
  /** Not finished jobs of each server. */
  perServer: Map<string, number>;
}

const nothing = (): Summary => ({
  running: 0,
  failed: 0,
  trouble: 0,
  warned: 0,
  next: null,
  perServer: new Map(),
});

/** Every job on the board, in the order of the list. */
export class Jobs {
  readonly #entries = new Map<string, JobEntry>();
  readonly #nameOf: (server: string) => string;
  readonly #now: () => number;
  #filter = $state('');
  #held = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settledAt = 0;
  #aging: ReturnType<typeof setTimeout> | undefined;

  /** Not over, in order, filtered. */
  running: JobEntry[] = $state.raw([]);
  /** Over, in order, filtered. */
  finished: JobEntry[] = $state.raw([]);
  /** Those that want to be looked at, by key; as the rows, it keeps still under the pointer. */
  troubled: ReadonlyMap<string, Trouble> = $state.raw(new Map());
  summary: Summary = $state.raw(nothing());
  /** How many there are, filtered out or not. */
  size = $state(0);
  /** The job whose details are open. */
  open: string | null = $state(null);

  /** `now`: the engine's time, in milliseconds. */
  constructor(nameOf: (server: string) => string = () => '', now: () => number = Date.now) {
    this.#nameOf = nameOf;
    this.#now = now;
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    this.#filter = text;
    this.#settle(true);
  }

  find(ref: JobRef): JobEntry | undefined {
    return this.#entries.get(jobKey(ref));
  }

  byKey(key: string): JobEntry | undefined {
    return this.#entries.get(key);
  }

  /** Whether the filter lets it through. */
  listed(key: string): boolean {
    return [this.running, this.finished].some((list) => list.some((entry) => entry.key === key));
  }

  /** Jobs of a server that wait to be started, the oldest first. */
  waiting(server: string): Job[] {
    // Filtered out of the list or not.
    void this.summary;
    return [...this.#entries.values()]
      .map(({ job }) => job)
      .filter((job) => job.server === server && job.state === 'pending')
      .sort(byUrgency);
  }

  start(snapshot: Snapshot): void {
    const known = new Set(snapshot.jobs.map(jobKey));
    for (const key of [...this.#entries.keys()]) if (!known.has(key)) this.#entries.delete(key);
    snapshot.jobs.forEach((job) => this.#put(job));
    this.#changed(true);
  }

  apply(frame: Frame): void {
    let moved = false;
    for (const job of frame.jobs) moved = this.#put(job) || moved;
    for (const ref of frame.gone) moved = this.#entries.delete(jobKey(ref)) || moved;
    if (frame.jobs.length || frame.gone.length) this.#changed(moved);
  }

  /** While the pointer is on the list, rows keep their places. */
  hold(held: boolean): void {
    this.#held = held;
    if (!held) this.#settle(true);
  }

  /** Whether it was new, or went from running to over. */
  #put(job: Job): boolean {
    const key = jobKey(job);
    const entry = this.#entries.get(key);
    if (!entry) {
      this.#entries.set(key, new JobEntry(job));
      return true;
    }
    const moved = isOver(entry.job) !== isOver(job);
    entry.job = job;
    return moved;
  }

  #changed(moved: boolean): void {
    this.size = this.#entries.size;
    this.#sumUp();
    if (this.open !== null && !this.#entries.has(this.open)) this.open = null;
    this.#settle(moved);
  }

  #sumUp(): void {
    const now = this.#now();
    this.summary = summarize(this.#entries.values(), now);
    clearTimeout(this.#aging);
    let soonest = Infinity;
    for (const { job } of this.#entries.values()) {
      const until = newsUntil(job);
      if (until !== null && until > now && until < soonest) soonest = until;
    }
    // A failure that is no news any more goes to the others that are over, though nothing is heard.
    if (soonest < Infinity) this.#aging = setTimeout(() => this.#changed(true), soonest - now + 50);
  }

  #settle(now: boolean): void {
    const due = this.#settledAt + SETTLE_MS - performance.now();
    if (!now && due > 0) {
      this.#timer ??= setTimeout(() => this.#settle(true), due);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#settledAt = performance.now();

    const wanted = this.#matching();
    if (this.#held) {
      // Known rows stay where they are; new ones come last.
      const stay = (list: JobEntry[]): JobEntry[] => list.filter((entry) => wanted.delete(entry));
      const running = stay(this.running);
      const finished = stay(this.finished);
      for (const entry of wanted) (isOver(entry.job) ? finished : running).push(entry);
      this.running = running;
      this.finished = finished;
      return;
    }
    const going: JobEntry[] = [];
    const over: JobEntry[] = [];
    for (const entry of wanted) (isOver(entry.job) ? over : going).push(entry);
    this.troubled = this.#inTrouble(wanted);
    this.running = inOrder(going, urgencyRank);
    this.finished = inOrder(over, endRank);
  }

  #inTrouble(entries: Iterable<JobEntry>): Map<string, Trouble> {
    const now = this.#now();
    const troubled = new Map<string, Trouble>();
    for (const { key, job } of entries) {
      const trouble = troubleOf(job, now);
      if (trouble) troubled.set(key, trouble);
    }
    return troubled;
  }

  #matching(): Set<JobEntry> {
    const words = this.#filter.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return new Set(this.#entries.values());
    const names = new Map<string, string>();
    const nameOf = (server: string): string => {
      let name = names.get(server);
      if (name === undefined) names.set(server, (name = this.#nameOf(server).toLowerCase()));
      return name;
    };
    const wanted = new Set<JobEntry>();
    for (const entry of this.#entries.values())
      if (entry.fits(words, nameOf(entry.job.server))) wanted.add(entry);
    return wanted;
  }
}

function summarize(entries: Iterable<JobEntry>, now: number): Summary {
  const sum = nothing();
  for (const { job } of entries) {
    const trouble = troubleOf(job, now);
    if (trouble === 'failed') sum.failed += 1;
    else if (trouble) sum.trouble += 1;
    if (isOver(job)) continue;
    sum.running += 1;
    sum.perServer.set(job.server, (sum.perServer.get(job.server) ?? 0) + 1);
    if (!trouble && job.warnings > 0) sum.warned += 1;
    if (job.state === 'running' && job.eta_ms && !job.overdue && (!sum.next || job.eta_ms[1] < sum.next[1])) {
      sum.next = job.eta_ms;
    }
  }
  return sum;
}
