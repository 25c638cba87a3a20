-- An import is a batch: its people are written in small steps and hidden until the batch is published by one commit.
-- https://www.sqlite.org/lang_createview.html: while one is written, a temporary view hides its people (electron/store/hidden.ts).

-- The batch that brought a person; null: made by hand, or kept when that import was undone.
ALTER TABLE attendee ADD COLUMN import_batch INTEGER;

-- state: writing (swept when the program is next opened), published (its steps are being applied), done, undoing, undone.
CREATE TABLE import_run (
  number INTEGER PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('writing', 'published', 'done', 'undoing', 'undone')),
  at INTEGER NOT NULL,
  kept INTEGER NOT NULL DEFAULT 0          -- by an undo, since they were changed or came in meanwhile
) STRICT;

-- What a batch does beyond adding people: JSON list of {t: table, b: row before or null, a: row after or null}, in order.
CREATE TABLE import_step (
  run INTEGER NOT NULL REFERENCES import_run (number),
  seq INTEGER NOT NULL,
  ops TEXT NOT NULL CHECK (json_valid(ops)),
  applied INTEGER NOT NULL DEFAULT 0 CHECK (applied IN (0, 1)),
  PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

-- Which column was taken for which field, by the set of a file's headers: the next file of that form needs no hand.
CREATE TABLE import_mapping (
  headers TEXT PRIMARY KEY,                -- SHA-256 of the sorted headers
  kind TEXT NOT NULL,
  columns TEXT NOT NULL CHECK (json_valid(columns)) -- field to header
) STRICT, WITHOUT ROWID;

CREATE TABLE import_file (
  id TEXT PRIMARY KEY,
  run INTEGER REFERENCES import_run (number),
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  encoding TEXT NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  skipped INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO import_file (id, kind, file_name, file_sha256, encoding, added, changed, unchanged, at)
  SELECT id, kind, file_name, file_sha256, encoding, added, changed, unchanged, at FROM import_batch;
DROP TABLE import_batch;
ALTER TABLE import_file RENAME TO import_batch;
