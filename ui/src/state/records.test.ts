import { describe, expect, test } from 'vitest';
import type { ServerRecord } from '../ipc/bindings';
import { FakeBackend } from '../ipc/fake';
import { aFrame, aSnapshot } from '../ipc/samples/feed';
import { aRecord } from '../ipc/samples/records';
import { Records } from './records.svelte';

const TABLE = { server: 's3', model: 'estimate' };
const row = (id: string, at: number, part: Partial<ServerRecord> = {}): ServerRecord =>
  aRecord({ id, at, ...part });

/** A store over a server with these records, and a way to answer its list late. */
function store(...list: ServerRecord[]): {
  records: Records;
  answer: (list: ServerRecord[]) => void;
  asked: () => number;
} {
  const fake = new FakeBackend({ scene: 'empty' });
  let answer: (list: ServerRecord[]) => void = () => undefined;
  let asked = 0;
  fake.listRecords = () => {
    asked += 1;
    return new Promise((done) => (answer = done));
  };
  const records = new Records(fake);
  records.start(aSnapshot({ records: list, tables: [{ ...TABLE, rows: 2, at: 0, gap: null }] }));
  return { records, answer: (with_) => answer(with_), asked: () => asked };
}

const ids = (records: Records): string[] => records.rows.map(({ record }) => record.id);

describe('the changes', () => {
  test('come newest first, each once, also when the picture is told anew', () => {
    const { records } = store(row('1', 10), row('2', 20));
    records.apply(aFrame({ records: [row('1', 30), row('1', 40)] }));
    records.start(aSnapshot({ records: [row('2', 20), row('1', 40)] }));
    expect(records.changes.map(({ record }) => [record.id, record.at])).toEqual([
      ['1', 40],
      ['1', 30],
      ['2', 20],
      ['1', 10],
    ]);
    expect(new Set(records.changes.map(({ key }) => key)).size).toBe(4);
  });

  test('of a removed server are gone with it', () => {
    const { records } = store(row('1', 10), row('9', 20, { server: 's5' }));
    records.keepServers((id) => id === 's5');
    expect(records.changes.map(({ record }) => record.server)).toEqual(['s5']);
    expect(records.tables).toEqual([]);
  });
});

describe('the open table', () => {
  test('changes its rows in place, and tells which are fresh', async () => {
    const { records, answer } = store();
    const shown = records.show(TABLE);
    answer([row('1', 10), row('2', 20)]);
    await shown;
    const entry = records.rows.find(({ record }) => record.id === '1');
    records.apply(aFrame({ now: 99, records: [row('1', 30, { fields: { status: 'sent' } })] }));
    expect(ids(records)).toEqual(['2', '1']);
    expect(records.rows[1]).toBe(entry);
    expect(entry?.record.fields).toEqual({ status: 'sent' });
    expect([entry?.heardAt, records.rows[0]?.heardAt]).toEqual([99, 0]);
  });

  test('takes in what overtook its list, and nothing that is older than it', async () => {
    const { records, answer } = store();
    const shown = records.show(TABLE);
    records.apply(aFrame({ records: [row('1', 15), row('2', 50), row('3', 60)] }));
    answer([row('1', 40), row('2', 20)]);
    await shown;
    expect(records.rows.map(({ record }) => [record.id, record.at])).toEqual([
      ['3', 60],
      ['2', 50],
      ['1', 40],
    ]);
  });

  test('is asked for again when changes were too many to be told', async () => {
    const { records, answer, asked } = store();
    const shown = records.show(TABLE);
    answer([row('1', 10)]);
    await shown;
    records.apply(aFrame({ records_skipped: 300 }));
    expect([asked(), records.skipped, records.loading]).toEqual([2, 300, true]);
    answer([row('1', 90), row('7', 80)]);
    await expect.poll(() => ids(records)).toEqual(['7', '1']);
  });

  test('takes in new rows above, or below while the pointer is on it', async () => {
    const { records, answer } = store();
    const shown = records.show(TABLE);
    answer([row('1', 10)]);
    await shown;
    records.apply(aFrame({ records: [row('2', 20)] }));
    records.hold(true);
    records.apply(aFrame({ records: [row('3', 30)] }));
    expect(ids(records)).toEqual(['2', '1', '3']);
  });

  test('forgets what the engine no longer keeps', async () => {
    const { records, answer } = store();
    const shown = records.show(TABLE);
    answer([row('1', 10), row('2', 20)]);
    await shown;
    records.apply(aFrame({ records_gone: [{ ...TABLE, id: '2' }] }));
    expect(ids(records)).toEqual(['1']);
  });

  test('closed meanwhile, a late list is nobody’s', async () => {
    const { records, answer } = store();
    const shown = records.show(TABLE);
    records.close();
    answer([row('1', 10)]);
    await shown;
    expect([records.rows, records.open, records.loading]).toEqual([[], null, false]);
  });
});
