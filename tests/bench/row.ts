/** One measurement: a cost (less is better) beside a reference measured in the same run, interleaved. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: string;
  readonly referenceValue: number;
  readonly ratio: number;
}

/** The middle one of several measurements (the mean of the two in the middle where there are two). */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.ceil((sorted.length - 1) / 2)];
  if (low === undefined || high === undefined) throw new Error('a median needs at least one value');
  return (low + high) / 2;
}

/** The value that `p` per cent of them do not pass (the nearest rank). */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.ceil((p / 100) * sorted.length) - 1];
  if (found === undefined) throw new Error('a percentile needs at least one value');
  return found;
}

export function row(
  name: string,
  unit: string,
  value: number,
  reference: string,
  referenceValue: number,
): Row {
  const round = (number: number) => Number(number.toPrecision(4));
  return {
    name,
    value: round(value),
    unit,
    reference,
    referenceValue: round(referenceValue),
    ratio: round(value / referenceValue),
  };
}
