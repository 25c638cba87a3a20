import { expect, test } from 'vitest';
import { badgeMac, currentBadgeCodes } from '../../electron/store/badges';
import { all, get, transaction } from '../../electron/store/db';
import { requireMeta } from '../../electron/store/meta';
import { readBadgeCode } from '../../shared/domain/badgeCode';
import { base32Alphabet } from '../../shared/domain/base32';
import { runs } from '../runs';
import { makeDoor, startsAt } from './door';

const randomCodes = runs(1_000_000);
const mutatedCodes = runs(100_000);
/** Of each kind, so many also go the whole way: looked up, judged, written into the journal. */
const wholeWay = runs(5000);

/** Numbers from a seed (mulberry32), so that a failure can be made again: whole, from 0 up to `below`. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const pick = <T>(list: ArrayLike<T>, next: (below: number) => number): T => {
  const item = list[next(list.length)];
  if (item === undefined) throw new Error('empty');
  return item;
};

const text32 = (length: number, next: (below: number) => number): string => {
  let text = '';
  for (let i = 0; i < length; i++) text += pick(base32Alphabet, next);
  return text;
};

const put = (code: string, at: number, text: string, instead = 1): string =>
  code.slice(0, at) + text + code.slice(at + instead);

type Mutation = (code: string, other: string, next: (below: number) => number) => string;

/** What a forger, a bad print or a bad reader makes of a good code. */
const mutations: Readonly<Record<string, Mutation>> = {
  'a character changed': (code, _other, next) => put(code, next(code.length), pick(base32Alphabet, next)),
  'two characters changed': (code, _other, next) =>
    put(
      put(code, next(code.length), pick(base32Alphabet, next)),
      next(code.length),
      pick(base32Alphabet, next),
    ),
  'neighbours swapped': (code, _other, next) => {
    const at = next(code.length - 1);
    return put(code, at, code.charAt(at + 1) + code.charAt(at), 2);
  },
  'a character left out': (code, _other, next) => put(code, next(code.length), ''),
  'a character typed twice': (code, _other, next) => {
    const at = next(code.length);
    return put(code, at, code.charAt(at).repeat(2));
  },
  'cut off': (code, _other, next) => code.slice(0, next(code.length)),
  'two codes in one burst': (code, other) => code + other,
  "one badge's id under another's signature": (code, other) => code.slice(0, 16) + other.slice(16),
  "one badge's signature before its own": (code, other) => `${code}${other.slice(15)}`,
  backwards: (code) => [...code].reverse().join(''),
  'no signature': (code, _other, next) => code.slice(0, 16) + pick(base32Alphabet, next).repeat(13),
  'a space, a break or a NUL inside': (code, _other, next) =>
    put(code, next(code.length - 2) + 1, pick([' ', '\n', '\0', '\u200b'], next), next(2)),
  'letters that only look or fold like ours': (code, _other, next) => {
    // ſ becomes S and ı becomes I when made capital; the others are another script's or another width.
    const foreign = pick(['ſ', 'ı', 'ﬁ', 'ﬆ', 'Ａ', 'А', 'K', '０', '０', '가'], next);
    return put(code, next(code.length), foreign, foreign === 'ﬁ' || foreign === 'ﬆ' ? 2 : 1);
  },
  'ſ for every S, ı for every I': (code) => code.replaceAll('S', 'ſ').replaceAll('I', 'ı'),
};

/** What stays of a code that only a scanner's manners changed: those are forgiven, so they are no mutation. */
const plain = (code: string): string => code.trim().replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());

const randomCode = (tag: string, next: (below: number) => number): string => {
  switch (next(4)) {
    case 0:
      return `${text32(4, next)}-${text32(10, next)}-${text32(13, next)}`;
    case 1:
      return String.fromCharCode(...Array.from({ length: next(40) }, () => next(0x10000)));
    default:
      return `${tag}-${text32(10, next)}-${text32(13, next)}`;
  }
};

function door() {
  const names = Array.from({ length: 500 }, (_, i) => `참가자${i}`);
  const { db, eventId, scan } = makeDoor(names);
  const tag = requireMeta(db, 'program.tag');
  const mac = badgeMac(db);
  const codes = [...currentBadgeCodes(db).values()];
  const enters = (code: string): boolean => readBadgeCode(code, tag, mac).kind === 'genuine';
  return { db, eventId, scan, tag, codes, enters };
}

/** Judges them at the door and says which verdicts came, and that nobody is in. */
function atTheDoor({ db, scan }: ReturnType<typeof door>, codes: readonly string[]) {
  transaction(db, () => {
    for (const code of codes) scan(code, startsAt);
  });
  const kinds = all<{ verdict: string }>(db, 'SELECT DISTINCT verdict FROM journal ORDER BY 1');
  return {
    kinds: kinds.map(({ verdict }) => verdict),
    present: get<{ n: number }>(db, 'SELECT count(*) AS n FROM attendance')?.n,
  };
}

test('of a million codes made up at random none is taken for a badge', () => {
  const at = door();
  const next = numbers(5);
  const through: string[] = [];
  const entered: string[] = [];
  for (let i = 0; i < randomCodes; i++) {
    const code = randomCode(at.tag, next);
    if (at.enters(code)) entered.push(code);
    if (through.length < wholeWay) through.push(code);
  }
  expect(entered.slice(0, 10)).toEqual([]);
  expect(atTheDoor(at, through)).toEqual({ kinds: ['foreign', 'forged', 'unknown'], present: 0 });
  expect(at.codes.every(at.enters)).toBe(true);
});

test('of a hundred thousand good codes that were changed none opens the door', () => {
  const at = door();
  const valid = new Set(at.codes);
  const next = numbers(18);
  const kinds = Object.entries(mutations);
  const through: string[] = [];
  const entered: (readonly [string, string])[] = [];
  let made = 0;
  for (let i = 0; made < mutatedCodes; i++) {
    const [name, mutate] = pick(kinds, next);
    const code = mutate(pick(at.codes, next), pick(at.codes, next), next);
    if (valid.has(plain(code))) continue;
    made++;
    if (at.enters(code)) entered.push([name, code]);
    if (through.length < wholeWay) through.push(code);
    if (i > 10 * mutatedCodes) throw new Error('the mutations change too little');
  }
  expect(entered.slice(0, 10)).toEqual([]);
  expect(atTheDoor(at, through).present).toBe(0);
  expect(at.codes.every(at.enters)).toBe(true);
});
