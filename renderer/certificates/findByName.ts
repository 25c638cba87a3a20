import { matchRank, searchQuery } from '../../shared/domain/koreanSearch';
import { phoneDigits, searchText } from '../../shared/domain/searchText';

interface Named {
  readonly serial: string;
  readonly name: string;
  readonly nameLatin: string;
  readonly phone?: string;
}

/** Those whose name (also by its initial consonants), phone or serial is what was typed; all where nothing was. */
export function findByName<T extends Named>(rows: readonly T[], typed: string): readonly T[] {
  const text = typed.trim().toUpperCase();
  const query = searchQuery(typed);
  if (text === '' || !query) return rows;
  return rows.filter((row) => {
    if (row.serial.toUpperCase().includes(text)) return true;
    const { name, nameLatin, phone = '' } = row;
    const person = { name, nameLatin, phoneDigits: phoneDigits(phone), email: '', team: '', affiliation: '' };
    return matchRank(searchText(person), query) !== undefined;
  });
}
