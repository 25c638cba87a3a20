-- The roster and the program in depth: notes and tags, whom an event admits, tracks and rules as data, overrides, and the
-- history of every change.

ALTER TABLE attendee ADD COLUMN attention TEXT NOT NULL DEFAULT '';  -- for the door: shown with the verdict

CREATE TABLE attendee_tag (
  attendee_id TEXT NOT NULL REFERENCES attendee (id) ON DELETE CASCADE,
  tag TEXT NOT NULL CHECK (tag <> ''),
  PRIMARY KEY (attendee_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendee_by_tag ON attendee_tag (tag);

-- admits: a JSON list of what 'roles', 'tags' or 'tracks' names (roles, tags, ids of tracks); one of them is enough.
CREATE TABLE event_new (
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
  admission TEXT NOT NULL CHECK (admission IN ('everyone', 'invited', 'roles', 'tags', 'tracks')),
  admits TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(admits)),
  entry TEXT NOT NULL CHECK (entry IN ('once', 'once_a_day', 'leave_and_return', 'unlimited', 'count_only')),
  CHECK (ends_at >= starts_at)
) STRICT, WITHOUT ROWID;
INSERT INTO event_new (id, code, kind, title, title_en, doors_at, starts_at, ends_at, zone, venue, capacity, admission, entry)
  SELECT id, code, kind, title, title_en, doors_at, starts_at, ends_at, zone, venue, capacity, admission, entry FROM event;
DROP TABLE event;
ALTER TABLE event_new RENAME TO event;
CREATE INDEX event_by_start ON event (starts_at);

-- place: the order of the waiting list of an event, given when somebody starts to wait; whoever waited first moves up first.
ALTER TABLE invitation ADD COLUMN place INTEGER;
CREATE INDEX invitation_by_place ON invitation (event_id, place);
UPDATE invitation SET place = (
  SELECT count(*) FROM invitation o
  WHERE o.event_id = invitation.event_id AND o.status = 'waiting' AND o.attendee_id <= invitation.attendee_id
) WHERE status = 'waiting';
CREATE TRIGGER invitation_waits_new AFTER INSERT ON invitation WHEN NEW.status = 'waiting' AND NEW.place IS NULL BEGIN
  UPDATE invitation SET place = (SELECT coalesce(max(place), 0) + 1 FROM invitation WHERE event_id = NEW.event_id)
  WHERE event_id = NEW.event_id AND attendee_id = NEW.attendee_id;
END;
CREATE TRIGGER invitation_waits AFTER UPDATE OF status ON invitation WHEN NEW.status = 'waiting' AND OLD.status <> 'waiting' BEGIN
  UPDATE invitation SET place = (SELECT coalesce(max(place), 0) + 1 FROM invitation WHERE event_id = NEW.event_id)
  WHERE event_id = NEW.event_id AND attendee_id = NEW.attendee_id;
END;

-- What a program asks for. config is JSON whose shape depends on the kind (shared/domain/tracks.ts). Every program starts
-- with the three that results files bring.
CREATE TABLE track (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('course', 'competition', 'project', 'attendance')),
  title TEXT NOT NULL CHECK (title <> ''),
  title_en TEXT NOT NULL DEFAULT '',
  config TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(config)),
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO track (id, kind, title, title_en, config, position) VALUES
  ('course', 'course', '온라인 강의', 'Courses', '{"parts":5}', 1),
  ('competition', 'competition', '경진대회', 'Competition', '{}', 2),
  ('project', 'project', '팀 프로젝트', 'Team project', '{}', 3);

CREATE TABLE track_result_new (
  attendee_id TEXT NOT NULL REFERENCES attendee (id) ON DELETE CASCADE,
  track TEXT NOT NULL REFERENCES track (id) ON DELETE CASCADE,
  result TEXT NOT NULL CHECK (json_valid(result)),
  PRIMARY KEY (attendee_id, track)
) STRICT, WITHOUT ROWID;
INSERT INTO track_result_new SELECT attendee_id, track, result FROM track_result;
DROP TABLE track_result;
ALTER TABLE track_result_new RENAME TO track_result;
CREATE INDEX track_result_by_track ON track_result (track);

