import type { Failure, Notice, NoticeKind, Reason, Trouble } from '../ipc/bindings';
import { count, counted, duration, percent } from './format';
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

export function noticeTitle(notice: Notice): string {
  const known = notice.percent === null ? 'nothing' : 'percent';
  return t(`notice-${notice.kind}-title`, {
    ...notice.values,
    title: notice.title,
    server: notice.server_name,
    known,
    percent: notice.percent === null ? '' : percent(notice.percent),
    ...counted('warnings', notice.warnings),
    ...(notice.done === null ? {} : counted('messages', notice.done)),
  });
}

function work(notice: Notice): string | null {
  const { done, total } = notice;
  if (done === null) return null;
  if (total === null || (notice.kind === 'completed' && done >= total))
    return t('items', counted('items', done));
  return t('items-of-total', { done: count(done), total: count(total), itemsCount: total });
}

function recordBody({ values: { by, project } }: Notice): string | null {
  const known = by && project ? 'both' : by ? 'by' : project ? 'project' : 'nothing';
  return known === 'nothing' ? null : t('notice-record-body', { known, by, project });
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
      return null;
    case 'record':
      return recordBody(notice);
    case 'unreachable':
    case 'restored': {
      const jobs = notice.total ? t('jobs', counted('jobs', notice.total)) : null;
      const heard = jobs && took ? 'both' : jobs ? 'jobs' : took ? 'duration' : 'nothing';
      return heard === 'nothing'
        ? null
        : t(`notice-${notice.kind}-body`, { known: heard, jobs, duration: took });
    }
  }
}

/** Kinds whose title names the server. */
const NAMED_IN_TITLE: ReadonlySet<NoticeKind> = new Set(['signed_out', 'unreachable', 'restored', 'backlog']);

/** The parts in the order that the locale files lay down, the same as in a desktop alert. */
export function noticeBody(notice: Notice): string {
  const { kind, text, failed, warnings } = notice;
  const ended = kind === 'completed' || kind === 'failed';
  const ownWords =
    kind === 'failed' ||
    kind === 'warning' ||
    kind === 'message' ||
    (kind === 'completed' && notice.done === null);
  const parts = [
    ownWords ? text : null,
    body(notice),
    ended && failed ? t('failed-items', { failed: count(failed) }) : null,
    ended && warnings ? t('warnings', counted('warnings', warnings)) : null,
    NAMED_IN_TITLE.has(kind) ? null : notice.server_name,
  ];
  return parts.filter(Boolean).join(t('part-separator'));
}
