import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sampleFolder } from '../e2e/desk.ts';
import { rows, storedBadges } from '../e2e/storeReader.ts';

/** Somebody of the program, with what they carry. */
export interface Person {
  readonly id: string;
  readonly role: string;
  readonly name: string;
  readonly nameLatin: string;
  readonly email: string;
  readonly lastFour: string;
  /** What the QR on their badge says. */
  readonly code: string;
}

/** Everybody of a program file, in the order of their e-mail. */
export function peopleOf(file: string): readonly Person[] {
  const codes = new Map(storedBadges(file).map(({ attendeeId, code }) => [attendeeId, code]));
  return rows<Omit<Person, 'code'>>(
    file,
    `SELECT id, role, name, name_latin AS nameLatin, email_key AS email, substr(phone_digits, -4) AS lastFour
     FROM attendee ORDER BY email_key`,
  ).map((person) => ({ ...person, code: codes.get(person.id) ?? '' }));
}

/** The e-mails (in small letters) of those who complete, by the organizer's own table of results and not by the app. */
export function whoCompletes(): ReadonlySet<string> {
  const text = readFileSync(path.join(sampleFolder, 'cohort5-results-utf8-bom.csv'), 'utf8');
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = header.split(',');
  const cell = (cells: readonly string[], name: string) => cells[names.indexOf(name)] ?? '';
  return new Set(
    lines
      .map((line) => line.split(','))
      .filter(
        (cells) =>
          cell(cells, 'dls_courses') === '5' &&
          cell(cells, 'kaggle_joined') === 'Y' &&
          cell(cells, 'gemma_project') !== '',
      )
      .map((cells) => cell(cells, 'email').toLowerCase()),
  );
}
