import type { AttendeeId } from '../../shared/contract/ids';
import type { PersonEdit, Role } from '../../shared/contract/roster';
import { Refusal } from '../../shared/domain/refusal';
import { phoneDigits, searchText } from '../../shared/domain/searchText';
import { all, get, type ReadDb, run, runOne, transaction, type WriteDb } from './db';

/** A person's tags, in Korean order. */
export function tagsOf(db: ReadDb, id: AttendeeId): readonly string[] {
  return all<{ tag: string }>(db, 'SELECT tag FROM attendee_tag WHERE attendee_id = ?', id)
    .map(({ tag }) => tag)
    .sort(new Intl.Collator('ko').compare);
}

/** Every tag that somebody has, in Korean order. */
export function allTags(db: ReadDb): readonly string[] {
  return all<{ tag: string }>(db, 'SELECT DISTINCT tag FROM attendee_tag')
    .map(({ tag }) => tag)
    .sort(new Intl.Collator('ko').compare);
}

type Fields = { readonly [K in Exclude<keyof PersonEdit, 'tags'>]-?: NonNullable<PersonEdit[K]> };

function fieldsOf(db: ReadDb, id: AttendeeId): Fields {
  const row = get<Omit<Fields, 'email'> & { readonly role: Role; readonly email: string | null }>(
    db,
    `SELECT role, name, name_latin AS nameLatin, reading, email, phone, affiliation, title, team, attention
     FROM attendee WHERE id = ?`,
    id,
  );
  if (!row) throw new Refusal('attendee.unknown');
  return { ...row, email: row.email ?? '' };
}

const tidy = (text: string) => text.normalize('NFC').trim();

/**
 * Changes people, all or none; gives the edits that undo it. A Refusal where an e-mail is somebody else's already. The
 * history is written by the store's triggers.
 */
export function editPeople(
  db: WriteDb,
  edits: readonly { readonly id: AttendeeId; readonly edit: PersonEdit }[],
  now: number,
): readonly { readonly id: AttendeeId; readonly edit: PersonEdit }[] {
  return transaction(db, () =>
    edits.map(({ id, edit }) => ({ id, edit: editPerson(db, id, edit, now) })).reverse(),
  );
}

function editPerson(db: WriteDb, id: AttendeeId, edit: PersonEdit, now: number): PersonEdit {
  const before = fieldsOf(db, id);
  const { tags, ...fields } = edit;
  const undo: PersonEdit = { ...pick(before, fields), ...(tags ? { tags: tagsOf(db, id) } : {}) };
  if (Object.keys(fields).length > 0) {
    const after: Fields = {
      role: fields.role ?? before.role,
      name: fields.name ?? before.name,
      nameLatin: fields.nameLatin ?? before.nameLatin,
      reading: fields.reading ?? before.reading,
      email: fields.email ?? before.email,
      phone: fields.phone ?? before.phone,
      affiliation: fields.affiliation ?? before.affiliation,
      title: fields.title ?? before.title,
      team: fields.team ?? before.team,
      attention: fields.attention ?? before.attention,
    };
    const email = after.email.replace(/\s+/gu, '');
    const key = email === '' ? null : email.toLowerCase();
    const other =
      key && get<{ name: string }>(db, 'SELECT name FROM attendee WHERE email_key = ? AND id <> ?', key, id);
    if (other) throw new Refusal('attendee.emailTaken', { email, name: other.name });
    const [name, nameLatin, affiliation, team] = [
      tidy(after.name),
      tidy(after.nameLatin),
      tidy(after.affiliation),
      tidy(after.team),
    ];
    const digits = phoneDigits(after.phone);
    runOne(
      db,
      `UPDATE attendee SET role = ?, name = ?, name_latin = ?, reading = ?, email = ?, email_key = ?, phone = ?,
         phone_digits = ?, affiliation = ?, title = ?, team = ?, attention = ?, search = ?, updated_at = ? WHERE id = ?`,
      after.role,
      name,
      nameLatin,
      tidy(after.reading),
      email === '' ? null : email,
      key,
      after.phone.trim(),
      digits,
      affiliation,
      tidy(after.title),
      team,
      tidy(after.attention),
      searchText({ name, nameLatin, email, phoneDigits: digits, affiliation, team }),
      now,
      id,
    );
  }
  if (tags) setTags(db, id, tags.map(tidy));
  return undo;
}

function pick(before: Fields, fields: PersonEdit): PersonEdit {
  return Object.fromEntries(Object.entries(before).filter(([key]) => key in fields));
}

/** Gives a person exactly these tags. */
export function setTags(db: WriteDb, id: AttendeeId, tags: readonly string[]): void {
  const before = tagsOf(db, id);
  for (const tag of before) {
    if (!tags.includes(tag)) run(db, 'DELETE FROM attendee_tag WHERE attendee_id = ? AND tag = ?', id, tag);
  }
  for (const tag of tags) {
    if (!before.includes(tag))
      run(db, 'INSERT OR IGNORE INTO attendee_tag (attendee_id, tag) VALUES (?, ?)', id, tag);
  }
}
