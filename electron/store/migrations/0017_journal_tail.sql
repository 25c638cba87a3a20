-- A scan waits for its own row and no more: written into the journal, that row touched more pages of a longer file, and each of its
-- values was checked and laid out by itself. Now it is one text at the end of a short table, and is moved into the journal, its
-- indexes and the attendance right after (electron/store/filing.ts). Rows of this device only, the last ones of its chain.
CREATE TABLE journal_tail (
  device_seq INTEGER PRIMARY KEY,
  moment INTEGER NOT NULL,  -- `at` by the host's clock, as in the journal
  text TEXT NOT NULL,       -- the row's values as they are hashed: a JSON array (electron/store/journalRow.ts)
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;
