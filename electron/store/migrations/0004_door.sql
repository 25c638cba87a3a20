-- The door in depth: who overruled, who left, what is disputed, what was ticked on paper.

-- The journal gets three kinds of rows and four columns more. Rows of form 1 were hashed without these columns; they are
-- carried over as they are, so their hashes still hold.
CREATE TABLE journal_new (
  device_id TEXT NOT NULL,
  device_seq INTEGER NOT NULL CHECK (device_seq > 0),
  id TEXT NOT NULL UNIQUE,                 -- made by the page: a scan sent again gets the same verdict
  at INTEGER NOT NULL,                     -- when it happened
  kind TEXT NOT NULL CHECK (kind IN ('scan', 'undo', 'dispute', 'settlement')),
  event_id TEXT NOT NULL,
  door TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('camera', 'keyboard', 'search', 'kiosk', 'paper')),
  code TEXT NOT NULL,                      -- what was read, at most 256 characters
  badge_id TEXT,
  attendee_id TEXT,
  verdict TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail)), -- the verdict's facts, without the person
  undoes TEXT,                             -- kind 'undo': the id of the row taken back
  refers TEXT,                             -- 'dispute': the entry in dispute; 'settlement': the dispute; an overruling: the scan overruled
  by TEXT NOT NULL DEFAULT '',             -- who was at the desk, where somebody said so
  recorded_at INTEGER,                     -- when it was written down, where that is not when it happened (from paper)
  form INTEGER NOT NULL DEFAULT 1 CHECK (form IN (1, 2)), -- which columns the hash is over (electron/store/journal.ts)
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (device_id, device_seq)
) STRICT, WITHOUT ROWID;
INSERT INTO journal_new (device_id, device_seq, id, at, kind, event_id, door, source, code, badge_id, attendee_id, verdict,
    detail, undoes, form, prev_hash, hash)
  SELECT device_id, device_seq, id, at, kind, event_id, door, source, code, badge_id, attendee_id, verdict, detail, undoes,
    1, prev_hash, hash FROM journal;
DROP TABLE journal;
ALTER TABLE journal_new RENAME TO journal;
CREATE INDEX journal_by_event ON journal (event_id, at);
CREATE INDEX journal_by_attendee ON journal (attendee_id, event_id);
CREATE INDEX journal_by_undone ON journal (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX journal_by_refers ON journal (refers) WHERE refers IS NOT NULL;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Who is inside now: they came in, and did not leave since.
ALTER TABLE attendance ADD COLUMN inside INTEGER NOT NULL DEFAULT 1 CHECK (inside IN (0, 1));
CREATE INDEX attendance_by_time ON attendance (event_id, entered_at);

-- How many, so that neither a verdict nor a lane has to count: written in the scan's own transaction, can be rebuilt.
CREATE TABLE door_count (
  event_id TEXT PRIMARY KEY,
  present INTEGER NOT NULL,
  present_cast INTEGER NOT NULL,
  inside INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO door_count (event_id, present, present_cast, inside)
  SELECT t.event_id, count(*), count(*) FILTER (WHERE a.role <> 'participant'), count(*)
  FROM attendance t LEFT JOIN attendee a ON a.id = t.attendee_id GROUP BY t.event_id;
