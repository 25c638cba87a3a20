import type { ScanId } from '../../shared/contract/ids';

/** So long (ms) a code counts as the same reading. */
const pause = 3000;

interface Known {
  readonly scanId: ScanId;
  /** From when on it is judged anew, by how it comes. */
  readonly judgedFrom: { readonly camera: number; readonly keyboard: number };
  /** A camera that goes on seeing it puts that off. */
  readonly held: boolean;
}

/**
 * Tells a second reading of a code from the first, whichever way each came: within three seconds of the judged one it is the
 * same. A camera goes on reading what is held before it; to a camera a code is new once it was out of sight for as long.
 * Times are of any clock that never goes back.
 */
export class SameCode {
  private readonly known = new Map<string, Known>();

  /** Whether a reading is to be judged, as the scan `scanId`. */
  isNew(code: string, way: 'camera' | 'keyboard', scanId: ScanId, at: number): boolean {
    for (const [other, { judgedFrom }] of this.known)
      if (at >= judgedFrom.camera && at >= judgedFrom.keyboard) this.known.delete(other);
    const before = this.known.get(code);
    const next = at + pause;
    if (!before || at >= before.judgedFrom[way]) {
      this.known.set(code, { scanId, judgedFrom: { camera: next, keyboard: next }, held: true });
      return true;
    }
    if (way === 'camera' && before.held)
      this.known.set(code, { ...before, judgedFrom: { ...before.judgedFrom, camera: next } });
    return false;
  }

  /** The scan was not written down: its code is judged again, by keyboard at once, by a camera after the pause, held or not. */
  failed(scanId: ScanId, at: number): void {
    const code = this.codeOf(scanId);
    if (code !== undefined)
      this.known.set(code, { scanId, judgedFrom: { camera: at + pause, keyboard: at }, held: false });
  }

  /**
   * The scan was taken back: its code is judged again, by keyboard at once. By a camera not before it was out of sight: whoever
   * was taken back may stand there still, and would come in again by doing nothing.
   */
  takenBack(scanId: ScanId, at: number): void {
    const code = this.codeOf(scanId);
    const known = code === undefined ? undefined : this.known.get(code);
    if (code !== undefined && known)
      this.known.set(code, { ...known, judgedFrom: { ...known.judgedFrom, keyboard: at } });
  }

  private codeOf(scanId: ScanId): string | undefined {
    for (const [code, known] of this.known) if (known.scanId === scanId) return code;
    return undefined;
  }
}
