import { toggleMuted, togglePinned, toggleWatched } from './deeds';
import type { JobEntry } from './jobs.svelte';
import { VIEWS, type View, type Vigie } from './vigie.svelte';

/** Where keys are pressed, and what lies beyond the state of the window. */
export interface Stage {
  vigie: Vigie;
  /** Shows the bell, or puts it away where it lies over the window. */
  bell: () => void;
}

/** In the list of keys they stand under these headings. */
export const SHORTCUT_GROUPS = ['window', 'views', 'list', 'job'] as const;
type ShortcutGroup = (typeof SHORTCUT_GROUPS)[number];

export interface Shortcut {
  /** Its sentence is `keys-<id>`, unless it leads to a view. */
  id: string;
  group: ShortcutGroup;
  /** For one that leads to a view: named as the view is. */
  view?: View;
  /** Ways to say it: keys to be pressed one after the other. A letter is that key in every alphabet. */
  ways: readonly (readonly string[])[];
  /** Also while typing in a field. */
  always?: true;
  /** False when there was nothing to do: the key is left to others. Without it, the list itself answers. */
  run?: (stage: Stage) => boolean;
}

/** Pressed before the letter of a view. */
export const GO = 'g';
const VIEW_LETTERS: Record<View, string> = {
  jobs: 'j',
  activity: 'a',
  boards: 'b',
  history: 'h',
  servers: 's',
  settings: 't',
};

/** The job whose row, or something in it, has the focus. */
function jobAtHand(vigie: Vigie): JobEntry | undefined {
  if (vigie.view !== 'jobs') return undefined;
  const key = document.activeElement?.closest<HTMLElement>('[data-key]')?.dataset['key'];
  return key === undefined ? undefined : vigie.jobs.byKey(key);
}

function forJob(act: (stage: Stage, entry: JobEntry) => void): (stage: Stage) => boolean {
  return (stage) => {
    const entry = jobAtHand(stage.vigie);
    if (entry) act(stage, entry);
    return entry !== undefined;
  };
}

/** The stop of the list that is shown, or of its first group where all are folded. */
function intoList(): boolean {
  const stop =
    document.querySelector<HTMLElement>('main .place .title[tabindex="0"]') ??
    document.querySelector<HTMLElement>('main .place .fold');
  stop?.focus();
  return stop !== null;
}

function toFilter(): boolean {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
  field?.focus();
  field?.select();
  return field !== null;
}

/** What is open last goes first. */
function leave({ vigie }: Stage): boolean {
  if (vigie.view !== 'jobs') return false;
  if (vigie.jobs.open !== null) vigie.jobs.open = null;
  else if (vigie.jobs.filter !== '') vigie.jobs.filter = '';
  else return false;
  return true;
}

/** All keys there are: what acts on them and what tells of them read this one table. */
export const SHORTCUTS: readonly Shortcut[] = [
  { id: 'filter', group: 'window', ways: [['mod+k']], always: true, run: toFilter },
  {
    id: 'bell',
    group: 'window',
    ways: [['b']],
    run: ({ bell }) => {
      bell();
      return true;
    },
  },
  { id: 'leave', group: 'window', ways: [['escape']], run: leave },
  {
    id: 'help',
    group: 'window',
    ways: [['?']],
    run: ({ vigie }) => {
      vigie.asking = { what: 'shortcuts' };
      return true;
    },
  },
  ...VIEWS.map((view, n): Shortcut => ({
    id: `view-${view}`,
    group: 'views',
    view,
    ways: [[String(n + 1)], [GO, VIEW_LETTERS[view]]],
    run: ({ vigie }) => {
      vigie.go(view);
      return true;
    },
  })),
  { id: 'next', group: 'list', ways: [['j'], ['arrowdown']], run: intoList },
  { id: 'previous', group: 'list', ways: [['k'], ['arrowup']], run: intoList },
  { id: 'ends', group: 'list', ways: [['home'], ['end']] },
  { id: 'open', group: 'list', ways: [['enter']] },
  { id: 'menu', group: 'job', ways: [['shift+f10'], ['contextmenu']] },
  {
    id: 'mute',
    group: 'job',
    ways: [['m']],
    run: forJob(({ vigie }, { job }) => void toggleMuted(vigie, job)),
  },
  {
    id: 'watch',
    group: 'job',
    ways: [['w']],
    run: forJob(({ vigie }, { job }) => void toggleWatched(vigie, job)),
  },
  {
    id: 'pin',
    group: 'job',
    ways: [['p']],
    run: forJob(({ vigie }, { job }) => void togglePinned(vigie, job)),
  },
];
