import { recordKey, type Backend } from '../ipc/backend';
import type { Frame, RecordTable, ServerRecord, Snapshot } from '../ipc/bindings';

/** Changes the window keeps to scroll through; the tables have all records. */
const KEPT = 2000;

/** One change of a record, as it was then. */
export class Change {
  readonly key: string;
  readonly record: ServerRecord;
  #hay: string | undefined;

  constructor(record: ServerRecord, number: number) {
    this.key = `change-${number}`;
    this.record = record;
  }

  /** Everything a filter looks through but the server's name, in small letters. */
  get hay(): string {
    const { model, id, label, by, fields } = this.record;
    this.#hay ??= [model, id, label, by, JSON.stringify(fields)].filter(Boolean).join('\n').toLowerCase();
    return this.#hay;
  }
}

/** One record of the open table; its row alone is drawn again when it changes. */
export class RecordEntry {
  readonly key: string;
  record: ServerRecord = $state.raw() as ServerRecord;
  /** When its newest change was heard, by the engine's clock; 0 for what was known before. */
  heardAt = $state(0);

  constructor(record: ServerRecord, heardAt: number) {
    this.key = recordKey(record);
    this.record = record;
    this.heardAt = heardAt;
  }
}

/** Which table is open. */
export type TableRef = Pick<RecordTable, 'server' | 'model'>;

const same = (a: TableRef, b: TableRef): boolean => a.server === b.server && a.model === b.model;

/** Changes of records as they came, every table, and the rows of the open one. */
export class Records {
  readonly #backend: Backend;
  #number = 0;
  #asked = 0;
  /** Changes of the open table that came while its rows were on their way. */
  #early: { record: ServerRecord; now: number }[] | null = null;
  readonly #rows = new Map<string, RecordEntry>();
  #held = false;

  /** Newest first. */
  changes: Change[] = $state.raw([]);
  /** Changes that were too many to be told one by one. */
  skipped = $state(0);
  tables: RecordTable[] = $state.raw([]);
  filter = $state('');
  open: TableRef | null = $state.raw(null);
  /** Of the open table, newest first when it was opened; then each stays where it is. */
  rows: RecordEntry[] = $state.raw([]);
  loading = $state(false);
  broken: unknown = $state.raw(null);

  readonly table: RecordTable | undefined = $derived.by(() => {
    const { open } = this;
    return open ? this.tables.find((one) => same(one, open)) : undefined;
  });

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  start(snapshot: Snapshot): void {
    this.tables = ordered(snapshot.tables);
    const known = new Set(this.changes.map(({ record }) => changeKey(record)));
    this.#add(snapshot.records.filter((record) => !known.has(changeKey(record))));
    if (this.open) void this.show(this.open);
  }

  apply(frame: Frame): void {
    if (frame.tables.length) this.#putTables(frame.tables);
    if (frame.records.length) this.#add(frame.records);
    for (const record of frame.records) this.#touch(record, frame.now);
    for (const ref of frame.records_gone) this.#rows.delete(recordKey(ref));
    if (frame.records.length || frame.records_gone.length) this.#order();
    if (frame.records_skipped > 0) {
      this.skipped += frame.records_skipped;
      if (this.open) void this.#load(this.open);
    }
  }

  /** A server was removed: nothing of it stays. */
  keepServers(known: (id: string) => boolean): void {
    if (this.tables.every(({ server }) => known(server))) return;
    this.tables = this.tables.filter(({ server }) => known(server));
    this.changes = this.changes.filter(({ record }) => known(record.server));
    if (this.open && !known(this.open.server)) this.close();
  }

  async show(table: TableRef): Promise<void> {
    if (!this.open || !same(this.open, table)) {
      this.#rows.clear();
      this.rows = [];
    }
    this.open = { server: table.server, model: table.model };
    await this.#load(this.open);
  }

  /** While the pointer is on the rows, new ones come last. */
  hold(held: boolean): void {
    this.#held = held;
  }

  close(): void {
    this.#asked += 1;
    this.#early = null;
    this.#rows.clear();
    this.open = null;
    this.rows = [];
    this.loading = false;
    this.broken = null;
  }

  async #load({ server, model }: TableRef): Promise<void> {
    const asked = ++this.#asked;
    this.#early = [];
    this.loading = true;
    this.broken = null;
    try {
      const list = await this.#backend.listRecords(server, model);
      if (asked !== this.#asked) return;
      const early = this.#early;
      this.#early = null;
      this.#replace(list);
      // What overtook the list and is not in it yet.
      for (const { record, now } of early) this.#touch(record, now);
      this.#order();
    } catch (thrown) {
      if (asked === this.#asked) this.broken = thrown;
    } finally {
      if (asked === this.#asked) this.loading = false;
    }
  }

  #replace(list: readonly ServerRecord[]): void {
    const kept = new Set(list.map(recordKey));
    for (const key of [...this.#rows.keys()]) if (!kept.has(key)) this.#rows.delete(key);
    for (const record of list) {
      const entry = this.#rows.get(recordKey(record));
      if (!entry) this.#rows.set(recordKey(record), new RecordEntry(record, 0));
      else if (entry.record.at <= record.at) entry.record = record;
    }
  }

  /** The row of a record that changed, where its table is open. */
  #touch(record: ServerRecord, now: number): void {
    if (!this.open || !same(this.open, record)) return;
    if (this.#early) {
      this.#early.push({ record, now });
      return;
    }
    const entry = this.#rows.get(recordKey(record));
    if (!entry) this.#rows.set(recordKey(record), new RecordEntry(record, now));
    else if (entry.record.at <= record.at) {
      entry.record = record;
      entry.heardAt = now;
    }
  }

  #order(): void {
    if (!this.open) return;
    const known = this.rows.filter(({ key }) => this.#rows.has(key));
    const there = new Set(known);
    const fresh = [...this.#rows.values()]
      .filter((entry) => !there.has(entry))
      .sort((a, b) => b.record.at - a.record.at);
    this.rows = this.#held ? [...known, ...fresh] : [...fresh, ...known];
  }

  /** Oldest first, as they came. */
  #add(records: readonly ServerRecord[]): void {
    if (!records.length) return;
    const fresh = records.map((record) => new Change(record, ++this.#number)).reverse();
    this.changes = [...fresh, ...this.changes].sort((a, b) => b.record.at - a.record.at).slice(0, KEPT);
  }

  #putTables(changed: readonly RecordTable[]): void {
    const rest = this.tables.filter((table) => !changed.some((one) => same(one, table)));
    this.tables = ordered([...rest, ...changed]);
  }
}

/** Those that hold something, by name. */
function ordered(tables: readonly RecordTable[]): RecordTable[] {
  return tables.filter(({ rows }) => rows > 0).sort((a, b) => (a.model < b.model ? -1 : 1));
}

/** Two tellings of the same change are one. */
function changeKey(record: ServerRecord): string {
  return JSON.stringify([record.server, record.model, record.id, record.action, record.at]);
}
