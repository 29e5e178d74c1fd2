/** How often ages on screen are told anew. */
const TICK_MS = 1000;

/**
 * The engine's time, kept between frames: ages are told by its clock, not by
 * the window's. Reactive once a second, and still while nobody can see it.
 */
export class Clock {
  now: number = $state(Date.now());
  #ahead = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** The engine said what time it is. */
  heard(engineNow: number): void {
    this.#ahead = engineNow - Date.now();
  }

  start(): void {
    this.tick();
    this.#timer ??= setInterval(() => {
      if (!document.hidden) this.tick();
    }, TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** The time this moment, not reactive. */
  get time(): number {
    return Date.now() + this.#ahead;
  }

  tick(): void {
    this.now = this.time;
  }
}
