import { scopesAround, settledOption, settledTelling } from '../../state/inheritance';
import type {
  AlertRules,
  DiagnosticsFile,
  DryRun,
  ImportReport,
  Job,
  Notice,
  QuietHours,
  Rule,
} from '../bindings';
import { someRules } from './builders';

const DAYS = 7;
const DAY_MS = 86_400_000;

/** A rule that settles what is given. */
export function aRule(part: Partial<Rule> & Pick<Rule, 'scope'>): Rule {
  return {
    events: {},
    muted: null,
    watched: null,
    only_mine: null,
    at_least_seconds: null,
    warnings: null,
    ...part,
  };
}

/** The rules of a person who has lived with Vigie for a while. */
export function someExceptions(): AlertRules {
  const silent = { bell: true, desktop: false, sound: false };
  return someRules({
    rules: [
      aRule({
        scope: { of: 'everything' },
        events: { record: silent, restored: { bell: true, desktop: true, sound: true } },
        at_least_seconds: 120,
      }),
      aRule({ scope: { of: 'server', server: 's5' }, events: { message: silent, backlog: silent } }),
      aRule({
        scope: { of: 'kind', server: null, kind: 'edi_import' },
        warnings: { when: 'above', percent: 5 },
        events: { longer: { bell: true, desktop: true, sound: false } },
      }),
      aRule({ scope: { of: 'kind', server: 's2', kind: 'backup' }, muted: true }),
      aRule({ scope: { of: 'job', server: 's1', id: 'edi-orders' }, watched: true }),
    ],
    quiet: {
      on: true,
      spans: [
        { days: [1, 2, 3, 4, 5], from: 20 * 60, to: 7 * 60 },
        { days: [6, 7], from: 0, to: 0 },
      ],
      failures_come_through: true,
    },
  });
}

function quietAt({ on, spans }: QuietHours, at: number): boolean {
  const time = new Date(at);
  const minute = time.getHours() * 60 + time.getMinutes();
  const day = ((time.getDay() + 6) % 7) + 1;
  const before = ((day + 5) % 7) + 1;
  return (
    on &&
    spans.some(({ days, from, to }) => {
      const over = to <= from;
      const today = days.includes(day) && minute >= from && (over || minute < to);
      return today || (over && days.includes(before) && minute < to);
    })
  );
}

const FAILURES: ReadonlySet<string> = new Set(['failed', 'unreachable', 'vanished']);

/** What these rules would have done with these notices: enough of the engine's judgement for a window of paper. */
export function dryRunOf(
  { rules, quiet }: AlertRules,
  notices: readonly Notice[],
  jobs: readonly Job[],
  now: number,
): DryRun {
  const run: DryRun = { days: DAYS, considered: 0, bell: 0, desktop: 0, sound: 0, quiet: 0, by_kind: {} };
  for (const notice of notices) {
    if (notice.at < now - DAYS * DAY_MS) continue;
    run.considered += 1;
    const kind = jobs.find(({ server, id }) => server === notice.server && id === notice.job)?.kind ?? null;
    const scopes = scopesAround(
      notice.job === null
        ? { of: 'server', server: notice.server }
        : { of: 'job', server: notice.server, id: notice.job },
      kind,
    );
    const { bell, desktop, sound } = settledTelling(rules, scopes, notice.kind).value;
    const muted = settledOption(rules, scopes, 'muted').value;
    const least = settledOption(rules, scopes, 'at_least_seconds').value * 1000;
    const short = notice.kind === 'completed' && notice.duration_ms !== null && notice.duration_ms < least;
    run.bell += bell ? 1 : 0;
    if (muted || short || !(desktop || sound)) continue;
    if (quietAt(quiet, notice.at) && !(quiet.failures_come_through && FAILURES.has(notice.kind))) {
      run.quiet += 1;
      continue;
    }
    run.sound += sound ? 1 : 0;
    if (!desktop) continue;
    run.desktop += 1;
    run.by_kind[notice.kind] = (run.by_kind[notice.kind] ?? 0) + 1;
  }
  return run;
}

/** What a colleague's file brings. */
export function anImport(): ImportReport {
  return {
    added: ['tern.example', 'puffin.example'],
    known: ['heron.example', 'otter.lan'],
    rules: 3,
    refused: [['attic', 'the address ftp://attic.lan is neither http nor https']],
    sign_in: ['tern.example'],
  };
}

export function someDiagnostics(): DiagnosticsFile[] {
  return [
    { name: 'versions.txt', text: 'Vigie 0.1.0\nlinux x86_64, Debian GNU/Linux 13\nWebKitGTK 2.50.1\n' },
    {
      name: 'settings.toml',
      text: '[[servers]]\nid = "s1"\nname = "heron.example"\nurl = "https://heron.example/"\nuser = "…"\n',
    },
    {
      name: 'log.txt',
      text: Array.from(
        { length: 60 },
        (_, n) =>
          `2025-11-21T10:${String(n % 60).padStart(2, '0')}:07Z INFO link{server=s1}: ${n + 1} events, latency 14 ms`,
      ).join('\n'),
    },
    { name: 'connections.txt', text: 'heron.example: live since 08:02, 2 reconnects\notter.lan: live\n' },
  ];
}
