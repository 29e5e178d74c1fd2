import type { Server } from '../ipc/bindings';

/** What is counted is of so long a time. */
const WINDOW_MS = 10_000;
/** Before so much has passed, a figure would be a guess. */
const WARM_UP_MS = 2_000;

interface Sample {
  at: number;
  /** Events that came since the sample before. */
  events: number;
}

/** How many events a second all servers send, from the differences of what each has sent so far. */
export class Pace {
  #begin: number | null = null;
  #counted = new Map<string, number>();
  #samples: Sample[] = [];

  /** The picture begins anew: what came before is not compared with. */
  start(servers: readonly Server[], now: number): void {
    this.#begin = now;
    this.#samples = [];
    this.#counted = new Map(servers.map(({ id, events }) => [id, events]));
  }

  note(servers: readonly Server[], now: number): void {
    let events = 0;
    for (const server of servers) {
      const before = this.#counted.get(server.id);
      // One that is new or counts anew says nothing yet about its pace.
      if (before !== undefined && server.events > before) events += server.events - before;
    }
    this.#counted = new Map(servers.map((server) => [server.id, server.events]));
    if (events) this.#samples.push({ at: now, events });
    this.#forget(now);
  }

  /** Events a second; `null` until that is known. */
  at(now: number): number | null {
    if (this.#begin === null || now - this.#begin < WARM_UP_MS) return null;
    this.#forget(now);
    const sum = this.#samples.reduce((all, { events }) => all + events, 0);
    return (sum * 1000) / Math.min(WINDOW_MS, now - this.#begin);
  }

  #forget(now: number): void {
    const old = this.#samples.findIndex(({ at }) => at > now - WINDOW_MS);
    this.#samples.splice(0, old < 0 ? this.#samples.length : old);
  }
}
