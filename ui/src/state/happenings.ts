import type { Notice, ServerRecord } from '../ipc/bindings';
import type { Change } from './records.svelte';

/** What the activity tells of: a record that changed, or a message of a server. */
export interface Happening {
  key: string;
  what: ServerRecord | Notice;
}

/** Both lists, each newest first, as one; only what has all the needles somewhere. */
export function happenings(
  changes: readonly Change[],
  notices: readonly Notice[],
  filter: string,
  nameOf: (server: string) => string,
): Happening[] {
  const needles = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (hay: string, server: string, word: string): boolean => {
    if (!needles.length) return true;
    const all = `${hay}\n${nameOf(server).toLowerCase()}\n${word}`;
    return needles.every((needle) => all.includes(needle));
  };
  const records = changes
    .filter(({ hay, record }) => fits(hay, record.server, record.action))
    .map(({ key, record }) => ({ key, what: record }));
  const messages = notices
    .filter(({ kind }) => kind === 'message')
    .filter(({ title, text, server }) => fits(`${title}\n${text ?? ''}`.toLowerCase(), server, ''))
    .map((notice) => ({ key: `notice-${notice.id}`, what: notice }));
  return messages.length ? [...records, ...messages].sort((a, b) => b.what.at - a.what.at) : records;
}
