import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { uuidv7 } from 'uuidv7';
import { searchPeople } from '../../electron/store/attendees';
import { get, runOne, transaction, type WriteDb } from '../../electron/store/db';
import { indexReady } from '../../electron/store/peopleSearch';
import { closeProgramFile, createProgramFile } from '../../electron/store/programFile';
import { searchText } from '../../shared/domain/searchText';
import { inventedPeople } from './inventedPeople';
import { percentile, type Row, row } from './row';

function fill(db: WriteDb, people: number): void {
  transaction(db, () => {
    for (const person of inventedPeople(people)) {
      runOne(
        db,
        `INSERT INTO attendee (id, role, name, email, email_key, phone, phone_digits, affiliation, team, search, created_at, updated_at)
         VALUES (?, 'participant', ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
        uuidv7(),
        person.name,
        person.email,
        person.email,
        person.phoneDigits,
        person.phoneDigits,
        person.affiliation,
        person.team,
        searchText(person),
      );
    }
  });
}

const queries = {
  chosung: ['ㄱㅁㅅ', 'ㅂㅎ', 'ㅇㅈ', 'ㅊㅎㅈ', 'ㄱㅁ', '김ㅁ'],
  syllable: ['김민', '민수', '서준', '박지현', '영', '은하'],
  romanised: ['leeminsu', 'park ji', 'choi', 'hyunjun', 'jung', 'rlaalstn'],
  phone: ['1040', '0107', '77', '4821', '01012', '903'],
} as const;

const warmUp = 20;

/** What filling left behind is collected before anything is timed: no search of the app's made it. */
function collectWaste(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}

/** The app's search over `people`, and in turn LIKE '%…%' over the same rows, each asked the same words. */
export async function rosterSearch(folder: string, people: number, rounds = 40): Promise<readonly Row[]> {
  const work = mkdtempSync(path.join(folder, 'search-'));
  const db = createProgramFile(path.join(work, 'bench.stagedoor'), { name: '측정', nameEn: 'Bench' }, 0);
  try {
    fill(db, people);
    await indexReady(db);
    collectWaste();
    return Object.entries(queries).map(([name, words]) => {
      const ours: number[] = [];
      const theirs: number[] = [];
      // An app that has run for a minute has its code compiled: the first rounds don't count.
      for (let i = -warmUp; i < rounds; i++) {
        for (const word of words) {
          const from = performance.now();
          searchPeople(db, word, null, 20);
          const between = performance.now();
          // Counted, not fetched: rows that nobody needs would be collected as waste while the app's search is timed.
          get(db, "SELECT count(*) FROM attendee WHERE search LIKE '%' || ? || '%'", word);
          if (i < 0) continue;
          ours.push(between - from);
          theirs.push(performance.now() - between);
        }
      }
      return row(
        `roster.search.${name}`,
        'ms',
        percentile(ours, 99),
        `LIKE '%…%' over the search texts of the same ${people} people, p99`,
        percentile(theirs, 99),
      );
    });
  } finally {
    closeProgramFile(db);
    rmSync(work, { recursive: true });
  }
}
