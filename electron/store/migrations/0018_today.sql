-- What is shown first, and anew whenever something changes, needn't look through everybody: those of the cast are few, and a badge that
-- an import brings was not printed yet.
CREATE INDEX attendee_cast ON attendee (role) WHERE role <> 'participant';
CREATE INDEX badge_done ON badge (printed_at, revoked_at) WHERE printed_at IS NOT NULL OR revoked_at IS NOT NULL;
