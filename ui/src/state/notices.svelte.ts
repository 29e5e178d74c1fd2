import type { Backend } from '../ipc/backend';
import type { Frame, Notice, NoticeKind, Snapshot } from '../ipc/bindings';

/** Notices asked for at once. */
const PAGE = 50;
/** Notices the window keeps; the store keeps the rest. */
const KEPT = 2000;

export type NoticeFilter = 'all' | 'failed' | 'warnings' | 'done' | 'news';

const KINDS: Record<Exclude<NoticeFilter, 'all'>, readonly NoticeKind[]> = {
  failed: ['failed', 'vanished', 'unreachable'],
  warnings: ['warning', 'stalled', 'signed_out'],
  done: ['completed', 'restored'],
  news: ['message', 'record', 'backlog'],
};

/** What the bell holds. */
export class Notices {
  readonly #backend: Backend;
  list: Notice[] = $state.raw([]);
  unread = $state(0);
  filter: NoticeFilter = $state('all');
  /** Where the next page begins; `null` at the end of the store. */
  next: string | null = $state(null);
  loading = $state(false);
  /** The store did not answer. */
  broken: unknown = $state.raw(null);
  #asked = 0;

  /** Newest first, whenever each was heard. */
  readonly shown: Notice[] = $derived.by(() => {
    const { filter } = this;
    const fits = filter === 'all' ? this.list : this.list.filter(({ kind }) => KINDS[filter].includes(kind));
    // What a server said before, and Vigie heard only now, lies where it belongs.
    return fits.toSorted((a, b) => b.at - a.at);
  });

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  async start(snapshot: Snapshot): Promise<void> {
    this.unread = snapshot.unread;
    await this.reload();
  }

  /** The new ones of this frame, oldest first. */
  apply(frame: Frame): Notice[] {
    const known = new Set(this.list.map(({ id }) => id));
    const fresh = frame.notices.filter(({ id }) => !known.has(id));
    if (fresh.length) this.list = [...fresh.toReversed(), ...this.list].slice(0, KEPT);
    if (frame.unread !== null) {
      const untold = frame.unread - this.unread - fresh.length;
      this.unread = frame.unread;
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
      this.unread = page.unread;
      this.broken = null;
    } catch (thrown) {
      if (asked === this.#asked) this.broken = thrown;
    } finally {
      if (asked === this.#asked) this.loading = false;
    }
  }

  async markRead(id: string): Promise<void> {
    const notice = this.list.find((one) => one.id === id);
    if (!notice || notice.read) return;
    this.#setRead((one) => one.id === id);
    this.unread = await this.#backend.markRead([id]);
  }

  async markAllRead(): Promise<void> {
    this.#setRead(() => true);
    this.unread = await this.#backend.markAllRead();
  }

  #setRead(which: (notice: Notice) => boolean): void {
    this.list = this.list.map((one) => (!one.read && which(one) ? { ...one, read: true } : one));
  }
}