-- Who completes ('completion'), and the honours beside it. body is JSON: shared/domain/eligibility.ts.
CREATE TABLE rule (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL CHECK (title <> ''),
  title_en TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL CHECK (json_valid(body)),
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO rule (id, title, title_en, body, position) VALUES
  ('completion', '수료', 'Completion',
   '{"kind":"all","of":[{"kind":"courseComplete","track":"course","parts":null},{"kind":"competitionJoined","track":"competition"},{"kind":"projectDone","track":"project"}]}', 0),
  ('top', '대회 상위 5%', 'Top 5 % of the competition',
   '{"kind":"all","of":[{"kind":"competitionTop","track":"competition","percent":5}]}', 1),
  ('medal', '대회 메달', 'Competition medal', '{"kind":"all","of":[{"kind":"medal","track":"competition"}]}', 2),
  ('bestProject', '우수 프로젝트', 'Best project', '{"kind":"all","of":[{"kind":"award","track":"project"}]}', 3);

-- Somebody decided otherwise than the rule says; shown as such, with who and why.
CREATE TABLE rule_override (
  rule_id TEXT NOT NULL REFERENCES rule (id) ON DELETE CASCADE,
  attendee_id TEXT NOT NULL REFERENCES attendee (id) ON DELETE CASCADE,
  met INTEGER NOT NULL CHECK (met IN (0, 1)),
  reason TEXT NOT NULL CHECK (reason <> ''),
  by_name TEXT NOT NULL CHECK (by_name <> ''),
  at INTEGER NOT NULL,
  PRIMARY KEY (rule_id, attendee_id)
) STRICT, WITHOUT ROWID;

-- Columns and filters of the list of people that somebody gave a name. body is JSON: shared/contract/roster.ts.
CREATE TABLE saved_view (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;

-- Every change of a person, whatever made it: written by the triggers below, so that none is forgotten. "by" is the name of
-- who worked at the machine ('' is the organizer). Times are the row's own where it has one, else the machine's.
CREATE TABLE history (
  seq INTEGER PRIMARY KEY,
  attendee_id TEXT NOT NULL REFERENCES attendee (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  field TEXT NOT NULL,
  was TEXT NOT NULL,
  became TEXT NOT NULL
) STRICT;
CREATE INDEX history_by_attendee ON history (attendee_id);
CREATE VIEW operator AS SELECT coalesce((SELECT value FROM meta WHERE key = 'operator.name'), '') AS name;

CREATE TRIGGER attendee_history AFTER UPDATE ON attendee
WHEN (NEW.role, NEW.name, NEW.name_latin, NEW.reading, NEW.email, NEW.phone, NEW.affiliation, NEW.title, NEW.team, NEW.attention)
  IS NOT (OLD.role, OLD.name, OLD.name_latin, OLD.reading, OLD.email, OLD.phone, OLD.affiliation, OLD.title, OLD.team, OLD.attention)
BEGIN
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.id, NEW.updated_at, name, 'role', coalesce(OLD.role, ''), coalesce(NEW.role, '') FROM operator WHERE OLD.role IS NOT NEW.role;
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.id, NEW.updated_at, name, 'name', coalesce(OLD.name, ''), coalesce(NEW.name, '') FROM operator WHERE OLD.name IS NOT NEW.name;
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.id, NEW.updated_at, name, 'nameLatin', coalesce(OLD.name_latin, ''), coalesce(NEW.name_latin, '') FROM operator WHERE OLD.name_latin IS NOT NEW.name_latin;
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.id, NEW.updated_at, name, 'reading', coalesce(OLD.reading, ''), coalesce(NEW.reading, '') FROM operator WHERE OLD.reading IS NOT NEW.reading;
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.id, NEW.updated_at, name, 'email', coalesce(OLD.email, ''), coalesce(NEW.email, '') FROM operator WHERE OLD.email IS NOT NEW.email;
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.id, NEW.updated_at, name, 'phone', coalesce(OLD.phone, ''), coalesce(NEW.phone, '') FROM operator WHERE OLD.phone IS NOT NEW.phone;
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.id, NEW.updated_at, name, 'affiliation', coalesce(OLD.affiliation, ''), coalesce(NEW.affiliation, '') FROM operator WHERE OLD.affiliation IS NOT NEW.affiliation;
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.id, NEW.updated_at, name, 'title', coalesce(OLD.title, ''), coalesce(NEW.title, '') FROM operator WHERE OLD.title IS NOT NEW.title;
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.id, NEW.updated_at, name, 'team', coalesce(OLD.team, ''), coalesce(NEW.team, '') FROM operator WHERE OLD.team IS NOT NEW.team;
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.id, NEW.updated_at, name, 'attention', coalesce(OLD.attention, ''), coalesce(NEW.attention, '') FROM operator WHERE OLD.attention IS NOT NEW.attention;
END;

CREATE TRIGGER tag_added AFTER INSERT ON attendee_tag BEGIN
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.attendee_id, CAST(unixepoch('subsec') * 1000 AS INTEGER), name, 'tag', '', NEW.tag FROM operator;
END;
CREATE TRIGGER tag_removed AFTER DELETE ON attendee_tag
WHEN EXISTS (SELECT 1 FROM attendee WHERE id = OLD.attendee_id) BEGIN
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT OLD.attendee_id, CAST(unixepoch('subsec') * 1000 AS INTEGER), name, 'tag', OLD.tag, '' FROM operator;
END;

CREATE TRIGGER invitation_made AFTER INSERT ON invitation BEGIN
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.attendee_id, CAST(unixepoch('subsec') * 1000 AS INTEGER), operator.name, 'invitation:' || e.title, '', NEW.status
  FROM operator, event e WHERE e.id = NEW.event_id;
END;
CREATE TRIGGER invitation_changed AFTER UPDATE OF status ON invitation WHEN NEW.status <> OLD.status BEGIN
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.attendee_id, CAST(unixepoch('subsec') * 1000 AS INTEGER), operator.name, 'invitation:' || e.title, OLD.status, NEW.status
  FROM operator, event e WHERE e.id = NEW.event_id;
END;
CREATE TRIGGER invitation_removed AFTER DELETE ON invitation
WHEN EXISTS (SELECT 1 FROM attendee WHERE id = OLD.attendee_id) BEGIN
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT OLD.attendee_id, CAST(unixepoch('subsec') * 1000 AS INTEGER), operator.name, 'invitation:' || e.title, OLD.status, ''
  FROM operator, event e WHERE e.id = OLD.event_id;
END;

CREATE TRIGGER result_made AFTER INSERT ON track_result BEGIN
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.attendee_id, CAST(unixepoch('subsec') * 1000 AS INTEGER), operator.name, 'track:' || t.title, '', NEW.result
  FROM operator, track t WHERE t.id = NEW.track;
END;
CREATE TRIGGER result_changed AFTER UPDATE OF result ON track_result WHEN NEW.result <> OLD.result BEGIN
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.attendee_id, CAST(unixepoch('subsec') * 1000 AS INTEGER), operator.name, 'track:' || t.title, OLD.result, NEW.result
  FROM operator, track t WHERE t.id = NEW.track;
END;
CREATE TRIGGER result_removed AFTER DELETE ON track_result
WHEN EXISTS (SELECT 1 FROM attendee WHERE id = OLD.attendee_id) BEGIN
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT OLD.attendee_id, CAST(unixepoch('subsec') * 1000 AS INTEGER), operator.name, 'track:' || t.title, OLD.result, ''
  FROM operator, track t WHERE t.id = OLD.track;
END;

CREATE TRIGGER override_made AFTER INSERT ON rule_override BEGIN
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT NEW.attendee_id, NEW.at, NEW.by_name, 'override:' || r.title, '', (CASE NEW.met WHEN 1 THEN '✓ ' ELSE '✗ ' END) || NEW.reason
  FROM rule r WHERE r.id = NEW.rule_id;
END;
CREATE TRIGGER override_removed AFTER DELETE ON rule_override
WHEN EXISTS (SELECT 1 FROM attendee WHERE id = OLD.attendee_id) BEGIN
  INSERT INTO history (attendee_id, at, by_name, field, was, became)
  SELECT OLD.attendee_id, CAST(unixepoch('subsec') * 1000 AS INTEGER), operator.name, 'override:' || r.title,
    (CASE OLD.met WHEN 1 THEN '✓ ' ELSE '✗ ' END) || OLD.reason, '' FROM operator, rule r WHERE r.id = OLD.rule_id;
END;
