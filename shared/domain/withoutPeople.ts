/**
 * Lines of a log as they may be given away: what stands in quotes, paths, addresses, long numbers and letters of other scripts than
 * the app's own messages are in may be somebody's, so each is put out. What is left are words of the app and of the system.
 */
export function withoutPeople(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\w.+-]+@[\w.-]+/g, '…')
    .replace(/'[^'\n]*'|"[^"\n]*"|`[^`\n]*`|‘[^’\n]*’|“[^”\n]*”/g, '…')
    .replace(
      /(?:file:\/\/)?(?:[A-Za-z]:)?[\\/](?:[^\s\\/:()]+[\\/])*([^\s\\/:()]*)/g,
      (_all, last: string) => (/^[\w.-]+\.(?:[cm]?js|ts)$/.test(last) ? `…/${last}` : '…'),
    )
    .replace(/[^\x20-\x7e\n…–—’]+/g, '…')
    .replace(/\+?\d[\d\s-]{6,}\d/g, '…')
    .replace(/…(?:[ ,;]*…)+/g, '…');
}
