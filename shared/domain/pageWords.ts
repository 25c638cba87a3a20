import type { Say } from './explain';

/** A page's texts in one language by their whole keys: what the main process writes a file with that says what the page says. */
export type PageWords = Readonly<Record<string, string>>;

/** Texts that lie in each other, by their whole keys. */
export function pageWords(texts: object, prefix: string): PageWords {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]): readonly (readonly [string, string])[] => {
      const key = `${prefix}.${name}`;
      if (typeof text === 'string') return [[key, text]];
      return text instanceof Object ? Object.entries(pageWords(text, key)) : [];
    }),
  );
}

/** Says what the page says. A text that was not sent is its key. */
export function sayWith(words: PageWords): Say {
  return (key, values) =>
    (words[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
