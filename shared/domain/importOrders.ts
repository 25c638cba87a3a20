import { type Cells, emailKey } from './importCells';

/**
 * A ticket shop's export has an order on several rows: the buyer's e-mail on each, and a name on each ticket. The first row of
 * an order is the buyer; a row that says the same name again is the same person; another name is a guest of that order, who
 * has no e-mail of their own and is told by the buyer's with the name after it. Other files are given back as they are.
 */
export function splitOrders(
  cells: readonly Cells[],
  nameOf: (cells: Cells) => string,
): readonly { readonly cells: Cells; readonly key: string }[] {
  const buyers = new Map<string, string>();
  const seen = new Set<string>();
  const people: { readonly cells: Cells; readonly key: string }[] = [];
  for (const record of cells) {
    const email = emailKey(record);
    if (record.get('order') === '') {
      people.push({ cells: record, key: email });
      continue;
    }
    const name = nameOf(record).normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
    const buyer = buyers.get(email);
    if (buyer === undefined) buyers.set(email, name);
    const key = buyer === undefined || buyer === name ? email : `${email}#${name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    people.push({ cells: record, key });
  }
  return people;
}
