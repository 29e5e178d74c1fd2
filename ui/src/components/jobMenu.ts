import type { Job } from '../ipc/bindings';
import { jobKey } from '../ipc/backend';
import {
  askDelete,
  copyId,
  openPage,
  toggleKindMuted,
  toggleMuted,
  togglePinned,
  toggleWatched,
} from '../state/deeds';
import type { Vigie } from '../state/vigie.svelte';
import { t } from '../text/words.svelte';
import type { IconName } from './Icon.svelte';
import type { MenuGroups, MenuItem } from './menus';

/** What a person has settled for a job, as its row shows it. */
export interface Sign {
  icon: IconName;
  word: string;
}

function isPinned(vigie: Vigie, job: Job): boolean {
  const key = jobKey(job);
  return vigie.preferences.choices.pinned.some((ref) => jobKey(ref) === key);
}

export function signsOf(vigie: Vigie, job: Job, pinned: boolean): Sign[] {
  return [
    ...(pinned ? [{ icon: 'pin' as const, word: t('sign-pinned') }] : []),
    ...(vigie.book.holds(job, 'watched') ? [{ icon: 'watch' as const, word: t('sign-watched') }] : []),
    ...(vigie.book.holds(job, 'muted') ? [{ icon: 'mute' as const, word: t('sign-muted') }] : []),
  ];
}

function lookUp(vigie: Vigie, job: Job): MenuItem[] {
  const { page } = job;
  return [
    ...(page === null
      ? []
      : [
          {
            key: 'page',
            label: t('open-on-server'),
            icon: 'external' as const,
            onselect: () => openPage(vigie, page),
          },
        ]),
    { key: 'copy', label: t('copy-id'), icon: 'copy', onselect: () => copyId(vigie, job) },
  ];
}

function alerts(vigie: Vigie, job: Job): MenuItem[] {
  const watched = vigie.book.holds(job, 'watched');
  const muted = vigie.book.holds(job, 'muted');
  const { kind } = job;
  const kindMuted = vigie.book.holdsForKind(job, 'muted');
  return [
    {
      key: 'watch',
      label: watched ? t('unwatch-job') : t('watch-job'),
      icon: watched ? 'eye-off' : 'watch',
      keys: 'W',
      onselect: () => void toggleWatched(vigie, job),
    },
    {
      key: 'mute',
      label: muted ? t('unmute-job') : t('mute-job'),
      icon: muted ? 'bell' : 'mute',
      keys: 'M',
      onselect: () => void toggleMuted(vigie, job),
    },
    ...(kind === null
      ? []
      : [
          {
            key: 'mute-kind',
            label: kindMuted ? t('unmute-kind', { kind }) : t('mute-kind', { kind }),
            icon: kindMuted ? ('bell' as const) : ('mute' as const),
            onselect: () => void toggleKindMuted(vigie, job),
          },
        ]),
  ];
}

/** What can be done with a job: the same in its menu and in its details. */
export function jobActions(vigie: Vigie, job: Job): MenuGroups {
  const pinned = isPinned(vigie, job);
  return [
    lookUp(vigie, job),
    alerts(vigie, job),
    [
      {
        key: 'pin',
        label: pinned ? t('unpin-job') : t('pin-job'),
        icon: pinned ? 'unpin' : 'pin',
        keys: 'P',
        onselect: () => void togglePinned(vigie, job),
      },
    ],
    job.can_delete
      ? [
          {
            key: 'delete',
            label: t('delete-on-server'),
            icon: 'trash',
            danger: true,
            onselect: () => askDelete(vigie, job),
          },
        ]
      : [],
  ];
}

/** The menu of a row: its details first. */
export function jobMenu(vigie: Vigie, job: Job): MenuGroups {
  const key = jobKey(job);
  const open = vigie.jobs.open === key;
  const [first = [], ...rest] = jobActions(vigie, job);
  const details: MenuItem = {
    key: 'details',
    label: open ? t('job-details-close') : t('job-details'),
    icon: 'info',
    onselect: () => (vigie.jobs.open = open ? null : key),
  };
  return [[details, ...first], ...rest];
}
