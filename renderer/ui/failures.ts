import { pageFailed } from '../../shared/domain/crashWords';

/** Where in the app's files something failed. Not what it says: that may have somebody's data in it. */
function placesOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return [error.name, ...frames.slice(0, 8).map((line) => line.trim())].join(' ');
}

/** Tells the app's log that something failed in this page. */
export function noteFailure(what: string, error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: the app's log listens there, with no right of anybody's and no open program
  console.error(`${pageFailed} ${what}: ${placesOf(error)}`);
}

/** The same for whatever nothing in the page caught. */
export function noteUncaught(): void {
  window.addEventListener('error', ({ error }) => noteFailure('uncaught', error));
  window.addEventListener('unhandledrejection', ({ reason }) => noteFailure('unhandled', reason));
}
