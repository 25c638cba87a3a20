import { test } from '@playwright/test';

/** Leaves a test out and prints why: nothing is skipped in silence. */
export function leaveOut(reason: string): void {
  console.log(`left out: ${test.info().title}: ${reason}`);
  test.skip(true, reason);
}
