import { all, runOne, transaction, type WriteDb } from '../../electron/store/db';
import { type Searchable, searchText } from '../../shared/domain/searchText';

const families = [...'김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구나민'];
const given = [...'민서준지현영수진우하은도윤예원주아연호재성경태승유빈채린시훈혁동건희정미선'];

/** The same people each time: names by how common their letters are, phones spread over all numbers. */
export function* inventedPeople(count: number): Generator<Searchable> {
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  for (let i = 0; i < count; i++) {
    const family = families[Math.min(next(families.length), next(families.length))] ?? '김';
    yield {
      name: `${family}${given[next(given.length)] ?? '민'}${given[next(given.length)] ?? '수'}`,
      nameLatin: '',
      email: `p${i}@example.com`,
      phoneDigits: `010${String(next(100_000_000)).padStart(8, '0')}`,
      affiliation: '한빛대학교',
      team: `G-${i % 900}`,
    };
  }
}

/** Gives everybody of a program what a roster has of people, and what they are searched by. */
export function makeSearchable(db: WriteDb): void {
  const ids = all<{ id: string }>(db, 'SELECT id FROM attendee ORDER BY id');
  const people = inventedPeople(ids.length);
  transaction(db, () => {
    for (const { id } of ids) {
      const { value: person } = people.next();
      if (!person) return;
      const { name, phoneDigits, affiliation, team } = person;
      runOne(
        db,
        `UPDATE attendee SET name = ?, phone = ?, phone_digits = ?, affiliation = ?, team = ?, search = ? WHERE id = ?`,
        name,
        phoneDigits,
        phoneDigits,
        affiliation,
        team,
        searchText(person),
        id,
      );
    }
  });
}
