import type { Backend } from '../ipc/backend';
import type { Frame, Snapshot } from '../ipc/bindings';

/** Frames kept while the snapshot is on its way. */
const EARLY = 1000;
const RETRY_MS = 1000;

/** Who is told. */
export interface Listener {
  start(snapshot: Snapshot): void;
  apply(frame: Frame): void;
  /** The picture could not be had; asked for again soon. */
  failed(thrown: unknown): void;
}

/** Snapshot, then every frame after it without a gap; a gap asks for the picture anew. */
export class Feed {
  readonly #backend: Backend;
  readonly #listener: Listener;
  #version = -1;
  #round = 0;
  #early: Frame[] | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(backend: Backend, listener: Listener) {
    this.#backend = backend;
    this.#listener = listener;
  }

  async start(): Promise<void> {
    const round = ++this.#round;
    this.#early = [];
    clearTimeout(this.#retry);
    try {
      const snapshot = await this.#backend.subscribe((frame) => {
        // A frame of a subscription given up is nobody's.
        if (round === this.#round) this.#receive(frame);
      });
      if (round !== this.#round) return;
      const early = this.#early;
      this.#early = null;
      this.#version = snapshot.version;
      this.#listener.start(snapshot);
      early.forEach((frame) => this.#receive(frame));
    } catch (thrown) {
      if (round !== this.#round) return;
      this.#listener.failed(thrown);
      this.#retry = setTimeout(() => void this.start(), RETRY_MS);
    }
  }

  async stop(): Promise<void> {
    this.#round += 1;
    clearTimeout(this.#retry);
    await this.#backend.unsubscribe();
  }

  #receive(frame: Frame): void {
    if (this.#early) {
      if (this.#early.length < EARLY) this.#early.push(frame);
      return;
    }
    if (frame.to <= this.#version) return;
    if (frame.from !== this.#version) {
      void this.start();
      return;
    }
    this.#version = frame.to;
    this.#listener.apply(frame);
  }
}
