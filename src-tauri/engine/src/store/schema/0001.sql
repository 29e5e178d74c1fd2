-- "Vigi": tells our file from any other SQLite file.
PRAGMA application_id = 1449748329;

-- When Vigie first reached a server: what had ended before is not news.
CREATE TABLE server (
  id            TEXT NOT NULL PRIMARY KEY,
  first_contact INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Where each stream was left. Written afresh at every change, so seq tells which was written last.
CREATE TABLE cursor (
  seq    INTEGER PRIMARY KEY,
  server TEXT NOT NULL,
  name   TEXT NOT NULL,
  value  TEXT NOT NULL,
  UNIQUE (server, name)
) STRICT;

-- Jobs that had not ended when last seen.
CREATE TABLE open_job (
  server     TEXT NOT NULL,
  id         TEXT NOT NULL,
  run        INTEGER NOT NULL,
  title      TEXT NOT NULL,
  kind       TEXT,
  phase      TEXT NOT NULL,
  started_at INTEGER,
  done       INTEGER,
  failed     INTEGER,
  total      INTEGER,
  warnings   INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL,
  PRIMARY KEY (server, id)
) STRICT, WITHOUT ROWID;

-- The history. seq is the order in which Vigie learned of it, whatever the servers' clocks say.
CREATE TABLE finished_job (
  seq         INTEGER PRIMARY KEY,
  server      TEXT NOT NULL,
  server_name TEXT NOT NULL,
  id          TEXT NOT NULL,
  run         INTEGER NOT NULL,
  kind        TEXT,
  title       TEXT NOT NULL,
  outcome     TEXT NOT NULL,
  done        INTEGER,
  failed      INTEGER,
  total       INTEGER,
  warnings    INTEGER NOT NULL,
  started_at  INTEGER,
  finished_at INTEGER NOT NULL,
  duration_ms INTEGER,
  message     TEXT,
  error       TEXT,
  metadata    TEXT
) STRICT;
CREATE UNIQUE INDEX finished_job_identity ON finished_job (server, id, run, ifnull(started_at, -1));
CREATE INDEX finished_job_lately ON finished_job (server, finished_at);
CREATE INDEX finished_job_age ON finished_job (finished_at);

-- The latest start among the finished jobs of a server that were let go.
CREATE TABLE history_floor (
  server     TEXT NOT NULL PRIMARY KEY,
  started_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The bell. AUTOINCREMENT: an id is never used again, so paging and alerts cannot mistake one for another.
CREATE TABLE notice (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  server      TEXT NOT NULL,
  job         TEXT,
  run         INTEGER,
  kind        TEXT NOT NULL,
  occurrence  TEXT NOT NULL,
  server_name TEXT NOT NULL,
  title       TEXT NOT NULL,
  at          INTEGER NOT NULL,
  read        INTEGER NOT NULL,
  done        INTEGER,
  failed      INTEGER,
  total       INTEGER,
  percent     REAL,
  warnings    INTEGER NOT NULL,
  duration_ms INTEGER,
  text        TEXT
) STRICT;
-- NULLs are all different to UNIQUE, hence the expressions; a job called '' is still not "no job".
CREATE UNIQUE INDEX notice_identity
  ON notice (server, ifnull(job, ''), job IS NULL, ifnull(run, 0), kind, occurrence);
CREATE INDEX notice_unread ON notice (id) WHERE read = 0;

-- Desktop alerts still to be sent; goes with its notice.
CREATE TABLE outbox (
  notice INTEGER PRIMARY KEY REFERENCES notice (id) ON DELETE CASCADE
) STRICT;
