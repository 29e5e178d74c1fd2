-- The bell: what was cleared, or is to be told elsewhere only, is kept for its identity and shown no more.
ALTER TABLE notice ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
-- Where an alert goes, and whether it comes through quiet hours.
ALTER TABLE outbox ADD COLUMN desktop INTEGER NOT NULL DEFAULT 1;
ALTER TABLE outbox ADD COLUMN sound INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN loud INTEGER NOT NULL DEFAULT 0;
-- Whose a job was, and what kind a notice's job is of: rules look at both.
ALTER TABLE notice ADD COLUMN job_kind TEXT;
ALTER TABLE notice ADD COLUMN owner TEXT;
ALTER TABLE finished_job ADD COLUMN owner TEXT;
CREATE INDEX notice_shown ON notice (id) WHERE hidden = 0;
-- What is usual: the runs of a kind on a server that ended well, the newest first.
CREATE INDEX finished_job_usual ON finished_job (server, kind, seq) WHERE outcome = 'completed' AND duration_ms IS NOT NULL;
CREATE INDEX finished_job_end ON finished_job (finished_at, seq);
