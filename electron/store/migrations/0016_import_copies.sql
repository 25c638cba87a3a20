-- People of an import that nobody sees yet, and their badges, are no change of the list: a copy that asked meanwhile would be told
-- that they are gone, and never again of them. They are noted when they are published (electron/store/importRun.ts).
DROP TRIGGER list_attendee_insert;
CREATE TRIGGER list_attendee_insert AFTER INSERT ON attendee
WHEN NEW.import_batch IS NULL AND EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', NEW.id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
DROP TRIGGER list_badge_insert;
CREATE TRIGGER list_badge_insert AFTER INSERT ON badge
WHEN EXISTS (SELECT 1 FROM meta WHERE key = 'list.watched') AND NOT EXISTS
  (SELECT 1 FROM attendee JOIN import_run ON number = import_batch WHERE attendee.id = NEW.attendee_id AND state = 'writing') BEGIN
  INSERT INTO list_change (unit, id, seq) VALUES ('person', NEW.attendee_id, (SELECT coalesce(max(seq), 0) + 1 FROM list_change))
  ON CONFLICT (unit, id) DO UPDATE SET seq = excluded.seq;
END;
