/** A text of so many letters is set smaller on a stage window, so that what stands under it stays in sight. */
const many = 24;

/** For `data-long`: set where the text is long. */
export function isLong(text: string): true | undefined {
  return text.length > many || undefined;
}
