import type { Backend } from '../ipc/backend';
import type { Digest, Notice, NoticeKind } from '../ipc/bindings';

/** Kinds of notice, what wants a person first. */
export const WEIGHT: readonly NoticeKind[] = [
  'failed',
  'unreachable',
  'signed_out',
  'vanished',
  'stalled',
  'warning',
  'longer',
  'completed',
  'restored',
  'message',
  'backlog',
  'record',
];

export interface Group {
  kind: NoticeKind;
  /** How many there were; more than are listed where there were very many. */
  count: number;
  notices: Notice[];
}

/** What happened by kind, trouble first. */
export function grouped(digest: Digest): Group[] {
  return WEIGHT.map((kind) => {
    const notices = digest.notices.filter((notice) => notice.kind === kind);
    return { kind, notices, count: Math.max(digest.counts[kind] ?? 0, notices.length) };
  }).filter(({ count }) => count > 0);
}

/** Two absences as one, where the first was not yet put away. */
export function joined(first: Digest, second: Digest): Digest {
  const known = new Set(first.notices.map(({ id }) => id));
  const kinds = [...new Set([...Object.keys(first.counts), ...Object.keys(second.counts)])] as NoticeKind[];
  return {
    from: Math.min(first.from, second.from),
    to: Math.max(first.to, second.to),
    counts: Object.fromEntries(
      kinds.map((kind) => [kind, (first.counts[kind] ?? 0) + (second.counts[kind] ?? 0)]),
    ),
    notices: [...first.notices, ...second.notices.filter(({ id }) => !known.has(id))],
  };
}

/** The shell may hear of the focus later than the page: with nothing told, it is asked again after this long. */
const AGAIN_MS = 1000;

/** "While you were away", until it is put away. */
export class Away {
  readonly #backend: Backend;
  /** Which look is current. */
  #round = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  digest: Digest | null = $state.raw(null);

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** The person looks again. The engine tells each absence once, and nothing when there is nothing to tell. */
  async look(): Promise<void> {
    this.leave();
    const mine = (this.#round += 1);
    if ((await this.#ask()) || mine !== this.#round) return;
    this.#again = setTimeout(() => void this.#ask(), AGAIN_MS);
  }

  /** The person looks elsewhere: what happens from now on is of the next absence. */
  leave(): void {
    this.#round += 1;
    clearTimeout(this.#again);
  }

  /** Whether there was something to tell. */
  async #ask(): Promise<boolean> {
    // Nobody asked for it, and the bell has all of it: a failure is no news, and the next look asks again.
    const digest = await this.#backend.away().catch(() => null);
    if (!digest) return false;
    if (grouped(digest).length) this.digest = this.digest ? joined(this.digest, digest) : digest;
    return true;
  }

  close(): void {
    this.digest = null;
  }
}
