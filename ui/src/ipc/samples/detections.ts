import type { Detection, ServerKind, Sight, SignIn } from '../bindings';

const seen = (path: string, status: number | null, part: Partial<Sight> = {}): Sight => ({
  path,
  status,
  content_type: null,
  location: null,
  speaks_for: null,
  ...part,
});

const HTML = 'text/html; charset=utf-8';
const SSE = 'text/event-stream';

const FOUND: { in: string; kind: ServerKind; signIn: SignIn; saw: Sight[] }[] = [
  {
    in: 'soniquebay',
    kind: 'soniquebay',
    signIn: 'none',
    saw: [
      seen('/', 200, { content_type: HTML }),
      seen('/core/sse-progress/active/', 404),
      seen('/api/events', 200, { content_type: 'text/plain; charset=utf-8', speaks_for: 'soniquebay' }),
    ],
  },
  {
    in: 'estimates',
    kind: 'estimates',
    signIn: 'url-token',
    saw: [
      seen('/api/v1/sse/events/', 401, { content_type: 'application/json', speaks_for: 'estimates' }),
      seen('/api/events', 404),
    ],
  },
  {
    in: 'postes',
    kind: 'postes',
    signIn: 'session',
    saw: [
      seen('/ws/dashboard/', 403, { speaks_for: 'postes' }),
      seen('/api/dashboard/stats/', 302, { location: '/login/' }),
    ],
  },
  {
    in: 'solilms',
    kind: 'solilms',
    signIn: 'session',
    saw: [seen('/stream/app', 401, { content_type: 'application/json', speaks_for: 'solilms' })],
  },
];

/** What looking at an address shows, by the name in it. */
export function aDetection(address: string): Detection {
  const url = new URL(address.includes('://') ? address : `https://${address}`);
  const nothing: Detection = {
    url: `${url.origin}/`,
    kind: null,
    sign_in: null,
    candidates: [],
    saw: [],
    cleartext: url.protocol === 'http:' && url.hostname.includes('.'),
    reason: null,
  };
  if (url.hostname.startsWith('gone.'))
    return { ...nothing, reason: { code: 'host-unknown', args: { host: url.hostname } } };
  if (url.hostname.startsWith('unsure.'))
    return {
      ...nothing,
      candidates: ['soniquebay', 'custom'],
      saw: [seen('/', 200, { content_type: HTML }), seen('/api/events', 200, { content_type: SSE })],
    };
  const found = FOUND.find((one) => url.hostname.includes(one.in));
  if (found) return { ...nothing, kind: found.kind, sign_in: found.signIn, saw: found.saw };
  return {
    ...nothing,
    kind: 'sse-progress',
    sign_in: 'session',
    saw: [
      seen('/core/sse-progress/active/', 302, { location: '/accounts/login/', speaks_for: 'sse-progress' }),
      seen('/accounts/login/', 200, { content_type: HTML }),
      seen('/api/events', 404),
      seen('/stream/app', null),
    ],
  };
}
