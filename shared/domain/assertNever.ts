/** Closes a discriminated union: a case that was forgotten is a compile error, and a value from outside is a loud one. */
export function assertNever(value: never): never {
  throw new Error(`not a known case: ${JSON.stringify(value)}`);
}
