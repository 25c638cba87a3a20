/** The consonants that begin a syllable, as a keyboard types them, in Unicode's order. */
export const hangulConsonants = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;

/** Whether a UTF-16 unit is a composed Hangul syllable. */
export const isSyllable = (code: number) => code >= firstSyllable && code <= lastSyllable;

/** The initial consonant of a syllable; any other letter itself. */
export function initialOf(letter: string): string {
  const code = letter.charCodeAt(0);
  return isSyllable(code) ? hangulConsonants.charAt(Math.floor((code - firstSyllable) / 588)) : letter;
}

/** A syllable without its final consonant; any other letter itself. */
export function openOf(letter: string): string {
  const code = letter.charCodeAt(0);
  return isSyllable(code) ? String.fromCharCode(code - ((code - firstSyllable) % 28)) : letter;
}
