import { powerSaveBlocker } from 'electron';

const reasons = new Set<string>();
let blocker: number | undefined;

/** Neither the machine nor its screens sleep while at least one reason holds. */
export function keepAwake(reason: 'show' | 'lane', on: boolean): void {
  if (on) reasons.add(reason);
  else reasons.delete(reason);
  if (reasons.size > 0 && blocker === undefined) blocker = powerSaveBlocker.start('prevent-display-sleep');
  if (reasons.size === 0 && blocker !== undefined) {
    powerSaveBlocker.stop(blocker);
    blocker = undefined;
  }
}
