import { CopySeed, type ListChange } from '../../shared/contract/exchange';
import { all, type ReadDb, run, transaction, type WriteDb } from './db';
import { watchList, wholeEvents, wholePeople } from './listChanges';
import { takeList } from './listCopy';
import { getMeta, requireMeta, requireSecret, setMeta } from './meta';
import { sharedPins, takePins } from './pins';
import { createProgramFile } from './programFile';

/** What a copy of this program starts from. It has the badge key: whoever gets it can make badges of this program. */
export function copySeed(db: ReadDb): CopySeed {
  return CopySeed.parse({
    programId: requireMeta(db, 'program.id'),
    tag: requireMeta(db, 'program.tag'),
    name: requireMeta(db, 'program.name'),
    nameEn: requireMeta(db, 'program.nameEn'),
    createdAt: Number(requireMeta(db, 'program.createdAt')),
    badgeKey: Buffer.from(requireSecret(db, 'badge')).toString('base64'),
    rehearsal: getMeta(db, 'rehearsal') ?? null,
    event: getMeta(db, 'event.chosen') ?? null,
    tracks: all(
      db,
      'SELECT id, kind, title, title_en AS titleEn, config, position FROM track ORDER BY position, id',
    ),
    pins: sharedPins(db),
  });
}

/** Makes a program file that is a copy of another machine's, with nobody in it yet, and the journal of `device`. */
export function createCopy(file: string, seed: CopySeed, device: string): WriteDb {
  const db = createProgramFile(file, { name: seed.name, nameEn: seed.nameEn }, seed.createdAt);
  transaction(db, () => {
    setMeta(db, 'program.id', seed.programId);
    setMeta(db, 'program.tag', seed.tag);
    setMeta(db, 'device.id', device);
    if (seed.rehearsal !== null) setMeta(db, 'rehearsal', seed.rehearsal);
    takePins(db, seed.pins);
    if (seed.event !== null) setMeta(db, 'event.chosen', seed.event);
    run(db, "UPDATE secret SET value = ? WHERE name = 'badge'", Buffer.from(seed.badgeKey, 'base64'));
    run(db, 'DELETE FROM track');
    for (const track of seed.tracks) {
      run(
        db,
        'INSERT INTO track (id, kind, title, title_en, config, position) VALUES (?, ?, ?, ?, ?, ?)',
        track.id,
        track.kind,
        track.title,
        track.titleEn,
        track.config,
        track.position,
      );
    }
    watchList(db);
  });
  return db;
}

/** The whole list, for a copy that is new, in parts of at most `most` people. */
export function* wholeList(db: ReadDb, most: number): Generator<readonly ListChange[]> {
  yield wholeEvents(db);
  for (let last = ''; ; ) {
    const people = wholePeople(db, last, most);
    const end = people.at(-1);
    if (end?.unit !== 'person') return;
    yield people;
    last = end.id;
  }
}

/** Fills a copy with the whole list at once. */
export function fillCopy(copy: WriteDb, of: ReadDb): void {
  for (const part of wholeList(of, 1000)) takeList(copy, part);
}
