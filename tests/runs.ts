/**
 * How often a property is tried: `whole` times in `npm test`, a tenth of that in `npm run check`, which is run before each
 * commit and is to be short; `soak` times in `npm run soak`.
 */
export function runs(whole: number, soak: number = whole): number {
  if (process.env.STAGEDOOR_SOAK === '1') return soak;
  return process.env.STAGEDOOR_FEW_RUNS === '1' ? Math.ceil(whole / 10) : whole;
}
