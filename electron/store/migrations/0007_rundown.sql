-- Every edit of a rundown with what takes it back, so that undo and redo outlive a restart and are the same in every window.
-- Taken-back ones stay (done = 0) until another edit is made.
CREATE TABLE rundown_edit (
  event_id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL CHECK (seq > 0),
  at INTEGER NOT NULL,
  what TEXT NOT NULL,                      -- what the organizer did, for the buttons: add, remove, move …
  steps TEXT NOT NULL CHECK (json_valid(steps)),
  inverse TEXT NOT NULL CHECK (json_valid(inverse)),
  done INTEGER NOT NULL DEFAULT 1 CHECK (done IN (0, 1)),
  PRIMARY KEY (event_id, seq)
) STRICT, WITHOUT ROWID;

-- Grows with each edit, undo and redo, so that a window never takes back what it has not seen.
CREATE TABLE rundown_revision (
  event_id TEXT PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
