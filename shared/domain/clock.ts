/**
 * The one clock. A live program runs on the machine's clock; a rehearsal runs on a clock that was set, perhaps sped up.
 */
export type ClockSetting =
  | { readonly kind: 'live' }
  | {
      readonly kind: 'rehearsal';
      /** What the rehearsal's clock showed … */
      readonly shown: number;
      /** … when the machine's clock showed this (both UTC milliseconds). */
      readonly machine: number;
      /** How many times faster than the machine's clock it runs; 0 stands still. */
      readonly speed: number;
    };

/** The time (UTC ms) that `setting` shows when the machine's clock shows `machineNow`. */
export function clockTime(setting: ClockSetting, machineNow: number): number {
  if (setting.kind === 'live') return machineNow;
  return Math.round(setting.shown + (machineNow - setting.machine) * setting.speed);
}
