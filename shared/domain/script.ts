/** Somebody whom a script may name. */
export interface ScriptPerson {
  readonly name: string;
  readonly nameLatin: string;
  /** How the name is said aloud. */
  readonly reading: string;
}

/** A piece of a script: text as it is, a name of somebody with how it is said, or a name that nobody bears. */
export type ScriptPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string; readonly reading: string }
  | { readonly kind: 'unknown'; readonly name: string };

/** How a name is said: its reading, else the Latin name, else nothing, where that would only repeat the name. */
function readingOf({ name, nameLatin, reading }: ScriptPerson): string {
  const said = reading.trim() || nameLatin.trim();
  return said === name.trim() ? '' : said;
}

const norm = (text: string) => text.normalize('NFC').trim();

/** A letter or digit right after an @name in Latin letters belongs to another, longer word; Korean particles do not. */
const latin = /[\p{Script=Latin}\d]/u;

/**
 * Splits an MC's script into text and names. `{이름}` is a name even where nobody bears it (then unknown); `@이름` only where
 * somebody does, the longest name first, so that an e-mail address or a Korean particle after the name stays text. Line
 * breaks stay in the text. The parts' texts put together are the script without its marks.
 */
export function scriptParts(script: string, people: readonly ScriptPerson[]): readonly ScriptPart[] {
  const byName = new Map<string, ScriptPerson>();
  for (const person of people) {
    for (const name of [norm(person.name), norm(person.nameLatin)]) {
      if (name !== '' && !byName.has(name)) byName.set(name, person);
    }
  }
  const names = [...byName.keys()].sort((a, b) => b.length - a.length);
  const parts: ScriptPart[] = [];
  const add = (text: string) => {
    const last = parts.at(-1);
    if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + text };
    else if (text !== '') parts.push({ kind: 'text', text });
  };
  const text = script.normalize('NFC');
  let at = 0;
  while (at < text.length) {
    const mark = text.slice(at).search(/[{@]/);
    if (mark < 0) break;
    add(text.slice(at, at + mark));
    at += mark;
    const braced = /^\{([^{}\n]+)\}/.exec(text.slice(at));
    if (braced?.[1] !== undefined && norm(braced[1]) !== '') {
      const name = norm(braced[1]);
      const person = byName.get(name);
      parts.push(person ? { kind: 'name', name, reading: readingOf(person) } : { kind: 'unknown', name });
      at += braced[0].length;
      continue;
    }
    const mentioned = text[at] === '@' ? mentionAt(text, at + 1, names) : undefined;
    const person = mentioned === undefined ? undefined : byName.get(mentioned);
    if (mentioned !== undefined && person) {
      parts.push({ kind: 'name', name: mentioned, reading: readingOf(person) });
      at += 1 + mentioned.length;
    } else {
      add(text[at] ?? '');
      at += 1;
    }
  }
  add(text.slice(at));
  return parts;
}

function mentionAt(text: string, at: number, names: readonly string[]): string | undefined {
  return names.find((name) => {
    if (!text.startsWith(name, at)) return false;
    const [last = '', after = ''] = [name.at(-1), text[at + name.length]];
    return !(latin.test(last) && latin.test(after));
  });
}
