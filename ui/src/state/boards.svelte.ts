import type { Backend } from '../ipc/backend';
import type { Frame, Snapshot, StatSeries, StatSpan, Stats } from '../ipc/bindings';

const HOUR_MS = 60 * 60_000;
/** Points of one curve: an hour at 5 s, and some to spare. */
const POINTS = 800;

/** Moments and values, oldest first. */
export type Points = readonly (readonly [number, number])[];

const NO_POINTS: Points = [];

/** The numbers of one server and their curves of the last hour. */
export class Board {
  readonly server: string;
  stats: Stats = $state.raw() as Stats;
  #curves: ReadonlyMap<string, Points> = $state.raw(new Map());

  constructor(stats: Stats) {
    this.server = stats.server;
    this.stats = stats;
    this.put(stats);
  }

  curve(name: string): Points {
    return this.#curves.get(name) ?? NO_POINTS;
  }

  put(stats: Stats): void {
    this.stats = stats;
    const curves = new Map(this.#curves);
    for (const [name, value] of Object.entries(stats.values)) {
      const before = curves.get(name) ?? NO_POINTS;
      const last = before.at(-1);
      if (last && last[0] >= stats.at) continue;
      const from = before.findIndex(([at]) => at > stats.at - HOUR_MS);
      const kept = from < 0 ? [] : before.slice(Math.max(from, before.length - POINTS));
      curves.set(name, [...kept, [stats.at, value]]);
    }
    this.#curves = curves;
  }

  /** What the store remembers; what was heard since follows it. */
  remember(series: readonly StatSeries[]): void {
    const curves = new Map(this.#curves);
    for (const { name, points } of series) {
      const end = points.at(-1)?.[0] ?? -Infinity;
      const since = (curves.get(name) ?? NO_POINTS).filter(([at]) => at > end);
      curves.set(name, [...points, ...since]);
    }
    this.#curves = curves;
  }
}

/** Numbers that servers publish about themselves. */
export class Boards {
  readonly #backend: Backend;
  /** By server. */
  list: Board[] = $state.raw([]);

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  of(server: string): Board | undefined {
    return this.list.find((board) => board.server === server);
  }

  start(snapshot: Snapshot): void {
    const known = new Set(snapshot.stats.map(({ server }) => server));
    this.list = this.list.filter(({ server }) => known.has(server));
    snapshot.stats.forEach((stats) => this.#put(stats));
  }

  apply(frame: Frame): void {
    frame.stats.forEach((stats) => this.#put(stats));
  }

  keepServers(known: (id: string) => boolean): void {
    if (!this.list.every(({ server }) => known(server)))
      this.list = this.list.filter(({ server }) => known(server));
  }

  /** Fetches the last hour of every server; one that does not answer keeps what was heard. */
  async load(): Promise<void> {
    await Promise.allSettled(
      this.list.map(async (board) => board.remember(await this.history(board.server, 'hour'))),
    );
  }

  history(server: string, span: StatSpan): Promise<StatSeries[]> {
    return this.#backend.statHistory(server, span);
  }

  #put(stats: Stats): void {
    const board = this.of(stats.server);
    if (board) board.put(stats);
    else this.list = [...this.list, new Board(stats)];
  }
}
