/**
 * Lets a code through once while it is held before the camera: the same code is dropped until it was out of sight for
 * `pause` ms. Times are of any clock that never goes back.
 */
export function sameCodeGuard(pause: number): (code: string, at: number) => boolean {
  const seen = new Map<string, number>();
  return (code, at) => {
    for (const [other, last] of seen) if (at - last >= pause) seen.delete(other);
    const isNew = !seen.has(code);
    seen.set(code, at);
    return isNew;
  };
}
