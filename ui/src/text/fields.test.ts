import { describe, expect, test } from 'vitest';
import { aRecord } from '../ipc/samples/records';
import { changedText, fieldNames, fieldText, recordName } from './fields';

const NOW = Date.UTC(2026, 10, 21, 12);

describe('a field', () => {
  test.each([
    [null, ''],
    [undefined, ''],
    [true, 'yes'],
    [20_251, '20251'],
    [0.5, '0.5'],
    ['<b>', '<b>'],
    [{ a: [1] }, '{"a":[1]}'],
  ])('%j is read as %j', (value, text) => {
    expect(fieldText(value, NOW)).toBe(text);
  });

  test('a moment is told as one, what only looks like one stays as it is', () => {
    expect(fieldText('2026-11-21T09:30:00Z', NOW)).toMatch(/\d:30:00/);
    expect(fieldText('2026-11-21', NOW)).toBe('2026-11-21');
    expect(fieldText('2026-99-99T09:30:00Z', NOW)).toBe('2026-99-99T09:30:00Z');
  });

  test('is cut where it is longer than a row can show', () => {
    expect(fieldText('x'.repeat(5000), NOW).length).toBeLessThan(500);
  });
});

test('columns keep the order of the server; of very many the commonest stay', () => {
  const one = aRecord({ id: '1', fields: { b: 1, a: 1 } });
  const wide = aRecord({
    id: '2',
    fields: Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`f${n}`, n])),
  });
  expect(fieldNames([one, aRecord({ id: '3', fields: { c: 1, a: 2 } })])).toEqual(['b', 'a', 'c']);
  const names = fieldNames([wide, one, one]);
  expect(names).toHaveLength(16);
  expect(names).toEqual(expect.arrayContaining(['a', 'b']));
});

test('the state comes first, ids and moments after what a person reads', () => {
  const fields = { created_at: 1, creator_id: 3, creator_name: 'Ada', id: 1, status: 'sent' };
  const record = aRecord({ id: '1', fields, by: 'Ada', action: 'created', changed: Object.keys(fields) });
  expect(fieldNames([record])).toEqual(['status', 'creator_name', 'created_at', 'creator_id', 'id']);
  expect(changedText(record, NOW)).toBe('status: sent');
});

test('a record without a name goes by its number', () => {
  expect(recordName(aRecord({ id: '7' }))).toBe('No. 7');
  expect(recordName(aRecord({ id: '7', label: 'Смета' }))).toBe('Смета');
});

test('a change is told by the fields that it brought, but for its own name', () => {
  const record = aRecord({
    id: '1',
    label: 'A1',
    fields: { number: 'A1', sent_at: null, status: 'sent', old: 1 },
  });
  expect(changedText({ ...record, changed: ['number', 'sent_at', 'status'] }, NOW)).toBe('status: sent');
  expect(changedText({ ...record, action: 'deleted' }, NOW)).toBeNull();
});
