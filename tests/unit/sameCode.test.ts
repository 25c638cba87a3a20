import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { SameCode } from '../../renderer/checkin/sameCode';
import { ScanId } from '../../shared/contract/ids';

const scanId = () => ScanId.parse(uuidv7());
const badge = 'K7QP-ABCDEFGH23-MNOPQRSTUVW45';
const other = 'K7QP-ABCDEFGH24-MNOPQRSTUVW45';

/** A lane that nothing was read at; `read` says whether a reading is judged. */
function lane() {
  const same = new SameCode();
  const read = (way: 'camera' | 'keyboard', at: number, code = badge, id = scanId()) =>
    same.isNew(code, way, id, at);
  return { same, read };
}

test('a second reading by keyboard within three seconds is the same one; after that it is judged', () => {
  const { read } = lane();
  expect(read('keyboard', 1000)).toBe(true);
  expect(read('keyboard', 1100)).toBe(false);
  expect(read('keyboard', 1200, other)).toBe(true);
  // Trying again and again puts nothing off.
  expect(read('keyboard', 3999)).toBe(false);
  expect(read('keyboard', 4000)).toBe(true);
});

test.each([
  ['camera', 'keyboard'],
  ['keyboard', 'camera'],
] as const)('read by %s, then by %s: the same reading for three seconds', (first, second) => {
  const { read } = lane();
  expect(read(first, 0)).toBe(true);
  expect(read(second, 2999)).toBe(false);
});

test('a code held before the camera is judged once, and again when it was out of sight for three seconds', () => {
  const { read } = lane();
  const judged = Array.from({ length: 300 }, (_, i) => read('camera', i * 33)).filter(Boolean);
  expect(judged).toHaveLength(1);
  const lastSeen = 299 * 33;
  // Somebody with a keyboard scanner means it, whatever lies before the camera.
  expect(read('keyboard', lastSeen + 10)).toBe(true);
  expect(read('camera', lastSeen + 33)).toBe(false);
  expect(read('camera', lastSeen + 33 + 3000)).toBe(true);
});

test('what was not written down may be read again: by keyboard at once, by a camera that still sees it after the pause', () => {
  const { same, read } = lane();
  const id = scanId();
  expect(read('camera', 0, badge, id)).toBe(true);
  for (let at = 33; at < 500; at += 33) read('camera', at);
  same.failed(id, 500);
  const judged: number[] = [];
  for (let at = 528; at < 6000; at += 33) if (read('camera', at)) judged.push(at);
  expect(judged).toHaveLength(1);
  expect(judged[0]).toBeGreaterThanOrEqual(3500);
  expect(judged[0]).toBeLessThan(3600);
  const typed = scanId();
  read('keyboard', 7000, other, typed);
  same.failed(typed, 7005);
  expect(read('keyboard', 7100, other)).toBe(true);
});

test('whoever was taken back may be scanned again at once; held before the camera they do not come in by themselves', () => {
  const { same, read } = lane();
  const id = scanId();
  read('camera', 0, badge, id);
  for (let at = 33; at < 2000; at += 33) read('camera', at);
  same.takenBack(id, 2000);
  for (let at = 2013; at < 9000; at += 33) expect(read('camera', at)).toBe(false);
  same.takenBack(id, 9000);
  expect(read('keyboard', 9010)).toBe(true);
});
