/** A character that CP949 does not have, how often it stands there, and some of the cells. */
export interface LostCharacter {
  readonly character: string;
  readonly times: number;
  readonly cells: readonly string[];
}

let table: ReadonlyMap<string, number> | undefined;

/**
 * Every character of two bytes, with these as one number: what `TextDecoder('euc-kr')` makes of each pair, the other way round.
 * Where that decoder knows only EUC-KR (plain Node's; Chromium's and Electron's are whole) the rest counts as not there.
 */
function characters(): ReadonlyMap<string, number> {
  if (table) return table;
  const found = new Map<string, number>();
  const decoder = new TextDecoder('euc-kr');
  const pair = new Uint8Array(2);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x41; trail <= 0xfe; trail++) {
      pair[0] = lead;
      pair[1] = trail;
      const text = decoder.decode(pair);
      if (text.length !== 1 || text === '\uFFFD' || text < '\u00A0') continue;
      if (!found.has(text)) found.set(text, lead * 256 + trail);
    }
  }
  table = found;
  return found;
}

/** The text as CP949 bytes; for a character that it does not have `?` stands there, and `lost` is told of it. */
export function encodeCp949(text: string, lost: (character: string) => void = () => {}): Uint8Array {
  const known = characters();
  const bytes = new Uint8Array(text.length * 2);
  let at = 0;
  for (const character of text.normalize('NFC')) {
    const code = character.codePointAt(0) ?? 0;
    const two = code < 0x80 ? undefined : known.get(character);
    if (two !== undefined) {
      bytes[at++] = two >> 8;
      bytes[at++] = two & 0xff;
    } else if (code < 0x80) {
      bytes[at++] = code;
    } else {
      lost(character);
      bytes[at++] = 0x3f;
    }
  }
  return bytes.slice(0, at);
}

const fewCells = 3;

/** Collects the characters of cells that CP949 does not have: `look` takes rows in, `list` gives the most frequent first. */
export function lostCharacters(): {
  readonly look: (rows: readonly (readonly string[])[]) => void;
  readonly list: () => readonly LostCharacter[];
} {
  const found = new Map<string, { times: number; cells: Set<string> }>();
  return {
    look: (rows) => {
      for (const cell of rows.flat()) {
        encodeCp949(cell, (character) => {
          const one = found.get(character) ?? { times: 0, cells: new Set() };
          one.times++;
          if (one.cells.size < fewCells) one.cells.add(cell);
          found.set(character, one);
        });
      }
    },
    list: () =>
      [...found]
        .map(([character, { times, cells }]) => ({ character, times, cells: [...cells] }))
        .sort((a, b) => b.times - a.times),
  };
}
