import { jobKey, type Backend } from '../ipc/backend';
import type { Frame, Job, Snapshot } from '../ipc/bindings';
import { Clock } from './clock.svelte';
import { Feed, type Listener } from './feed';
import { Jobs, type JobEntry } from './jobs.svelte';
import { Preferences } from './preferences.svelte';
import { Servers } from './servers.svelte';

/** A failure this old is no news any more. */
const RECENT_MS = 15 * 60_000;

/** Ended badly, and lately. */
function endedBadly({ state, finished_at, heard_at }: Job, now: number): boolean {
  return (state === 'failed' || state === 'vanished') && now - (finished_at ?? heard_at) < RECENT_MS;
}

/** What the small window shows: a picture of its own, and nothing but jobs and connections. */
export class MiniBoard implements Listener {
  readonly backend: Backend;
  readonly clock = new Clock();
  readonly servers = new Servers();
  readonly jobs = new Jobs();
  readonly preferences: Preferences;
  readonly #feed: Feed;

  phase: 'waiting' | 'ready' | 'failed' = $state('waiting');

  /** The ones that matter most first: pinned, in trouble, ending soonest. */
  readonly list: JobEntry[] = $derived.by(() => {
    const { pinned } = this.preferences.choices;
    const places = new Map(pinned.map((ref, place) => [jobKey(ref), place]));
    const bad = this.jobs.finished.filter(({ job }) => endedBadly(job, this.clock.now));
    const all = [...this.jobs.running, ...this.jobs.finished];
    const first = all
      .filter(({ key }) => places.has(key))
      .sort((a, b) => (places.get(a.key) ?? 0) - (places.get(b.key) ?? 0));
    return [...new Set([...first, ...bad, ...this.jobs.running])];
  });

  constructor(backend: Backend) {
    this.backend = backend;
    this.preferences = new Preferences(backend);
    this.#feed = new Feed(backend, this);
  }

  /** Returns what ends it. */
  open(): () => void {
    this.clock.start();
    void this.#feed.start();
    return () => {
      this.clock.stop();
      void this.#feed.stop();
    };
  }

  start(snapshot: Snapshot): void {
    this.clock.heard(snapshot.now);
    this.clock.tick();
    this.preferences.heard(snapshot.preferences);
    this.servers.list = snapshot.servers;
    this.jobs.start(snapshot);
    this.phase = 'ready';
  }

  apply(frame: Frame): void {
    this.clock.heard(frame.now);
    if (frame.servers) this.servers.list = frame.servers;
    if (frame.preferences) this.preferences.heard(frame.preferences);
    this.jobs.apply(frame);
  }

  failed(): void {
    if (this.phase !== 'ready') this.phase = 'failed';
  }
}
