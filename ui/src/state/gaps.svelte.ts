import type { Frame, Gap } from '../ipc/bindings';

/** Gaps the window remembers. */
const KEPT = 200;

/** Times in which something may have been missed, newest first. */
export class Gaps {
  list: Gap[] = $state.raw([]);

  apply(frame: Frame): void {
    if (frame.gaps.length) this.list = [...frame.gaps.toReversed(), ...this.list].slice(0, KEPT);
  }

  keepServers(known: (id: string) => boolean): void {
    if (!this.list.every(({ server }) => known(server)))
      this.list = this.list.filter(({ server }) => known(server));
  }
}
