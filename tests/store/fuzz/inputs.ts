import { z } from 'zod';
import { randomFrom } from '../../random.ts';

export interface Dice {
  readonly chance: (of: number) => boolean;
  readonly upTo: (n: number) => number;
  readonly one: <T>(from: readonly T[]) => T;
}

export function diceFrom(seed: number): Dice {
  const random = randomFrom(seed);
  return {
    chance: (of) => random() < of,
    upTo: (n) => Math.floor(random() * n),
    one: (from) => {
      const at = Math.floor(random() * from.length);
      for (const [i, item] of from.entries()) if (i === at) return item;
      throw new Error('nothing to choose from');
    },
  };
}

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Values of the program at hand, by the name of the field that takes them. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

const texts = [
  '',
  'ㄱㅁㅅ',
  '김',
  '4071',
  'A',
  '졸업식',
  "' OR 1=1 --",
  '"); DROP TABLE attendee; --',
  '‮\u0000',
  'x'.repeat(300),
];

/** A value of that schema: most fields from what is known, so that calls get far. */
export function inputOf(schema: z.ZodType, known: Known, dice: Dice): unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  return valid(json, '', { known, dice, defs: json.$defs ?? {}, depth: 0 });
}

interface Making {
  readonly known: Known;
  readonly dice: Dice;
  readonly defs: Readonly<Record<string, Schema>>;
  readonly depth: number;
}

function valid(schema: Schema, name: string, making: Making): unknown {
  const { known, dice, defs, depth } = making;
  const pool = known[name];
  if (pool && pool.length > 0 && schema.type !== 'object' && schema.type !== 'array' && dice.chance(0.85))
    return dice.one(pool);
  if (schema.$ref) {
    const found = defs[schema.$ref.replace('#/$defs/', '')];
    return found && depth < 6 ? valid(found, name, { ...making, depth: depth + 1 }) : null;
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return dice.one(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return valid(dice.one(choices), name, making);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => valid(part, name, making)));
  switch (schema.type) {
    case 'object': {
      const made: Record<string, unknown> = {};
      for (const [key, of] of Object.entries(schema.properties ?? {})) {
        if (schema.required?.includes(key) || dice.chance(0.5)) made[key] = valid(of, key, making);
      }
      return made;
    }
    case 'array': {
      const items = schema.items ?? {};
      const count = Math.max(schema.minItems ?? 0, dice.upTo(4));
      return Array.from({ length: count }, () => valid(items, name.replace(/s$/, ''), making));
    }
    case 'integer':
    case 'number': {
      const least = Math.max(schema.minimum ?? -3, -1e6);
      const most = Math.min(schema.maximum ?? 1000, 1e6);
      return least + dice.upTo(Math.max(1, most - least + 1));
    }
    case 'boolean':
      return dice.chance(0.5);
    case 'null':
      return null;
    case 'string':
      if (schema.pattern?.startsWith('^\\d{4')) return dice.one(['4071', '0000', '5678']);
      return dice.one(texts.filter((text) => text.length >= (schema.minLength ?? 0)));
    default:
      return dice.one(texts);
  }
}

const hostile: readonly unknown[] = [
  null,
  undefined,
  true,
  -1,
  0,
  1e308,
  Number.NaN,
  2 ** 53,
  10n ** 30n,
  '',
  '../../../../etc/passwd',
  'C:\\Windows\\win.ini',
  '%2e%2e%2f',
  '__proto__',
  'constructor',
  "'; DELETE FROM journal; --",
  '\ud800',
  '👩‍👩‍👧‍👦'.repeat(50),
  'A'.repeat(20_000),
  [],
  {},
  { __proto__: { admin: true } },
  { toString: 'x', length: -1 },
  Array.from({ length: 500 }, () => []),
  new Date(Number.NaN),
  new Map([['a', new Set([1])]]),
  new Uint8Array(64),
];

/** The same with one part of it exchanged for something that nobody meant. */
export function mutated(value: unknown, dice: Dice): unknown {
  if (value === null || typeof value !== 'object' || dice.chance(0.2)) return dice.one(hostile);
  if (Array.isArray(value)) {
    if (value.length === 0 || dice.chance(0.2)) return [...value, dice.one(hostile)];
    const at = dice.upTo(value.length);
    return value.map((item, i) => (i === at ? mutated(item, dice) : item));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || dice.chance(0.15))
    return { ...value, [String(dice.one(texts))]: dice.one(hostile) };
  const [key] = dice.one(entries);
  if (dice.chance(0.15)) return Object.fromEntries(entries.filter(([name]) => name !== key));
  return Object.fromEntries(entries.map(([name, item]) => [name, name === key ? mutated(item, dice) : item]));
}
