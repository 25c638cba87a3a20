const escaped = (character: string) =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/**
 * A text as a cell of an XLSX holds it: what XML can't carry, or would change (a carriage return), is written `_xHHHH_`, as the
 * format says (ECMA-376, 22.9.2.19, ST_Xstring), and so is what looks like that.
 */
export function xlsxText(text: string): string {
  // The library that writes the file keeps its strings in a plain object: somebody named `constructor` would break it.
  if (text in {}) return escaped(text.charAt(0)) + text.slice(1);
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is written otherwise
    /[\0-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd-\uffff]/g,
    escaped,
  );
}
