-- One program: its people, its events, its badges, the check-in journal, the rundown and the certificates.
-- Times are UTC milliseconds. Ids are UUIDs (version 7) unless a comment says otherwise. Names are in NFC.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Keys that sign: 'badge' (HMAC-SHA-256, 32 bytes), 'certificate.private' (Ed25519, PKCS#8 DER), 'certificate.public' (raw, 32 bytes).
CREATE TABLE secret (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attendee (
  id TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('participant', 'speaker', 'guest', 'alumni', 'staff', 'press')),
  name TEXT NOT NULL CHECK (name <> ''),
  name_latin TEXT NOT NULL DEFAULT '',
  reading TEXT NOT NULL DEFAULT '',
  email TEXT,                              -- as it was typed
  email_key TEXT UNIQUE,                   -- trimmed, lower case: what files are joined by
  phone TEXT NOT NULL DEFAULT '',
  phone_digits TEXT NOT NULL DEFAULT '',   -- digits alone; the last four tell people of one name apart
  affiliation TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  team TEXT NOT NULL DEFAULT '',
  search TEXT NOT NULL DEFAULT '',         -- made by shared/domain/koreanSearch.ts; looked through by the app's one search
  registered_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attendee_by_name ON attendee (name);

-- What each import brought, so that the organizer sees where a row came from.
CREATE TABLE import_batch (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('roster', 'results', 'cast', 'events', 'invitations', 'rundown')),
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  encoding TEXT NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A track's result for a person: JSON whose shape depends on the track's kind (shared/domain/tracks.ts).
CREATE TABLE track_result (
  attendee_id TEXT NOT NULL REFERENCES attendee (id) ON DELETE CASCADE,
  track TEXT NOT NULL CHECK (track IN ('course', 'competition', 'project')),
  result TEXT NOT NULL CHECK (json_valid(result)),
  PRIMARY KEY (attendee_id, track)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('office_visit', 'tech_talk', 'office_hour', 'midpoint_meetup', 'graduation', 'other')),
  title TEXT NOT NULL,
  title_en TEXT NOT NULL DEFAULT '',
  doors_at INTEGER,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  zone TEXT NOT NULL DEFAULT 'Asia/Seoul',  -- IANA
  venue TEXT NOT NULL DEFAULT '',
  capacity INTEGER,
  admission TEXT NOT NULL CHECK (admission IN ('everyone', 'invited')),
  entry TEXT NOT NULL CHECK (entry IN ('once', 'once_a_day', 'leave_and_return', 'unlimited', 'count_only')),
  CHECK (ends_at >= starts_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_by_start ON event (starts_at);

CREATE TABLE invitation (
  event_id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  attendee_id TEXT NOT NULL REFERENCES attendee (id) ON DELETE CASCADE,
  status TEXT NOT NULL CHECK (status IN ('invited', 'confirmed', 'declined', 'waiting')),
  PRIMARY KEY (event_id, attendee_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_by_attendee ON invitation (attendee_id);

-- What a person answered in the sign-up about coming to an event. By the event's code, since the sign-up is often
-- imported before the event is made.
CREATE TABLE answer (
  event_code TEXT NOT NULL,
  attendee_id TEXT NOT NULL REFERENCES attendee (id) ON DELETE CASCADE,
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'undecided')),
  PRIMARY KEY (event_code, attendee_id)
) STRICT, WITHOUT ROWID;

-- id: the random part of the badge code (10 characters of base32). A person has at most one badge that is not revoked.
CREATE TABLE badge (
  id TEXT PRIMARY KEY CHECK (length(id) = 10),
  attendee_id TEXT NOT NULL REFERENCES attendee (id) ON DELETE CASCADE,
  issued_at INTEGER NOT NULL,
  printed_at INTEGER,
  revoked_at INTEGER,
  revoked_reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX badge_by_attendee ON badge (attendee_id);
CREATE UNIQUE INDEX badge_current ON badge (attendee_id) WHERE revoked_at IS NULL;

-- Append-only. hash = SHA-256 over the row's canonical text and the hash of the row before it (electron/store/journal.ts).
CREATE TABLE journal (
  device_id TEXT NOT NULL,
  device_seq INTEGER NOT NULL CHECK (device_seq > 0),
  id TEXT NOT NULL UNIQUE,                 -- made by the page: a scan sent again gets the same verdict
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('scan', 'undo')),
  event_id TEXT NOT NULL,
  door TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('camera', 'keyboard', 'search')),
  code TEXT NOT NULL,                      -- what was read, at most 256 characters
  badge_id TEXT,
  attendee_id TEXT,
  verdict TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail)), -- the verdict's facts, without the person
  undoes TEXT,                             -- kind 'undo': the id of the row taken back
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (device_id, device_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_by_event ON journal (event_id, at);
CREATE INDEX journal_by_attendee ON journal (attendee_id, event_id);
CREATE INDEX journal_undone ON journal (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX journal_by_undone ON journal (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Who is in, computed from the journal in the scan's own transaction; can be rebuilt from it at any time.
CREATE TABLE attendance (
  event_id TEXT NOT NULL,
  attendee_id TEXT NOT NULL,
  entered_at INTEGER NOT NULL,             -- first entry
  door TEXT NOT NULL,
  scan_id TEXT NOT NULL,                   -- the journal row that let the person in
  PRIMARY KEY (event_id, attendee_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cue (
  id TEXT PRIMARY KEY,
  event_id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,                     -- the number the crew says
  kind TEXT NOT NULL CHECK (kind IN ('doors', 'video', 'host', 'speech', 'talk', 'award', 'conferral', 'break', 'photo', 'networking')),
  title TEXT NOT NULL,
  title_en TEXT NOT NULL DEFAULT '',
  planned_start INTEGER,                   -- null: follows the cue before
  duration_ms INTEGER NOT NULL CHECK (duration_ms >= 0),
  min_duration_ms INTEGER NOT NULL CHECK (min_duration_ms >= 0 AND min_duration_ms <= duration_ms),
  hard_start INTEGER NOT NULL DEFAULT 0 CHECK (hard_start IN (0, 1)),
  skippable INTEGER NOT NULL DEFAULT 0 CHECK (skippable IN (0, 1)),
  notes TEXT NOT NULL DEFAULT '',
  UNIQUE (event_id, position),
  CHECK (hard_start = 0 OR planned_start IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE cue_person (
  cue_id TEXT NOT NULL REFERENCES cue (id) ON DELETE CASCADE,
  attendee_id TEXT NOT NULL REFERENCES attendee (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  PRIMARY KEY (cue_id, attendee_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX cue_person_by_attendee ON cue_person (attendee_id);

-- Grows with each command and each undo, so that a window can tell whether what it shows is the latest.
CREATE TABLE show_version (
  event_id TEXT PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The show caller's commands; an undo drops the last row. The state of the show is a pure function of cues, these rows and the time.
CREATE TABLE show_command (
  event_id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL CHECK (seq > 0),
  at INTEGER NOT NULL,
  command TEXT NOT NULL CHECK (json_valid(command)),
  PRIMARY KEY (event_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE certificate_template (
  id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  body TEXT NOT NULL CHECK (json_valid(body)),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

-- Frozen when issued: fields, template version, drawing with its line breaks, fonts by hash. Never updated but to revoke or count prints.
CREATE TABLE certificate (
  number INTEGER PRIMARY KEY,              -- 1, 2, 3 …: no gaps, never used again
  serial TEXT NOT NULL UNIQUE,
  attendee_id TEXT NOT NULL REFERENCES attendee (id),
  template_id TEXT NOT NULL,
  template_version INTEGER NOT NULL,
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  fonts TEXT NOT NULL CHECK (json_valid(fonts)),
  code TEXT NOT NULL,                      -- what its QR holds: the signed facts in base32
  drawing TEXT NOT NULL,                   -- SVG, millimetres
  drawing_sha256 TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  printed INTEGER NOT NULL DEFAULT 0,
  revoked_at INTEGER,
  revoked_reason TEXT,
  FOREIGN KEY (template_id, template_version) REFERENCES certificate_template (id, version)
) STRICT;
CREATE UNIQUE INDEX certificate_current ON certificate (attendee_id) WHERE revoked_at IS NULL;

-- What went to a printer or into a PDF, badges and certificates alike.
CREATE TABLE print_job (
  id TEXT PRIMARY KEY,
  what TEXT NOT NULL CHECK (what IN ('badges', 'certificates', 'test')),
  destination TEXT NOT NULL,               -- printer's name, or 'pdf'
  pages INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
