const typed = /^(\d{1,2})\s*[:.시]?\s*(\d{2})\s*분?$/;

/** A time of day as people type it in a hurry (`14:02`, `1402`, `14시 02분`): minutes after midnight; undefined where it is none. */
export function typedMinutes(text: string): number | undefined {
  const [, hours = '', minutes = ''] = typed.exec(text.trim()) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return Number(hours) * 60 + Number(minutes);
}
