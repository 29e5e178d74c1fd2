import type { Backend } from '../ipc/backend';
import type { Frame, Notice, NoticeKind, Snapshot } from '../ipc/bindings';

/** Notices asked for at once. */
const PAGE = 50;
/** Notices the window keeps; the store keeps the rest. */
const KEPT = 2000;
/** Notices asked for at once where all are looked through. */
const LARGE_PAGE = 500;
/** How long a cleared notice can be had back. */
const UNDO_MS = 8000;

export type NoticeFilter = 'all' | 'unread' | 'failed' | 'warnings' | 'done' | 'news';

const KINDS: Record<Exclude<NoticeFilter, 'all' | 'unread'>, readonly NoticeKind[]> = {
  failed: ['failed', 'vanished', 'unreachable'],
  warnings: ['warning', 'stalled', 'signed_out', 'longer'],
  done: ['completed', 'restored'],
  news: ['message', 'record', 'backlog'],
};

/** What the bell holds. */
export class Notices {
  readonly #backend: Backend;
  list: Notice[] = $state.raw([]);
  /** As the engine tells it. */
  #unread = $state(0);
  filter: NoticeFilter = $state('all');
  /** Only those of this server. */
  server: string | null = $state(null);
  /** Cleared for the eye; for good when the time for undoing it has passed. By id, with whether it is unread. */
  cleared: ReadonlyMap<string, boolean> = $state.raw(new Map());
  #held = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #onfailed: (thrown: unknown) => void = () => undefined;
  /** Where the next page begins; `null` at the end of the store. */
  next: string | null = $state(null);
  loading = $state(false);
  /** The store did not answer. */
  broken: unknown = $state.raw(null);
  #asked = 0;

  /** Newest first, whenever each was heard. */
  readonly shown: Notice[] = $derived.by(() => {
    const fits = this.list.filter((notice) => !this.cleared.has(notice.id) && this.#fits(notice));
    // What a server said before, and Vigie heard only now, lies where it belongs.
    return fits.toSorted((a, b) => b.at - a.at);
  });

  /** Those that are unread and not cleared. */
  readonly unread: number = $derived(
    Math.max(0, this.#unread - [...this.cleared.values()].filter(Boolean).length),
  );

  /** Something that is shown is read: it can be cleared. */
  readonly someRead: boolean = $derived(this.shown.some(({ read }) => read));

  constructor(backend: Backend, onfailed?: (thrown: unknown) => void) {
    this.#backend = backend;
    if (onfailed) this.#onfailed = onfailed;
  }

  #fits(notice: Notice, filter = this.filter, server = this.server): boolean {
    return fitsFilter(notice, filter) && (server === null || notice.server === server);
  }

  async start(snapshot: Snapshot): Promise<void> {
    this.#unread = snapshot.unread;
    await this.reload();
  }

  /** The new ones of this frame, oldest first. */
  apply(frame: Frame): Notice[] {
    const known = new Set(this.list.map(({ id }) => id));
    const fresh = frame.notices.filter(({ id }) => !known.has(id));
    if (fresh.length) this.list = [...fresh.toReversed(), ...this.list].slice(0, KEPT);
    if (frame.unread !== null) {
      const untold = frame.unread - this.#unread - fresh.length;
      this.#unread = frame.unread;
      // Frames are bounded: more happened than this one could carry.
      if (untold > 0 && fresh.length) void this.reload();
    }
    return fresh;
  }

  async reload(): Promise<void> {
    await this.#load(null);
  }

  async more(): Promise<void> {
    if (this.next !== null && !this.loading) await this.#load(this.next);
  }

  async #load(before: string | null): Promise<void> {
    const asked = ++this.#asked;
    this.loading = true;
    try {
      const page = await this.#backend.notices(before, PAGE);
      if (asked !== this.#asked) return;
      const kept = before === null ? [] : this.list;
      const known = new Set(kept.map(({ id }) => id));
      this.list = [...kept, ...page.notices.filter(({ id }) => !known.has(id))].slice(0, KEPT);
      this.next = this.list.length < KEPT ? page.next : null;
      this.#unread = page.unread;
      this.broken = null;
    } catch (thrown) {
      if (asked === this.#asked) this.broken = thrown;
    } finally {
      if (asked === this.#asked) this.loading = false;
    }
  }

  /** Takes these as read, whether or not the window has them. */
  async markRead(...ids: string[]): Promise<void> {
    const asked = new Set(ids);
    const read = new Set(this.list.filter((one) => one.read).map(({ id }) => id));
    const unread = ids.filter((id) => !read.has(id));
    if (!unread.length) return;
    this.#setRead(({ id }) => asked.has(id));
    this.#unread = await this.#backend.markRead(unread);
  }

  async markAllRead(): Promise<void> {
    this.#setRead(() => true);
    this.#unread = await this.#backend.markAllRead();
  }

  #setRead(which: (notice: Notice) => boolean): void {
    this.list = this.list.map((one) => (!one.read && which(one) ? { ...one, read: true } : one));
    if (this.cleared.size) {
      const unread = new Set(this.list.filter(({ read }) => !read).map(({ id }) => id));
      this.cleared = new Map([...this.cleared.keys()].map((id) => [id, unread.has(id)]));
    }
  }

  /** Takes these out of the bell; until the time for it has passed, `undo` brings them back. */
  clear(notices: readonly Notice[]): void {
    this.cleared = new Map([...this.cleared, ...notices.map(({ id, read }) => [id, !read] as const)]);
    this.#plan();
  }

  /**
   * Takes out all that are read now and that the filter lets through, on pages not loaded as well; what is read or
   * comes later stays.
   */
  async clearRead(): Promise<void> {
    const { filter, server } = this;
    const chosen = (notices: readonly Notice[]): Notice[] =>
      notices.filter((notice) => notice.read && this.#fits(notice, filter, server));
    this.clear(chosen(this.list));
    const last = this.list.length < KEPT ? null : (this.list.at(-1)?.id ?? null);
    for (let before = this.next ?? last; before !== null;) {
      const page = await this.#backend.notices(before, LARGE_PAGE);
      this.clear(chosen(page.notices));
      before = page.next;
    }
  }

  undo(): void {
    this.cleared = new Map();
    clearTimeout(this.#timer);
  }

  /** The pointer or the keyboard is on the way back: it stays meanwhile. */
  hold(held: boolean): void {
    this.#held = held;
    this.#plan();
  }

  #plan(): void {
    clearTimeout(this.#timer);
    if (this.cleared.size && !this.#held) this.#timer = setTimeout(() => void this.flush(), UNDO_MS);
  }

  /** Clears for good what was cleared; what the engine would not clear comes back. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const ids = [...this.cleared.keys()];
    if (!ids.length) return;
    try {
      this.#unread = await this.#backend.clearNotices(ids);
      const gone = new Set(ids);
      this.list = this.list.filter(({ id }) => !gone.has(id));
      this.cleared = new Map([...this.cleared].filter(([id]) => !gone.has(id)));
    } catch (thrown) {
      this.cleared = new Map();
      this.#onfailed(thrown);
    }
  }
}

function fitsFilter({ kind, read }: Notice, filter: NoticeFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'unread':
      return !read;
    default:
      return KINDS[filter].includes(kind);
  }
}
