import type { ServerRecord } from '../ipc/bindings';
import { amount, fullDate, moment } from './format';
import { t } from './words.svelte';

/** A date with a time, as servers write it into JSON. */
const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/;
/** Longest text of one field laid out; the dialog of the record has it whole. */
const SHOWN = 400;
/** Columns of a table; a record with more fields shows them all in its dialog. */
const COLUMNS = 16;
/** Records looked at to choose the columns. */
const LOOKED_AT = 200;

/** The moment a field holds, where it holds one. */
function momentOf(value: unknown): number | null {
  if (typeof value !== 'string' || !ISO.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}

/** A field as a person reads it; an empty text where there is nothing in it. */
export function fieldText(value: unknown, now: number): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? t('field-yes') : t('field-no');
  // Not grouped: an id, a year or a code is no amount.
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : amount(value);
  const at = momentOf(value);
  if (at !== null) return moment(at, now);
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, SHOWN);
}

/** Everything there is to say about it, for the pointer that rests on it. */
export function fieldTitle(value: unknown): string | undefined {
  const at = momentOf(value);
  if (at !== null) return fullDate(at);
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** How it stands with a record is what its table is looked at for. */
const STANDING = /^(status|state|statut|etat|état|phase|stage)$/i;
/** What a server needs more than a person: numbers of other records, and moments. */
const BESIDE = /(^|_)(id|at)$/;

/** Names of fields in the order in which servers send them, its state first, ids and moments last; of very many the commonest. */
export function fieldNames(records: readonly ServerRecord[]): string[] {
  const seen = new Map<string, number>();
  for (const { fields } of records.slice(0, LOOKED_AT))
    for (const name of Object.keys(fields)) seen.set(name, (seen.get(name) ?? 0) + 1);
  const all = [...seen.keys()];
  const place = (name: string): number => (STANDING.test(name) ? 0 : BESIDE.test(name) ? 2 : 1);
  const names = all.toSorted((a, b) => place(a) - place(b));
  if (names.length <= COLUMNS) return names;
  const kept = new Set(names.toSorted((a, b) => (seen.get(b) ?? 0) - (seen.get(a) ?? 0)).slice(0, COLUMNS));
  return names.filter((name) => kept.has(name));
}

/** `creator_name` as it is read: "creator name". */
export function spoken(name: string): string {
  return name.replaceAll('_', ' ').trim() || '?';
}

/** What to call a record. */
export function recordName({ label, id }: ServerRecord): string {
  return label ?? t('record-id', { id });
}

/** The fields of a change in a few words: "status: sent, total: 12". */
export function changedText(
  { action, by, changed, fields, label }: ServerRecord,
  now: number,
): string | null {
  if (action === 'deleted') return null;
  const parts = changed
    .filter((name) => name in fields && fields[name] !== label)
    // Of one that is new everything is: what says something is told.
    .filter((name) => action !== 'created' || !(BESIDE.test(name) || fields[name] === by))
    .slice(0, 3)
    .map((name) => [spoken(name), fieldText(fields[name], now)])
    .filter(([, text]) => text !== '')
    .map(([name, text]) => t('field-is', { name, value: text }));
  return parts.length ? parts.join(t('list-separator')) : null;
}
