-- What the run of show needs of a cue beyond its time: where it is, what belongs to it, what the MC says, and from which time
-- left its colours warn (null: the app's own measure).
ALTER TABLE cue ADD COLUMN room TEXT NOT NULL DEFAULT '';       -- cues of one room follow one another; '' is the hall
ALTER TABLE cue ADD COLUMN part TEXT NOT NULL DEFAULT '';
ALTER TABLE cue ADD COLUMN script TEXT NOT NULL DEFAULT '';     -- for the MC
ALTER TABLE cue ADD COLUMN materials TEXT NOT NULL DEFAULT '';
ALTER TABLE cue ADD COLUMN colour TEXT NOT NULL DEFAULT '';
ALTER TABLE cue ADD COLUMN warn_ms INTEGER;
ALTER TABLE cue ADD COLUMN danger_ms INTEGER;

-- Commands that were taken back, to be given again: the last one taken back has the lowest seq. A new command empties it.
CREATE TABLE show_undone (
  event_id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL CHECK (seq > 0),
  at INTEGER NOT NULL,
  command TEXT NOT NULL CHECK (json_valid(command)),
  PRIMARY KEY (event_id, seq)
) STRICT, WITHOUT ROWID;

-- From the caller to the stage. One that needs an answer stands until somebody acknowledges it or it is withdrawn.
CREATE TABLE show_message (
  id TEXT PRIMARY KEY,
  event_id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  text TEXT NOT NULL,
  "to" TEXT NOT NULL CHECK ("to" IN ('mc', 'timer', 'both')),
  blink INTEGER NOT NULL DEFAULT 0 CHECK (blink IN (0, 1)),
  acknowledged_at INTEGER,
  withdrawn_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX show_message_by_event ON show_message (event_id, at);

-- How each window of the stage is to look; on which display it lies is the machine's matter.
CREATE TABLE show_screen (
  kind TEXT PRIMARY KEY CHECK (kind IN ('mc', 'timer', 'lobby', 'backstage')),
  black INTEGER NOT NULL DEFAULT 0 CHECK (black IN (0, 1)),
  mode TEXT NOT NULL DEFAULT 'countdown' CHECK (mode IN ('countdown', 'countup', 'clock'))
) STRICT, WITHOUT ROWID;

-- Where a person sits at an event: one of the orders in which names are called.
CREATE TABLE seat (
  event_id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  attendee_id TEXT NOT NULL REFERENCES attendee (id) ON DELETE CASCADE,
  seat TEXT NOT NULL CHECK (seat <> ''),
  PRIMARY KEY (event_id, attendee_id)
) STRICT, WITHOUT ROWID;
