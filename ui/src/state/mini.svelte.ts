import { jobKey, type Backend } from '../ipc/backend';
import type { Frame, Snapshot } from '../ipc/bindings';
import { Clock } from './clock.svelte';
import { Feed, type Listener } from './feed';
import { Jobs, type JobEntry } from './jobs.svelte';
import { Preferences } from './preferences.svelte';
import { Servers } from './servers.svelte';

/** What the small window shows: a picture of its own, and nothing but jobs and connections. */
export class MiniBoard implements Listener {
  readonly backend: Backend;
  readonly clock = new Clock();
  readonly servers = new Servers();
  readonly jobs = new Jobs(undefined, () => this.clock.time);
  readonly preferences: Preferences;
  readonly #feed: Feed;

  phase: 'waiting' | 'ready' | 'failed' = $state('waiting');

  /**
   * The ones that matter most, as many as there is room for: pinned, ended badly lately, then what runs, in
   * trouble first. What is over takes at most half of the room as long as something runs.
   */
  shown(room: number): JobEntry[] {
    const { pinned } = this.preferences.choices;
    const places = new Map(pinned.map((ref, place) => [jobKey(ref), place]));
    const all = [...this.jobs.running, ...this.jobs.finished];
    const first = all
      .filter(({ key }) => places.has(key))
      .sort((a, b) => (places.get(a.key) ?? 0) - (places.get(b.key) ?? 0));
    const bad = this.jobs.finished.filter(({ key }) => this.jobs.troubled.has(key) && !places.has(key));
    const running = this.jobs.running.filter(({ key }) => !places.has(key));
    const left = Math.max(0, room - first.length);
    const over = Math.max(Math.floor(left / 2), left - running.length);
    return [...first, ...bad.slice(0, over), ...running].slice(0, room);
  }

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
