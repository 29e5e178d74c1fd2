-- Ends that follow from counts, counts that are seconds, and what else fills a notice's sentences (JSON).
ALTER TABLE notice ADD COLUMN inferred INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notice ADD COLUMN args TEXT;
ALTER TABLE finished_job ADD COLUMN inferred INTEGER NOT NULL DEFAULT 0;
ALTER TABLE finished_job ADD COLUMN unit TEXT NOT NULL DEFAULT 'items';
ALTER TABLE open_job ADD COLUMN unit TEXT NOT NULL DEFAULT 'items';

-- Records as they are known after their newest change. Written afresh at every change, so seq tells which
-- changed last, whatever the servers' clocks say. Fields and the names of those that changed are JSON.
CREATE TABLE record (
  seq     INTEGER PRIMARY KEY,
  server  TEXT NOT NULL,
  model   TEXT NOT NULL,
  id      TEXT NOT NULL,
  action  TEXT NOT NULL,
  label   TEXT,
  author  TEXT,
  fields  TEXT NOT NULL,
  changed TEXT NOT NULL,
  at      INTEGER NOT NULL,
  UNIQUE (server, model, id)
) STRICT;
CREATE INDEX record_order ON record (server, model, seq);

-- The last time in which changes of a table may have been missed.
CREATE TABLE table_gap (
  server TEXT NOT NULL,
  model  TEXT NOT NULL,
  since  INTEGER NOT NULL,
  until  INTEGER NOT NULL,
  PRIMARY KEY (server, model)
) STRICT, WITHOUT ROWID;

-- What a server last said of its numbers in each five minutes (JSON). slot is the time divided by that.
CREATE TABLE stat (
  server TEXT NOT NULL,
  slot   INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  vals   TEXT NOT NULL,
  PRIMARY KEY (server, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX stat_age ON stat (slot);
