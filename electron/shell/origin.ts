/** Everything the app shows comes from here; nothing else is ever loaded. */
export const scheme = 'app';
export const origin = `${scheme}://stagedoor`;

/** True for an address of the app's own pages. */
export function isOwn(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === `${scheme}:` && new URL(url).host === 'stagedoor';
}
