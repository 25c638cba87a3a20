/** A file's or folder's name from a title, with its ending where there is one: what no system takes in a name is left out. */
export function fileName(title: string, ending?: string): string {
  const stem = title
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return ending === undefined ? stem : `${stem}.${ending}`;
}
