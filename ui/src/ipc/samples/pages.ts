import type { LinkMoment, Offer, Server, ServerKind, ServerPage, WireFrame } from '../bindings';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Messages that are kept of each server. */
const KEPT_FRAMES = 500;

const OFFERS: Record<ServerKind, Offer[]> = {
  auto: [],
  'sse-progress': ['resume', 'discovery', 'ends', 'delete', 'owners'],
  soniquebay: ['discovery'],
  estimates: ['records', 'stats'],
  postes: ['discovery', 'ends', 'stats', 'actions', 'owners'],
  solilms: ['resume', 'records', 'messages'],
  custom: ['ends'],
};

interface Spoken {
  line: string;
  name: string | null;
  data: (n: number) => unknown;
}

const SPOKEN: Spoken[] = [
  {
    line: '/events/',
    name: 'progress',
    data: (n) => ({
      job_id: 'edi-orders',
      current: 36_120 + n,
      total: 50_000,
      message: 'Importing order lines',
    }),
  },
  {
    line: '/events/',
    name: 'progress',
    data: (n) => ({ job_id: 'campaign-123', current: 903 + n, total: 5000, rate: 9.8 }),
  },
  { line: '/events/', name: 'keep-alive', data: () => null },
  { line: 'GET /jobs/', name: null, data: (n) => [{ id: 'edi-orders', status: 'running', token: '•••', n }] },
  {
    line: '/events/',
    name: 'warning',
    data: (n) => ({ job_id: 'edi-orders', message: `Line ${3114 + n}: unknown article 88-120` }),
  },
];
/** Every so many messages, one that nobody understands. */
const ODD_EVERY = 23;

/** One message of a server. */
export function aWireFrame(number: number, at: number): WireFrame {
  const odd = number % ODD_EVERY === 7;
  const { line, name, data: build } = SPOKEN[number % SPOKEN.length] as Spoken;
  const built = build(number);
  const data = odd
    ? `{"job_id": 12, "current": "many", "n": ${number}`
    : built === null
      ? ''
      : JSON.stringify(built);
  return { number, at, line, name: odd ? 'progres' : name, data, bytes: data.length + 24, odd };
}

/** How a connection came to be as it is. */
function someMoments(server: Server, now: number): LinkMoment[] {
  const begun: LinkMoment[] = [
    { at: now - 182 * MINUTE, link: 'connecting', reason: null },
    { at: now - 182 * MINUTE + 400, link: 'live', reason: null },
    {
      at: now - 64 * MINUTE,
      link: 'waiting',
      reason: { code: 'connection-lost', args: { detail: 'connection reset by peer' } },
    },
    { at: now - 64 * MINUTE + 2 * SECOND, link: 'connecting', reason: null },
    { at: now - 63 * MINUTE, link: 'live', reason: null },
  ];
  if (server.link === 'live') return begun;
  return [...begun, { at: server.heard_at ?? now - 5 * MINUTE, link: server.link, reason: server.reason }];
}

/** Once it has been heard: two messages a second, the newest just now. */
export function aPage(server: Server, after: number | null, begun: number, now: number): ServerPage {
  const up = server.link === 'live' || server.link === 'polling';
  const newest = KEPT_FRAMES + (up ? Math.floor(((now - begun) / SECOND) * 2) : 0);
  const oldest = Math.max(newest - KEPT_FRAMES, after ?? 0);
  const heard = server.events > 0;
  return {
    offers: OFFERS[server.kind],
    events_per_second: up ? 2.1 : null,
    moments: heard ? someMoments(server, now) : [],
    frames: Array.from({ length: heard ? Math.max(0, newest - oldest) : 0 }, (_, n) => {
      const number = oldest + n + 1;
      return aWireFrame(number, (up ? now : (server.heard_at ?? now)) - (newest - number) * 480);
    }),
    oddities: server.oddities > 0 ? ['progres: unknown event', 'current: "many" is no number'] : [],
  };
}
