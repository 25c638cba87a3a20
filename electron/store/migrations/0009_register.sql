-- The register of certificates, the print runs, the hand-over and the proofs.

ALTER TABLE certificate ADD COLUMN kind TEXT NOT NULL DEFAULT 'completion'
  CHECK (kind IN ('completion', 'honours', 'project'));
ALTER TABLE certificate ADD COLUMN replaces INTEGER REFERENCES certificate (number); -- the revoked one that this corrects
ALTER TABLE certificate ADD COLUMN issued_by TEXT NOT NULL DEFAULT '';
ALTER TABLE certificate ADD COLUMN revoked_by TEXT NOT NULL DEFAULT '';
-- One in force a person and kind.
DROP INDEX certificate_current;
CREATE UNIQUE INDEX certificate_current ON certificate (attendee_id, kind) WHERE revoked_at IS NULL;
CREATE UNIQUE INDEX certificate_replaced_once ON certificate (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX certificate_by_attendee ON certificate (attendee_id);

-- What was issued never changes; a number that was given stays given. (A person's rows may move when two records of one
-- person are put together, so attendee_id is left out.)
CREATE TRIGGER certificate_frozen BEFORE UPDATE OF number, serial, kind, template_id, template_version, fields, fonts, code,
  drawing, drawing_sha256, issued_at, issued_by, replaces ON certificate
  BEGIN SELECT RAISE(ABORT, 'an issued certificate is frozen'); END;
CREATE TRIGGER certificate_kept BEFORE DELETE ON certificate
  BEGIN SELECT RAISE(ABORT, 'an issued certificate is kept'); END;
CREATE TRIGGER certificate_stays_revoked BEFORE UPDATE OF revoked_at, revoked_reason ON certificate
  WHEN old.revoked_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a revoked certificate stays revoked'); END;

-- Who took a certificate. Taken back when it was a mistake.
CREATE TABLE handover (
  number INTEGER PRIMARY KEY REFERENCES certificate (number),
  at INTEGER NOT NULL,
  taken_by TEXT NOT NULL DEFAULT '',       -- another person who took it for them; '' = they themselves
  by TEXT NOT NULL DEFAULT '',             -- at the desk
  read TEXT NOT NULL CHECK (read IN ('certificate', 'badge', 'list'))
) STRICT;

-- Where a certificate that nobody took is sent.
CREATE TABLE postal_address (
  attendee_id TEXT PRIMARY KEY REFERENCES attendee (id) ON DELETE CASCADE,
  postcode TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  recipient TEXT NOT NULL DEFAULT ''       -- '' = the person
) STRICT, WITHOUT ROWID;

-- A run of certificates to one printer: the spool. It outlives the app, the printer and the laptop.
CREATE TABLE print_run (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  printer TEXT NOT NULL,
  sort TEXT NOT NULL,                      -- in which order its sheets came (shared/domain/printOrder.ts)
  chunk_size INTEGER NOT NULL CHECK (chunk_size BETWEEN 1 AND 500),
  sides TEXT NOT NULL CHECK (sides IN ('front', 'duplex')),
  width_mm REAL NOT NULL,
  height_mm REAL NOT NULL,
  reason TEXT NOT NULL DEFAULT '',         -- why it was printed again; '' = a first print
  by TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL,
  ended_at INTEGER,
  ended TEXT CHECK (ended IN ('finished', 'abandoned')),
  CHECK ((ended IS NULL) = (ended_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX print_run_open ON print_run ((ended IS NULL)) WHERE ended IS NULL;  -- one at a time

-- A sheet of a run. 'sent': the queue may have it, and only the operator can say whether it came out.
CREATE TABLE print_sheet (
  run_id TEXT NOT NULL REFERENCES print_run (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  number INTEGER NOT NULL REFERENCES certificate (number),
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'good', 'dropped')),
  chunk INTEGER,                           -- in which it was sent last
  spoilt INTEGER NOT NULL DEFAULT 0,       -- how often the operator said that its paper was spoilt
  PRIMARY KEY (run_id, position),
  UNIQUE (run_id, number)
) STRICT, WITHOUT ROWID;

-- What was sent to the queue at once, and what the operator said of it.
CREATE TABLE print_chunk (
  run_id TEXT NOT NULL REFERENCES print_run (id) ON DELETE CASCADE,
  chunk INTEGER NOT NULL,
  printer TEXT NOT NULL,
  sheets INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,                -- written before the queue is asked to take it
  accepted_at INTEGER,                     -- the queue took it
  confirmed_at INTEGER,                    -- the operator has read the tray
  came_out INTEGER,                        -- good sheets, by the operator
  by TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (run_id, chunk)
) STRICT, WITHOUT ROWID;

-- By how much (mm) a printer shifts what it prints: right and down are positive, and are added when it is drawn for paper.
CREATE TABLE printer_offset (
  printer TEXT PRIMARY KEY,
  front_x REAL NOT NULL DEFAULT 0,
  front_y REAL NOT NULL DEFAULT 0,
  back_x REAL NOT NULL DEFAULT 0,
  back_y REAL NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
