import type { Failure, Notice, NoticeKind, Reason, Trouble } from '../ipc/bindings';
import { capitalized, count, counted, duration, percent } from './format';
import { t, type Values } from './words.svelte';

const KIB = 1024;

/** Bytes, in the largest unit that leaves a whole number. */
function size(bytes: number): string {
  if (bytes >= KIB * KIB && bytes % (KIB * KIB) === 0)
    return t('size-mib', { value: count(bytes / KIB / KIB) });
  if (bytes >= KIB && bytes % KIB === 0) return t('size-kib', { value: count(bytes / KIB) });
  return t('size-bytes', { value: count(bytes) });
}

/** Args as they came, plus what the sentences need: raw numbers for plurals, sizes in words. */
function values(args: Record<string, string>): Values {
  const out: Values = {};
  for (const [name, value] of Object.entries(args)) {
    out[name] = value;
    if (!/^\d{1,15}$/.test(value)) continue;
    out[`${name}Count`] = Number(value);
    if (name === 'limit') out[name] = size(Number(value));
  }
  return out;
}

/** Why a connection is as it is, and what Vigie does about it; `alone` leaves that out, where it does nothing. */
export function reasonText(reason: Reason, told: 'whole' | 'alone' = 'whole'): string {
  return told === 'whole'
    ? t(`reason-${reason.code}`, values(reason.args))
    : t(`reason-${reason.code}.what`, values(reason.args));
}

/** Why something asked for could not be done, and what the person can do. */
export function failureText(failure: Failure): string {
  if (failure.reason) return reasonText(failure.reason, 'alone');
  return t(`failure-${failure.code}`, values(failure.args));
}

export function troubleText(trouble: Trouble): string {
  return t(`trouble-${trouble.code}`, values(trouble.args));
}

/** Which variant of its title says what is known of it. */
function knownInTitle(notice: Notice): string {
  switch (notice.kind) {
    case 'completed':
      return notice.inferred ? 'inferred' : 'nothing';
    case 'failed':
      return notice.percent === null ? 'nothing' : 'percent';
    case 'message':
      return notice.title.trim() ? 'title' : 'nothing';
    case 'unreachable':
      return notice.total ? 'jobs' : 'nothing';
    default:
      return 'nothing';
  }
}

/** The percentage that a warning is about, where it is one about a share of failed items. */
function share({ kind, values }: Notice): number | null {
  const above = kind === 'warning' ? values['above'] : undefined;
  return above === undefined ? null : Number(above);
}

export function noticeTitle(notice: Notice): string {
  const { values } = notice;
  const above = share(notice);
  const said = above ?? notice.percent;
  return t(`notice-${above === null ? notice.kind : 'warning-above'}-title`, {
    title: notice.title.trim() ? notice.title : (values['record'] ?? ''),
    action: values['action'],
    model: capitalized(values['model'] ?? ''),
    server: notice.server_name,
    known: knownInTitle(notice),
    percent: said === null ? '' : percent(said),
    ...counted('warnings', notice.warnings),
    ...counted('messages', notice.done ?? 0),
    ...counted('jobs', notice.total ?? 0),
  });
}

function work(notice: Notice): string | null {
  const { done, total } = notice;
  if (done === null) return null;
  if (total === null || (notice.kind === 'completed' && done >= total))
    return t('items', counted('items', done));
  return t('items-of-total', { done: count(done), total: count(total), itemsCount: total });
}

/** By whom, of which project, in which state; what of it is known. */
function recordFacts({ values: { by, project, status } }: Notice): string {
  return [
    by && t('record-by', { by }),
    project && t('record-project', { project }),
    status && t('record-status', { status }),
  ]
    .filter(Boolean)
    .join(t('part-separator'));
}

/** What ended while a server was not reached; empty where nothing did. */
function endedMeanwhile({ values }: Notice): string {
  return (['completed', 'failed', 'vanished'] as const)
    .map((kind) => ({ kind, number: Number(values[kind] ?? 0) }))
    .filter(({ number }) => number > 0)
    .map(({ kind, number }) => t(`alert-many-${kind}`, counted('number', number)))
    .join(t('list-separator'));
}

function body(notice: Notice): string | null {
  const items = work(notice);
  const took = notice.duration_ms === null ? null : duration(notice.duration_ms);
  const known = items && took ? 'both' : items ? 'work' : took ? 'duration' : 'nothing';
  const says = { known, work: items, duration: took };
  switch (notice.kind) {
    case 'completed':
    case 'failed':
      return known === 'nothing' ? null : t(`notice-${notice.kind}-body`, says);
    case 'warning':
      return items ? t('notice-warning-body', says) : null;
    case 'stalled':
      return t('notice-stalled-body', { ...says, known: took ? 'duration' : 'nothing' });
    case 'vanished':
    case 'signed_out':
    case 'backlog':
      return t(`notice-${notice.kind}-body`);
    case 'message':
      return notice.text?.trim() ? t('notice-message-body', { text: notice.text }) : null;
    case 'record': {
      const facts = recordFacts(notice);
      return facts && t('notice-record-body', { facts });
    }
    case 'longer': {
      const usual = Number(notice.values['usual_ms']);
      return took === null
        ? null
        : t('notice-longer-body', {
            known: usual > 0 ? 'both' : 'duration',
            duration: took,
            usual: usual > 0 ? duration(usual) : '',
          });
    }
    case 'unreachable':
      return took === null ? null : t('notice-unreachable-body', { duration: took });
    case 'restored': {
      const ended = endedMeanwhile(notice);
      const open = notice.total ? 'jobs' : 'nothing';
      return took === null
        ? null
        : t('notice-restored-body', {
            known: ended ? (notice.total ? 'both' : 'ended') : open,
            duration: took,
            ended,
            ...counted('jobs', notice.total ?? 0),
          });
    }
  }
}

/** Kinds whose title names the server. */
const NAMED_IN_TITLE: ReadonlySet<NoticeKind> = new Set(['signed_out', 'unreachable', 'restored']);

/** The parts in the order that the locale files lay down, the same as in a desktop alert. */
export function noticeBody(notice: Notice): string {
  const { kind, text, failed, warnings } = notice;
  const ended = kind === 'completed' || kind === 'failed';
  const ownWords = kind === 'failed' || kind === 'warning' || (kind === 'completed' && notice.done === null);
  const parts = [
    ownWords ? text : null,
    body(notice),
    (ended || share(notice) !== null) && failed ? t('failed-items', { failed: count(failed) }) : null,
    ended && warnings ? t('warnings', counted('warnings', warnings)) : null,
    NAMED_IN_TITLE.has(kind) ? null : notice.server_name,
  ];
  return parts.filter(Boolean).join(t('part-separator'));
}
