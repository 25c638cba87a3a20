import { AttendeeId } from '../contract/ids';
import type { Role } from '../contract/roster';
import { type Cells, choice, requireText, whole, yes } from './importCells';
import { type InvitationStatus, statusWords } from './importEvents';
import { medalWords, roleWords } from './importPeople';
import { readListCell } from './ownFiles';
import type { Answer } from './signUpAnswer';
import { Track, TrackResult } from './tracks';

/** Whom a row of the app's own files is about: by the id, or by the e-mail where this program does not know that id. */
export interface OwnKey {
  readonly id: AttendeeId;
  readonly email: string;
  /** What files are joined by; null where there is no e-mail. */
  readonly emailKey: string | null;
}

/** Reads that of a row. A Refusal where the id is none. */
export function ownKey(cells: Cells): OwnKey {
  const id = AttendeeId.safeParse(cells.get('id').toLowerCase());
  if (!id.success) throw cells.refuse('import.badId', 'id');
  const email = cells.get('email');
  const key = cells.get('key') || email.replace(/\s+/gu, '').toLowerCase();
  return { id: id.data, email, emailKey: key === '' ? null : key };
}

/** One line of the app's own list of people: exactly what it is to be, nothing guessed. */
export interface OwnPerson extends OwnKey {
  readonly name: string;
  readonly nameLatin: string;
  readonly reading: string;
  readonly role: Role;
  readonly phone: string;
  readonly affiliation: string;
  readonly title: string;
  readonly team: string;
  readonly attention: string;
  readonly tags: readonly string[];
}

export function ownPersonRow(cells: Cells): OwnPerson {
  const tags = readListCell(cells.get('tags'));
  if (!tags) throw cells.refuse('import.badChoice', 'tags');
  return {
    ...ownKey(cells),
    name: requireText(cells, 'name'),
    nameLatin: cells.get('nameLatin'),
    reading: cells.get('reading'),
    role: choice(cells, 'role', roleWords),
    phone: cells.get('phone'),
    affiliation: cells.get('affiliation'),
    title: cells.get('title'),
    team: cells.get('team'),
    attention: cells.get('attention'),
    tags,
  };
}

/** One line of the app's own results: one track's of one person, with the track itself where this program lacks it. */
export function ownResultRow(cells: Cells): {
  readonly who: OwnKey;
  readonly track: Track;
  readonly result: TrackResult;
} {
  const kind = choice(cells, 'kind', {
    course: 'course',
    competition: 'competition',
    project: 'project',
  } as const);
  const names = {
    id: requireText(cells, 'track'),
    title: requireText(cells, 'trackTitle'),
    titleEn: cells.get('trackTitleEn'),
  };
  const result = resultOf(cells, kind);
  const track = Track.safeParse({
    ...names,
    kind,
    config: result.track === 'course' ? { parts: result.of } : {},
  });
  if (!track.success) throw cells.refuse('import.badChoice', 'track');
  return { who: ownKey(cells), track: track.data, result };
}

function resultOf(cells: Cells, kind: 'course' | 'competition' | 'project'): TrackResult {
  switch (kind) {
    case 'course': {
      const of = whole(cells, 'of', 1000);
      if (of === 0) throw cells.refuse('import.badNumber', 'of');
      return { track: 'course', done: whole(cells, 'done', 1000), of };
    }
    case 'competition': {
      const typed = cells.get('percentile');
      const percentile = typed === '' ? null : TrackPlace.safeParse(Number(typed)).data;
      if (percentile === undefined) throw cells.refuse('import.badNumber', 'percentile');
      const medal = choice(cells, 'medal', medalWords);
      return { track: 'competition', joined: yes(cells, 'joined'), percentile, medal };
    }
    default:
      return {
        track: 'project',
        team: cells.get('team'),
        title: cells.get('project'),
        award: cells.get('award'),
      };
  }
}

const TrackPlace = TrackResult.options[1].shape.percentile.unwrap();

/** One line of the app's own invitations: how somebody stands to an event. */
export function ownInvitationRow(cells: Cells): {
  readonly who: OwnKey;
  readonly event: string;
  readonly status: InvitationStatus | null;
  readonly place: number | null;
  readonly answer: Answer | null;
  readonly seat: string;
} {
  return {
    who: ownKey(cells),
    event: requireText(cells, 'event'),
    status: cells.get('status') === '' ? null : choice(cells, 'status', statusWords),
    place: cells.get('place') === '' ? null : whole(cells, 'place', 1_000_000),
    answer: choice<Answer | null>(cells, 'answer', {
      '': null,
      yes: 'yes',
      no: 'no',
      undecided: 'undecided',
      예: 'yes',
      아니오: 'no',
      미정: 'undecided',
    }),
    seat: cells.get('seat'),
  };
}
