import type { Backend } from '../ipc/backend';
import type { Preferences as Choices } from '../ipc/bindings';
import { words } from '../text/words.svelte';

const DARK = '(prefers-color-scheme: dark)';

/** The person's choices, and what follows from them for the page. */
export class Preferences {
  readonly #backend: Backend;
  readonly #dark = window.matchMedia(DARK);
  #systemDark = $state(this.#dark.matches);
  choices: Choices = $state.raw({
    language: 'system',
    theme: 'system',
    closing: 'ask',
    density: 'comfortable',
    grouping: 'none',
    time_format: 'system',
    start_at_login: false,
    keep_in_tray: true,
    away_minutes: 5,
    history_days: 90,
    pinned: [],
    folded: [],
  });
  /** Desktop alerts are paused until then. */
  pausedUntil: number | null = $state(null);

  readonly theme: 'light' | 'dark' = $derived(
    this.choices.theme === 'system' ? (this.#systemDark ? 'dark' : 'light') : this.choices.theme,
  );

  constructor(backend: Backend) {
    this.#backend = backend;
    this.#dark.addEventListener('change', (event) => {
      this.#systemDark = event.matches;
    });
  }

  /** What the engine says they are. */
  heard(choices: Choices): void {
    this.choices = choices;
    words.language = choices.language;
    words.hours = choices.time_format;
  }

  /** Shown at once; taken back when it could not be kept. */
  async change(part: Partial<Choices>): Promise<void> {
    const before = this.choices;
    this.heard({ ...before, ...part });
    try {
      await this.#backend.setPreferences(this.choices);
    } catch (thrown) {
      this.heard(before);
      throw thrown;
    }
  }
}
