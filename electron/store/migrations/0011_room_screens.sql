-- A window of the stage is for one room where a show has several; '' is the hall.
CREATE TABLE room_screen (
  kind TEXT NOT NULL CHECK (kind IN ('mc', 'timer', 'lobby', 'backstage')),
  room TEXT NOT NULL,
  black INTEGER NOT NULL DEFAULT 0 CHECK (black IN (0, 1)),
  mode TEXT NOT NULL DEFAULT 'countdown' CHECK (mode IN ('countdown', 'countup', 'clock')),
  PRIMARY KEY (kind, room)
) STRICT, WITHOUT ROWID;

INSERT INTO room_screen (kind, room, black, mode) SELECT kind, '', black, mode FROM show_screen;
DROP TABLE show_screen;
