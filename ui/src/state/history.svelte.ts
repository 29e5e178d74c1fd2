import { asFailure, type Backend } from '../ipc/backend';
import type {
  ExportFormat,
  Failure,
  Frame,
  HistoryOutcome,
  HistoryQuery,
  HistoryRow,
  Job,
  JobRef,
  SavedFile,
} from '../ipc/bindings';
import { isOver } from './order';

/** Rows asked for at once. */
const PAGE = 100;
/** Rows kept to scroll through; whoever looks for more looks for something. */
const KEPT = 20_000;
/** Typing is over when nothing was typed for this long. */
export const TYPED_MS = 250;
const DAY_MS = 24 * 60 * 60 * 1000;

/** How far back is looked. */
export const PERIODS = ['today', 'week', 'month', 'all'] as const;
export type Period = (typeof PERIODS)[number];

/** What can be chosen beside the words. */
export interface Choice {
  outcome: HistoryOutcome | null;
  server: string | null;
  kind: string | null;
  period: Period;
}

const EVERYTHING: Choice = { outcome: null, server: null, kind: null, period: 'all' };

/** When a period began. */
function begin(period: Period, now: number): number | null {
  switch (period) {
    case 'today':
      return new Date(now).setHours(0, 0, 0, 0);
    case 'week':
      return now - 7 * DAY_MS;
    case 'month':
      return now - 30 * DAY_MS;
    case 'all':
      return null;
  }
}

const runKey = ({ server, id, run }: Pick<Job, 'server' | 'id' | 'run'>): string =>
  JSON.stringify([server, id, run]);

/** Jobs that ended, as far as they are looked at: by words, outcome, server, kind and period, page by page. */
export class History {
  readonly #backend: Backend;
  readonly #now: () => number;
  readonly #nameOf: (server: string) => string;
  #text = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Which question is current: an answer to another one is nobody's. */
  #round = 0;
  /** The question that the rows answer. */
  #asked: HistoryQuery | null = null;
  /** Which page was asked for last. */
  #after: string | null = null;
  /** Ends since the rows were asked for, by run. */
  readonly #ended = new Set<string>();

  choice: Choice = $state.raw(EVERYTHING);
  rows: HistoryRow[] = $state.raw([]);
  /** All that fit; unknown before the first answer. */
  total: number | null = $state(null);
  /** Kinds to choose from. */
  kinds: string[] = $state.raw([]);
  /** Where the next page begins; `null` at the end. */
  next: string | null = $state(null);
  /** `first`: other rows are on their way; `more`: further ones. */
  loading: 'first' | 'more' | null = $state(null);
  failure: Failure | null = $state.raw(null);
  /** Ends that fit and are not among the rows. */
  fresh = $state(0);
  exporting = $state(false);

  constructor(backend: Backend, now: () => number, nameOf: (server: string) => string) {
    this.#backend = backend;
    this.#now = now;
    this.#nameOf = nameOf;
  }

  get text(): string {
    return this.#text;
  }

  /** Looked for when the typing is over. */
  set text(text: string) {
    this.#text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.reload(), TYPED_MS);
  }

  /** Something is looked for, so that nothing found does not mean that nothing is there. */
  get narrowed(): boolean {
    const { outcome, server, kind, period } = this.choice;
    return this.#text.trim() !== '' || period !== 'all' || (outcome ?? server ?? kind) !== null;
  }

  choose(part: Partial<Choice>): void {
    const other = part.server !== undefined && part.server !== this.choice.server;
    // Another server has other kinds.
    this.choice = { ...this.choice, ...(other ? { kind: null } : {}), ...part };
    void this.reload();
  }

  /** Everything but this is let go of. */
  only(part: Partial<Choice>): void {
    this.#text = '';
    this.choice = { ...EVERYTHING, ...part };
    void this.reload();
  }

  /** The rows anew, the newest first. */
  async reload(): Promise<void> {
    clearTimeout(this.#timer);
    const { outcome, server, kind, period } = this.choice;
    const text = this.#text.trim();
    const from = begin(period, this.#now());
    this.#asked = { text, server, kind, outcome, from, to: null };
    this.#ended.clear();
    await this.#load(this.#asked, null);
  }

  /** Further ones, at the end of those that are there. */
  async more(): Promise<void> {
    if (this.#asked && this.next !== null && this.loading === null) await this.#load(this.#asked, this.next);
  }

  /** Once more what could not be had. */
  async retry(): Promise<void> {
    if (this.#asked) await this.#load(this.#asked, this.#after);
  }

  async #load(query: HistoryQuery, after: string | null): Promise<void> {
    const round = ++this.#round;
    this.#after = after;
    this.loading = after === null ? 'first' : 'more';
    this.failure = null;
    try {
      const page = await this.#backend.history(query, after, PAGE);
      if (round !== this.#round) return;
      const kept = after === null ? [] : this.rows;
      const known = new Set(kept.map(({ row }) => row));
      this.rows = [...kept, ...page.rows.filter(({ row }) => !known.has(row))];
      this.next = this.rows.length < KEPT ? page.next : null;
      this.total = page.total;
      this.kinds = page.kinds;
      if (after === null) this.#count();
    } catch (thrown) {
      if (round === this.#round) this.failure = asFailure(thrown);
    } finally {
      if (round === this.#round) this.loading = null;
    }
  }

  /** `before` is what was known of a job until this frame. */
  apply(frame: Frame, before: (ref: JobRef) => Job | undefined): void {
    if (!this.#asked) return;
    for (const job of frame.jobs) {
      if (!isOver(job) || !this.#fits(job)) continue;
      const old = before(job);
      if (!old || !isOver(old) || old.run !== job.run) this.#ended.add(runKey(job));
    }
    this.#count();
  }

  #count(): void {
    const listed = new Set(this.rows.slice(0, PAGE).map(runKey));
    this.fresh = [...this.#ended].filter((key) => !listed.has(key)).length;
  }

  #fits(job: Job): boolean {
    if (!this.#asked) return false;
    const { text, outcome, server, kind } = this.#asked;
    const { title, id, message, error, metadata } = job;
    const name = this.#nameOf(job.server);
    const hay = [title, job.kind, id, name, message, error, JSON.stringify(metadata)]
      .join('\n')
      .toLowerCase();
    return (
      (outcome === null || job.state === outcome) &&
      (server === null || job.server === server) &&
      (kind === null || job.kind === kind) &&
      text
        .toLowerCase()
        .split(/\s+/)
        .every((word) => hay.includes(word))
    );
  }

  /** A file of exactly what is looked for; nothing when it could not be written. */
  async export(format: ExportFormat): Promise<SavedFile | null> {
    if (this.exporting) return null;
    this.exporting = true;
    try {
      // What was typed just now counts, too.
      if (this.#asked?.text !== this.#text.trim()) await this.reload();
      return this.#asked ? await this.#backend.exportHistory(this.#asked, format) : null;
    } finally {
      this.exporting = false;
    }
  }
}
