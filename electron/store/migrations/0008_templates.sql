-- A template is a row a version; the one with the highest version is what it is now. A version that was used once is frozen:
-- an edit makes the next one.
ALTER TABLE certificate_template ADD COLUMN kind TEXT NOT NULL DEFAULT 'completion'
  CHECK (kind IN ('completion', 'honours', 'project'));
ALTER TABLE certificate_template ADD COLUMN used_at INTEGER;  -- when the first certificate was issued by it
UPDATE certificate_template SET used_at = created_at;
CREATE TRIGGER certificate_template_frozen BEFORE UPDATE OF body, kind ON certificate_template
  WHEN old.used_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a template version that was used is frozen'); END;
CREATE TRIGGER certificate_template_kept BEFORE DELETE ON certificate_template
  WHEN old.used_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a template version that was used is kept'); END;

-- Templates that were put away: no longer offered. A used one can't be deleted.
CREATE TABLE template_retired (
  template_id TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- By which template the certificates of a kind are made; the shipped one where there is no row.
CREATE TABLE template_choice (
  kind TEXT PRIMARY KEY CHECK (kind IN ('completion', 'honours', 'project')),
  template_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
