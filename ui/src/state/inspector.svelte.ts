import { SvelteMap } from 'svelte/reactivity';
import { asFailure, type Backend } from '../ipc/backend';
import type { Failure, ServerPage, WireFrame } from '../ipc/bindings';

/** How often a server's page is asked for while it is shown. */
export const PAGE_MS = 1000;
/** How often the messages a second of all servers are asked for. */
const RATES_MS = 2000;
/** Messages shown; the engine keeps no more. */
export const SHOWN = 500;
/** No message has this number yet: the answer brings none. */
const NO_MESSAGES = Number.MAX_SAFE_INTEGER;

/** Asks again and again, one question at a time, while somebody can see the answer. */
function repeat(ask: () => Promise<void>, every: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const turn = async (): Promise<void> => {
    if (!document.hidden) await ask();
    if (!over) timer = setTimeout(() => void turn(), every);
  };
  void turn();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

/** What is told of one server beside the server itself, its messages included, while its page is shown. */
export class PageWatch {
  readonly #backend: Backend;
  readonly #id: string;
  /** Number of the newest message that came. */
  #last: number | null = null;
  /** What came while paused. */
  #waiting: WireFrame[] = [];
  #stopped = false;

  /** All but its messages; unknown before the first answer. */
  page: Omit<ServerPage, 'frames'> | null = $state.raw(null);
  /** Oldest first. */
  frames: WireFrame[] = $state.raw([]);
  paused = $state(false);
  /** Messages that came while paused. */
  waiting = $state(0);
  /** Messages that nobody saw: too many came while paused, or at once. */
  skipped = $state(0);
  failure: Failure | null = $state.raw(null);

  constructor(backend: Backend, id: string) {
    this.#backend = backend;
    this.#id = id;
  }

  /** Returns what ends it. */
  start(): () => void {
    this.#stopped = false;
    const stop = repeat(() => this.#ask(), PAGE_MS);
    return () => {
      this.#stopped = true;
      stop();
    };
  }

  async #ask(): Promise<void> {
    try {
      const { frames, ...page } = await this.#backend.serverPage(this.#id, this.#last);
      if (this.#stopped) return;
      this.page = page;
      this.failure = null;
      this.#take(frames);
    } catch (thrown) {
      if (!this.#stopped) this.failure = asFailure(thrown);
    }
  }

  #take(frames: readonly WireFrame[]): void {
    const [first] = frames;
    const newest = frames.at(-1);
    if (!first || !newest) return;
    if (this.#last !== null && first.number <= this.#last) this.#begin();
    const missed = this.#last === null ? 0 : first.number - this.#last - 1;
    this.#last = newest.number;
    this.skipped += missed;
    if (this.paused) {
      this.waiting += frames.length + missed;
      this.#waiting = [...this.#waiting, ...frames].slice(-SHOWN);
    } else {
      this.frames = [...this.frames, ...frames].slice(-SHOWN);
    }
  }

  /** The engine counts anew: what was shown is of another time. */
  #begin(): void {
    this.frames = [];
    this.#waiting = [];
    this.#last = null;
  }

  pause(): void {
    this.paused = true;
    this.skipped = 0;
  }

  resume(): void {
    this.paused = false;
    // Those that went by while it stood still, beyond what is kept.
    this.skipped = Math.max(0, this.waiting - this.#waiting.length);
    this.frames = [...this.frames, ...this.#waiting].slice(-SHOWN);
    this.#waiting = [];
    this.waiting = 0;
  }
}

/** Messages a second of every server, while the list of servers is shown. */
export class EventRates {
  readonly #backend: Backend;
  readonly #ids: () => string[];
  readonly perServer = new SvelteMap<string, number | null>();

  constructor(backend: Backend, ids: () => string[]) {
    this.#backend = backend;
    this.#ids = ids;
  }

  start(): () => void {
    return repeat(() => this.#ask(), RATES_MS);
  }

  async #ask(): Promise<void> {
    await Promise.all(
      this.#ids().map(async (id) => {
        // What is not known is not shown; it is asked for again soon.
        const page = await this.#backend.serverPage(id, NO_MESSAGES).catch(() => null);
        this.perServer.set(id, page?.events_per_second ?? null);
      }),
    );
  }
}
