import type { Server } from '../bindings';
import { aServer } from './builders';

/** One of each kind. */
export function someServers(now: number): Server[] {
  return [
    aServer({ id: 's1', name: 'heron.example', heard_at: now - 300 }),
    aServer({
      id: 's2',
      name: 'otter.lan',
      url: 'http://otter.lan:8000',
      kind: 'soniquebay',
      sign_in: 'none',
      latency_ms: 3,
      heard_at: now - 900,
      user: null,
      secret: 'none',
    }),
    aServer({
      id: 's3',
      name: 'estimates',
      kind: 'estimates',
      sign_in: 'url-token',
      link: 'polling',
      latency_ms: 22,
      heard_at: now - 2000,
      streams: 0,
      reason: { code: 'finite-stream', args: {} },
    }),
    aServer({
      id: 's4',
      name: 'postes.re',
      kind: 'postes',
      latency_ms: 31,
      heard_at: now - 3000,
    }),
    aServer({ id: 's5', name: 'solilms', kind: 'solilms', latency_ms: 48, heard_at: now - 70_000 }),
  ];
}
