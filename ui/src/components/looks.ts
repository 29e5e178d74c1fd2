import type {
  HistoryOutcome,
  Job,
  LinkState,
  Notice,
  NoticeKind,
  RecordAction,
  Server,
  ServerKind,
} from '../ipc/bindings';
import { isAboutToEnd } from '../text/countdown';
import { counted } from '../text/format';
import { t } from '../text/words.svelte';
import type { IconName } from './Icon.svelte';

/** "2 warnings", or nothing. */
export function warningsText(job: Job): string | null {
  return job.warnings > 0 ? t('warnings', counted('warnings', job.warnings)) : null;
}

export type Tone = 'accent' | 'ok' | 'warn' | 'bad' | 'idle';

/** How something looks: a picture, a colour and, where it matters, a word. */
export interface Look {
  icon: IconName;
  tone: Tone;
  word: string;
}

/** A word with a colour, and a picture where none stands near. */
export type Tagged = Omit<Look, 'icon'> & { icon: IconName | null };

/** The picture and the word of a job's state. */
export function jobLook(job: Job, now: number): Look {
  const word = t(`state-${job.state}`);
  if (isAboutToEnd(job, now)) return { icon: 'hourglass', tone: 'warn', word: t('about-to-end') };
  switch (job.state) {
    case 'pending':
      return { icon: 'clock', tone: 'idle', word };
    case 'running':
      return job.warnings > 0
        ? { icon: 'warning', tone: 'warn', word }
        : { icon: 'play', tone: 'accent', word };
    case 'completed':
      return { icon: 'check', tone: 'ok', word: job.inferred ? t('state-completed-inferred') : word };
    case 'failed':
      return { icon: 'cross', tone: 'bad', word };
    case 'stalled':
      return { icon: 'pause', tone: 'warn', word };
    case 'stale':
      return { icon: 'unplugged', tone: 'idle', word };
    case 'vanished':
      return { icon: 'question', tone: 'idle', word };
  }
}

/** The tag at the end of a row: a running job without a warning needs none; the picture is at its begin. */
export function jobTag(job: Job, now: number): Tagged | null {
  // That an end was inferred stands below the tag.
  if (job.state === 'completed') return { ...jobLook(job, now), word: t('state-completed') };
  if (job.state !== 'running' || isAboutToEnd(job, now)) return jobLook(job, now);
  const word = warningsText(job);
  return word === null ? null : { icon: null, tone: 'warn', word };
}

/** What a bar without a percentage shows: an empty track would say nought. */
export type UnknownBar = 'moving' | 'full' | 'nothing';

/** Running, it moves; ended well or silent, it is whole and pale; else there is nothing to show. */
export function unknownBar({ state }: Job): UnknownBar {
  if (state === 'running') return 'moving';
  return state === 'completed' || state === 'stalled' || state === 'stale' ? 'full' : 'nothing';
}

const NOTICE_LOOKS: Record<NoticeKind, { icon: IconName; tone: Tone }> = {
  completed: { icon: 'check', tone: 'ok' },
  failed: { icon: 'cross', tone: 'bad' },
  warning: { icon: 'warning', tone: 'warn' },
  stalled: { icon: 'pause', tone: 'warn' },
  vanished: { icon: 'question', tone: 'idle' },
  signed_out: { icon: 'key', tone: 'bad' },
  message: { icon: 'message', tone: 'accent' },
  record: { icon: 'pencil', tone: 'accent' },
  backlog: { icon: 'inbox', tone: 'accent' },
  unreachable: { icon: 'unplugged', tone: 'bad' },
  restored: { icon: 'back', tone: 'ok' },
  longer: { icon: 'clock', tone: 'warn' },
};

export function noticeLook({ kind, values }: Notice): { icon: IconName; tone: Tone } {
  const { action } = values;
  if (kind === 'record' && action !== undefined && action in RECORD_LOOKS)
    return RECORD_LOOKS[action as RecordAction];
  return NOTICE_LOOKS[kind];
}

const RECORD_LOOKS: Record<RecordAction, { icon: IconName; tone: Tone }> = {
  created: { icon: 'plus', tone: 'ok' },
  updated: { icon: 'pencil', tone: 'accent' },
  deleted: { icon: 'trash', tone: 'bad' },
};

export function recordLook(action: RecordAction): { icon: IconName; tone: Tone } {
  return RECORD_LOOKS[action];
}

const KIND_ICONS: Record<ServerKind, IconName> = {
  auto: 'question',
  'sse-progress': 'gauge',
  soniquebay: 'music',
  estimates: 'receipt',
  postes: 'monitor',
  solilms: 'school',
  custom: 'mapping',
};

export function kindIcon(kind: ServerKind): IconName {
  return KIND_ICONS[kind];
}

const LINK_LOOKS: Record<LinkState, { icon: IconName; tone: Tone }> = {
  connecting: { icon: 'ring', tone: 'idle' },
  live: { icon: 'dot', tone: 'ok' },
  polling: { icon: 'poll', tone: 'ok' },
  waiting: { icon: 'unplugged', tone: 'warn' },
  signed_out: { icon: 'key', tone: 'bad' },
  stopped: { icon: 'cross', tone: 'bad' },
};

export function linkLook(server: Server): { icon: IconName; tone: Tone } {
  return server.enabled ? LINK_LOOKS[server.link] : { icon: 'off', tone: 'idle' };
}

const OUTCOME_LOOKS: Record<HistoryOutcome, { icon: IconName; tone: Tone }> = {
  completed: { icon: 'check', tone: 'ok' },
  failed: { icon: 'cross', tone: 'bad' },
  vanished: { icon: 'question', tone: 'idle' },
};

/** How a job of the past ended. */
export function outcomeLook(outcome: HistoryOutcome): Look {
  return { ...OUTCOME_LOOKS[outcome], word: t(`state-${outcome}`) };
}

/** The same of a connection at a moment that is over. */
export function momentLook(link: LinkState): { icon: IconName; tone: Tone } {
  return LINK_LOOKS[link];
}
