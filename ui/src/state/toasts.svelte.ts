import type { Notice } from '../ipc/bindings';

const STAY_MS = 5000;
const FAILED_STAY_MS = 8000;

/** Notices shown for a moment inside the window, while the person looks at it. */
export class Toasts {
  list: Notice[] = $state.raw([]);
  /** How many more there were than fit. */
  more = $state(0);
  /** Toasts on screen at once; the rest is a number that opens the bell. */
  most = 2;
  #paused = false;
  readonly #until = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(notices: readonly Notice[]): void {
    // Where not all fit, failures do.
    const failedFirst = notices.toSorted((a, b) => Number(b.kind === 'failed') - Number(a.kind === 'failed'));
    for (const notice of failedFirst) {
      if (this.list.some(({ id }) => id === notice.id)) continue;
      const stay = notice.kind === 'failed' ? FAILED_STAY_MS : STAY_MS;
      if (this.list.length >= this.most) {
        this.more += 1;
        continue;
      }
      this.#until.set(notice.id, performance.now() + stay);
      this.list = [...this.list, notice];
    }
    this.#plan();
  }

  dismiss(id: string): void {
    this.#until.delete(id);
    this.list = this.list.filter((one) => one.id !== id);
    if (!this.list.length) this.more = 0;
  }

  clear(): void {
    this.list.forEach(({ id }) => this.dismiss(id));
    this.more = 0;
  }

  /** The pointer or the keyboard is on them: nothing leaves meanwhile. */
  pause(paused: boolean): void {
    if (this.#paused && !paused) {
      const least = performance.now() + STAY_MS / 2;
      for (const [id, until] of this.#until) this.#until.set(id, Math.max(until, least));
    }
    this.#paused = paused;
    this.#plan();
  }

  #plan(): void {
    clearTimeout(this.#timer);
    if (this.#paused || !this.#until.size) return;
    const soonest = Math.min(...this.#until.values());
    this.#timer = setTimeout(
      () => {
        const now = performance.now();
        for (const [id, until] of [...this.#until]) if (until <= now + 50) this.dismiss(id);
        this.#plan();
      },
      Math.max(0, soonest - performance.now()),
    );
  }
}
