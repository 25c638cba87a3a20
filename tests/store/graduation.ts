import { certificateFrame, issueCertificate } from '../../electron/store/certificateIssue';
import { runOne, type WriteDb } from '../../electron/store/db';
import { getEvent } from '../../electron/store/events';
import type { FontFiles } from '../../electron/store/fontFiles';
import { listGraduates } from '../../electron/store/graduates';
import type { AttendeeId } from '../../shared/contract/ids';
import { makeDoor } from './door';

export function complete(db: WriteDb, id: AttendeeId): void {
  const results = [
    { track: 'course', done: 5, of: 5 },
    { track: 'competition', joined: true, percentile: 3, medal: null },
    { track: 'project', team: 'G-001', title: '챗봇', award: '' },
  ];
  for (const result of results) {
    runOne(
      db,
      'INSERT INTO track_result (attendee_id, track, result) VALUES (?, ?, ?)',
      id,
      result.track,
      JSON.stringify(result),
    );
  }
}

/** A door where everyone but the last completes the program. */
export function makeGraduation(
  fonts: FontFiles,
  names: readonly string[] = ['김민수', '이서연', '박도윤', '최하늘'],
) {
  const door = makeDoor(names);
  for (const id of door.people.slice(0, -1)) complete(door.db, id);
  const frame = certificateFrame(door.db, getEvent(door.db, door.eventId), fonts);
  const issueAll = (now = 1) =>
    listGraduates(door.db, door.eventId).map((graduate) => issueCertificate(door.db, frame, graduate, now));
  return { ...door, frame, issueAll };
}
