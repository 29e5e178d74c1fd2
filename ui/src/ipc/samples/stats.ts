import type { StatSeries, StatSpan, Stats } from '../bindings';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const BASE: Record<string, Record<string, number>> = {
  s4: {
    'utilisateurs.total': 48,
    'utilisateurs.actifs': 31,
    'utilisateurs.nouveaux_mois': 5,
    'sessions.total': 126,
    'sessions.actives': 4,
    'sessions.en_attente': 2,
    'sessions.terminees_aujourd_hui': 17,
    'postes.total': 12,
    'postes.disponibles': 7,
    'postes.occupes': 4,
    'postes.hors_ligne': 1,
  },
  s3: { total_users: 9, total_connections: 14, 'users.2': 3, 'users.7': 1 },
};

/** A number of that kind at that time: slow waves, never below nought. */
function valueAt(base: number, name: string, at: number): number {
  if (name.endsWith('.total')) return base;
  const turn = name.length;
  const wave = Math.sin(at / (9 * MINUTE) + turn) + Math.sin(at / (2.3 * MINUTE) + 2 * turn) / 2;
  return Math.max(0, Math.round(base + wave * Math.max(1, base / 4)));
}

export function someStats(now: number): Stats[] {
  return Object.entries(BASE).map(([server, names]) => ({
    server,
    at: now - 4 * SECOND,
    values: Object.fromEntries(
      Object.entries(names).map(([name, base]) => [name, valueAt(base, name, now - 4 * SECOND)]),
    ),
  }));
}

const SPANS: Record<StatSpan, { length: number; step: number }> = {
  hour: { length: HOUR, step: 30 * SECOND },
  week: { length: 7 * 24 * HOUR, step: HOUR },
};

/** The curves up to now; twenty minutes of each hour were not heard on one server. */
export function someHistory(server: string, span: StatSpan, now: number): StatSeries[] {
  const { length, step } = SPANS[span];
  const silent = (at: number): boolean =>
    server === 's3' && at > now - length * 0.6 && at < now - length * 0.45;
  return Object.entries(BASE[server] ?? {}).map(([name, base]) => ({
    name,
    points: Array.from({ length: length / step }, (_, n) => now - length + n * step)
      .filter((at) => !silent(at))
      .map((at): [number, number] => [at, valueAt(base, name, at)]),
  }));
}
