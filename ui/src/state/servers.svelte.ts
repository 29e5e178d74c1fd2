import type { Server } from '../ipc/bindings';

/** The configured servers, in the person's order. */
export class Servers {
  list: Server[] = $state.raw([]);
  readonly #byId = $derived(new Map(this.list.map((server) => [server.id, server])));

  byId(id: string): Server | undefined {
    return this.#byId.get(id);
  }

  name(id: string): string {
    return this.#byId.get(id)?.name ?? '';
  }

  /** Connections that answer. */
  readonly live: number = $derived(this.list.filter((server) => isUp(server)).length);
  /** Those that are meant to be watched. */
  readonly enabled: number = $derived(this.list.filter((server) => server.enabled).length);
  /** Enabled, and not to be heard: the person must know. */
  readonly gone: Server[] = $derived(this.list.filter((server) => isGone(server)));
}

/** News comes in, one way or the other. */
export function isUp(server: Server): boolean {
  return server.enabled && (server.link === 'live' || server.link === 'polling');
}

/** Lost, signed out or given up; not the few moments of a first connection. */
export function isGone(server: Server): boolean {
  if (!server.enabled) return false;
  if (server.link === 'connecting') return server.reason !== null;
  return server.link === 'waiting' || server.link === 'signed_out' || server.link === 'stopped';
}
