import { uuidv7 } from 'uuidv7';
import { runOne, transaction, type WriteDb } from '../../electron/store/db';
import { type AttendeeId, CueId, type EventId } from '../../shared/contract/ids';

/** Cues of `minutes` each, after one another, the first at the start of the event. */
export function addCues(db: WriteDb, eventId: EventId, minutes: readonly number[]): readonly CueId[] {
  return transaction(db, () =>
    minutes.map((length, index) => {
      const id = CueId.parse(uuidv7());
      runOne(
        db,
        `INSERT INTO cue (id, event_id, position, label, kind, title, duration_ms, min_duration_ms)
         VALUES (?, ?, ?, ?, 'talk', ?, ?, 0)`,
        id,
        eventId,
        index + 1,
        String(index + 1),
        `순서 ${index + 1}`,
        length * 60_000,
      );
      return id;
    }),
  );
}

export function putOnStage(db: WriteDb, cueId: CueId, attendeeId: AttendeeId, position = 1): void {
  runOne(
    db,
    'INSERT INTO cue_person (cue_id, attendee_id, position) VALUES (?, ?, ?)',
    cueId,
    attendeeId,
    position,
  );
}
