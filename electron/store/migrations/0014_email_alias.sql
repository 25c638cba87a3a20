-- E-mails under which files name somebody who has another one: of whom an organizer said that two of them are one person. An e-mail
-- that somebody has themselves comes first (electron/store/aliases.ts).
CREATE TABLE email_alias (
  email_key TEXT PRIMARY KEY CHECK (email_key <> ''),
  attendee_id TEXT NOT NULL REFERENCES attendee (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX email_alias_by_attendee ON email_alias (attendee_id);
