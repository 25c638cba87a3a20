-- The same journal, whose checks are spelled out value by value: for a list of three or more (x IN (…)) SQLite makes a table of its
-- own at each row that is written, which cost a scan as much as all else of its row.
DROP VIEW filed;
CREATE TABLE journal_new (
  device_id TEXT NOT NULL,
  device_seq INTEGER NOT NULL CHECK (device_seq > 0),
  id TEXT NOT NULL,                        -- made by the page: a scan sent again gets the same verdict
  at INTEGER NOT NULL,                     -- when it happened
  kind TEXT NOT NULL
    CHECK (kind = 'scan' OR kind = 'undo' OR kind = 'dispute' OR kind = 'settlement'),
  event_id TEXT NOT NULL,
  door TEXT NOT NULL,
  source TEXT NOT NULL
    CHECK (source = 'camera' OR source = 'keyboard' OR source = 'search' OR source = 'kiosk' OR source = 'paper'),
  code TEXT NOT NULL,                      -- what was read, at most 256 characters
  badge_id TEXT,
  attendee_id TEXT,
  verdict TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail)), -- the verdict's facts, without the person
  undoes TEXT,                             -- kind 'undo': the id of the row taken back
  refers TEXT,                             -- 'dispute': the entry in dispute; 'settlement': the dispute; an overruling: the scan overruled
  by TEXT NOT NULL DEFAULT '',             -- who was at the desk, where somebody said so
  recorded_at INTEGER,                     -- when it was written down, where that is not when it happened (from paper)
  form INTEGER NOT NULL DEFAULT 1 CHECK (form = 1 OR form = 2), -- which columns the hash is over (electron/store/journal.ts)
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  moment INTEGER NOT NULL DEFAULT 0,       -- `at` by the host's clock (0010)
  filed INTEGER NOT NULL DEFAULT 1 CHECK (filed = 0 OR filed = 1),
  PRIMARY KEY (device_id, device_seq)
) STRICT, WITHOUT ROWID;
INSERT INTO journal_new (device_id, device_seq, id, at, kind, event_id, door, source, code, badge_id, attendee_id, verdict,
    detail, undoes, refers, by, recorded_at, form, prev_hash, hash, moment, filed)
  SELECT device_id, device_seq, id, at, kind, event_id, door, source, code, badge_id, attendee_id, verdict,
    detail, undoes, refers, by, recorded_at, form, prev_hash, hash, moment, filed FROM journal;
DROP TABLE journal;
ALTER TABLE journal_new RENAME TO journal;
CREATE UNIQUE INDEX journal_by_id ON journal (id) WHERE filed = 1;
CREATE INDEX journal_by_event ON journal (event_id, moment) WHERE filed = 1;
CREATE INDEX journal_by_attendee ON journal (attendee_id, event_id, moment) WHERE filed = 1;
CREATE INDEX journal_by_undone ON journal (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX journal_by_refers ON journal (refers) WHERE refers IS NOT NULL;
CREATE TRIGGER journal_no_update BEFORE UPDATE OF device_id, device_seq, id, at, kind, event_id, door, source, code, badge_id,
  attendee_id, verdict, detail, undoes, refers, by, recorded_at, form, prev_hash, hash ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- The journal by its indexes: what is looked for by id, event or person is looked for here.
CREATE VIEW filed AS SELECT * FROM journal WHERE filed = 1;
