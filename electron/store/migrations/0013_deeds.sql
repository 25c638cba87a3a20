-- Who changed what of the program, and when: a row for each thing asked for that wrote anything but scans (the journal has those),
-- in the transaction of what it wrote (electron/store/deeds.ts).
CREATE TABLE deed (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,                     -- UTC ms by the machine's clock
  by_name TEXT NOT NULL,                   -- '' is the organizer
  call TEXT NOT NULL CHECK (call <> '')    -- what was asked for, by its name in the contract
) STRICT;

-- The name under which people's history is written: of whoever asked for the change (another machine's, too), where it is not who
-- works here. At most one row.
CREATE TABLE acting (name TEXT NOT NULL) STRICT;
DROP VIEW operator;
CREATE VIEW operator AS SELECT coalesce((SELECT name FROM acting), (SELECT value FROM meta WHERE key = 'operator.name'), '') AS name;
