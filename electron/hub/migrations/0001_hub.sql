-- What hosts of one program share. Every `body` and `seed` is sealed by the program's hub key (AES-256-GCM), which is never
-- here: whoever reads these tables learns how much there is and when it came, not whom it is about.
CREATE SCHEMA IF NOT EXISTS stagedoor;

CREATE TABLE stagedoor.migration (
  number integer PRIMARY KEY,
  applied_at timestamptz NOT NULL DEFAULT now()
);

-- epoch: made when the program was published; published anew it is another one, and no host takes the one for the other.
-- main: the device of the host whose list this is; main_list: up to which of its own changes the list is here.
-- list: the number of the last change of a unit. version: of the app's own data, the same at every host.
CREATE TABLE stagedoor.program (
  id uuid PRIMARY KEY,
  epoch uuid NOT NULL,
  version integer NOT NULL,
  main uuid NOT NULL,
  main_list bigint NOT NULL DEFAULT 0,
  list bigint NOT NULL DEFAULT 0,
  seed bytea NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now()
);

-- One row a host: its name, and what it measured of clocks.
CREATE TABLE stagedoor.host (
  program uuid NOT NULL REFERENCES stagedoor.program ON DELETE CASCADE,
  device uuid NOT NULL,
  body bytea NOT NULL,
  heard_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (program, device)
);

-- The list: each person (with their badges) and each event as they stand now, or that they are gone. The main host's to write.
CREATE TABLE stagedoor.unit (
  program uuid NOT NULL REFERENCES stagedoor.program ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('person', 'event')),
  id uuid NOT NULL,
  change bigint NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (program, kind, id)
);
CREATE INDEX unit_by_change ON stagedoor.unit (program, change);

-- What a door of another host did to the list (a guest, a badge stopped or issued), until the main host has taken it.
CREATE TABLE stagedoor.proposal (
  program uuid NOT NULL REFERENCES stagedoor.program ON DELETE CASCADE,
  device uuid NOT NULL,
  person uuid NOT NULL,
  number bigint NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (program, device, person)
);

-- The journals: rows `first` to `last` of a device's chain. Parts may overlap; a reader knows each row by device and count.
CREATE TABLE stagedoor.journal_part (
  program uuid NOT NULL REFERENCES stagedoor.program ON DELETE CASCADE,
  device uuid NOT NULL,
  first integer NOT NULL CHECK (first >= 1),
  last integer NOT NULL CHECK (last >= first),
  body bytea NOT NULL,
  written_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (program, device, last, first)
);

-- What is sealed can't be made smaller.
ALTER TABLE stagedoor.unit ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE stagedoor.journal_part ALTER COLUMN body SET STORAGE EXTERNAL;

INSERT INTO stagedoor.migration (number) VALUES (1);
