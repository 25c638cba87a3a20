import { assertNever } from './assertNever';

/** In which order the sheets of a run come. */
export const printOrders = ['call', 'name', 'team', 'seat', 'arrival', 'number'] as const;
export type PrintOrder = (typeof printOrders)[number];

/** What a sheet is put in order by. */
export interface Ordered {
  readonly number: number;
  readonly name: string;
  readonly nameLatin: string;
  /** '' where there is none. */
  readonly team: string;
  readonly seat: string;
  /** UTC ms; null where they have not come. */
  readonly arrivedAt: number | null;
  /** Place in the order in which names are called at the conferral; null where they are not called. */
  readonly called: number | null;
}

const words = new Intl.Collator('ko');
const natural = new Intl.Collator('ko', { numeric: true });

const last = (a: boolean, b: boolean) => Number(a) - Number(b);
const byName = (a: Ordered, b: Ordered) =>
  words.compare(a.name, b.name) || words.compare(a.nameLatin, b.nameLatin) || a.number - b.number;
const byText = (text: (one: Ordered) => string) => (a: Ordered, b: Ordered) =>
  last(text(a) === '', text(b) === '') || natural.compare(text(a), text(b)) || byName(a, b);
const byPlace = (place: (one: Ordered) => number | null) => (a: Ordered, b: Ordered) => {
  const [one, other] = [place(a), place(b)];
  return last(one === null, other === null) || (one ?? 0) - (other ?? 0) || byName(a, b);
};

function compare(order: PrintOrder): (a: Ordered, b: Ordered) => number {
  switch (order) {
    case 'call':
      return byPlace(({ called }) => called);
    case 'name':
      return byName;
    case 'team':
      return byText(({ team }) => team);
    case 'seat':
      return byText(({ seat }) => seat);
    case 'arrival':
      return byPlace(({ arrivedAt }) => arrivedAt);
    case 'number':
      return (a, b) => a.number - b.number;
    default:
      return assertNever(order);
  }
}

/** Puts sheets in order. Those without what is asked for come last, in 가나다 order. */
export function inPrintOrder<T extends Ordered>(sheets: readonly T[], order: PrintOrder): readonly T[] {
  return sheets.toSorted(compare(order));
}
