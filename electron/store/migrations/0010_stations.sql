-- Several devices: whose clock is off by how much, when each row happened by the host's clock, and who may connect.

-- moment: `at` put right by the offset of the device's clock (clock_offset). Not part of the hash: it can be computed again
-- from what is. All that says who came first goes by it.
DROP TRIGGER journal_no_update;
ALTER TABLE journal ADD COLUMN moment INTEGER NOT NULL DEFAULT 0;
UPDATE journal SET moment = at;
CREATE TRIGGER journal_no_update BEFORE UPDATE OF device_id, device_seq, id, at, kind, event_id, door, source, code, badge_id,
  attendee_id, verdict, detail, undoes, refers, by, recorded_at, form, prev_hash, hash ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
DROP INDEX journal_by_event;
CREATE INDEX journal_by_event ON journal (event_id, moment);

-- What must be added to a device's clock from its row `from_seq` on. Of two measurements of the same rows the one with the
-- shorter way there and back is kept (ties: the smaller offset), so the order in which they arrive does not matter.
CREATE TABLE clock_offset (
  device_id TEXT NOT NULL,
  from_seq INTEGER NOT NULL CHECK (from_seq >= 0),
  offset_ms INTEGER NOT NULL,
  round_trip_ms INTEGER NOT NULL CHECK (round_trip_ms >= 0),
  PRIMARY KEY (device_id, from_seq)
) STRICT, WITHOUT ROWID;

-- Machines that were let into this program. Its token is stored hashed; a station that was cut off stays, with its time.
CREATE TABLE station (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  role TEXT NOT NULL CHECK (role IN ('lane', 'caller', 'mc', 'timer', 'lobby', 'backstage', 'desk')),
  kind TEXT NOT NULL CHECK (kind IN ('app', 'browser')),
  token_hash BLOB NOT NULL UNIQUE,
  device_id TEXT,                          -- of an app station's own journal
  paired_at INTEGER NOT NULL,
  cut_off_at INTEGER
) STRICT, WITHOUT ROWID;

-- What changed of the list since when, for copies of it: the last change of each person (with badges, tags, invitations,
-- results) and each event, in order. Written only where the program is one that is copied, or a copy ('list.watched').
CREATE TABLE list_change (
  unit TEXT NOT NULL CHECK (unit IN ('person', 'event')),
  id TEXT NOT NULL,
  seq INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (unit, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER list_attendee_insert AFTER INSERT ON attendee WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', NEW.id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_attendee_update AFTER UPDATE ON attendee WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', NEW.id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_attendee_delete AFTER DELETE ON attendee WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', OLD.id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_badge_insert AFTER INSERT ON badge WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', NEW.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_badge_update AFTER UPDATE ON badge WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', NEW.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_badge_delete AFTER DELETE ON badge WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', OLD.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_event_insert AFTER INSERT ON event WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('event', NEW.id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_event_update AFTER UPDATE ON event WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('event', NEW.id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_event_delete AFTER DELETE ON event WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('event', OLD.id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_attendee_tag_insert AFTER INSERT ON attendee_tag WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', NEW.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_attendee_tag_update AFTER UPDATE ON attendee_tag WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', NEW.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_attendee_tag_delete AFTER DELETE ON attendee_tag WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', OLD.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_invitation_insert AFTER INSERT ON invitation WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', NEW.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_invitation_update AFTER UPDATE ON invitation WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', NEW.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_invitation_delete AFTER DELETE ON invitation WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', OLD.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_track_result_insert AFTER INSERT ON track_result WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', NEW.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_track_result_update AFTER UPDATE ON track_result WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', NEW.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_track_result_delete AFTER DELETE ON track_result WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', OLD.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_answer_insert AFTER INSERT ON answer WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', NEW.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_answer_update AFTER UPDATE ON answer WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', NEW.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
CREATE TRIGGER list_answer_delete AFTER DELETE ON answer WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', OLD.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
