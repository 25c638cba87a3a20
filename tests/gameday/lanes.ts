import { expect } from '@playwright/test';
import { scanByKeyboard } from '../e2e/keyboardScanner.ts';
import { rows } from '../e2e/storeReader.ts';
import type { Camera } from './camera.ts';
import { type Answer, byCode, bySearch, type Heard } from './heard.ts';
import { pause } from './later.ts';
import { Interrupted, type Machine } from './machine.ts';
import type { Visitor } from './plan.ts';

/** One reading that was made at the door, and what came of it. */
export interface Presented {
  readonly visitor: Visitor;
  /** ms of this process's clock. */
  readonly at: number;
  readonly answer: Answer | undefined;
}

/** What the lanes share. */
export interface Door {
  readonly machine: Machine;
  readonly heard: Heard;
  readonly camera: Camera;
  readonly file: string;
  readonly presented: Presented[];
  /** Until then (ms of this process's clock) nothing can be stored: who was not answered waits. */
  readonly started: number;
}

/** So long (ms) a verdict is waited for before the badge is held up again. */
const patience = 6000;
/** So long (ms) a badge must be out of the camera's sight to count anew. */
const outOfSight = 3300;

const storedCount = (file: string, source: string, code: string) =>
  rows(file, "SELECT 1 FROM journal WHERE kind = 'scan' AND source = ? AND code = ?", source, code).length;

/** True where the reading was stored though nobody saw its answer: another one was shown over it. */
async function readOnce(
  { heard, presented, file }: Door,
  visitor: Visitor,
  source: 'keyboard' | 'camera',
  read: () => Promise<void>,
): Promise<boolean> {
  const at = performance.now();
  const before = storedCount(file, source, visitor.code);
  try {
    const answer = await heard.after(byCode(source, visitor.code), patience, read);
    presented.push({ visitor, at, answer });
    // A code that came in pieces is told to be scanned again.
    return answer ? answer.kind !== 'unknown' : storedCount(file, source, visitor.code) > before;
  } catch (error) {
    presented.push({ visitor, at, answer: undefined });
    if (!(error instanceof Interrupted)) throw error;
    return false;
  }
}

async function byKeyboard(door: Door, visitor: Visitor): Promise<void> {
  const { machine } = door;
  while (
    !(await readOnce(door, visitor, 'keyboard', () =>
      machine.keys((desk) => scanByKeyboard(desk, visitor.code)),
    ))
  );
}

async function byCamera(door: Door, visitor: Visitor): Promise<void> {
  const { machine, camera } = door;
  const attempt = () =>
    machine.on('door', async (page) => {
      const state = page.getByTestId('camera-state');
      await expect(state).toHaveAttribute('data-state', 'on', { timeout: 60_000 });
      camera.show(visitor.code);
      try {
        return await readOnce(door, visitor, 'camera', async () => {});
      } finally {
        camera.clear();
      }
    });
  for (;;) {
    const done = await attempt().catch((error: unknown) => {
      if (error instanceof Interrupted) return false;
      throw error;
    });
    if (done) return;
    await pause(outOfSight);
  }
}

/** Nobody scans in the very moment in which a field is filled: what is typed there is put back after a scan. */
const type = (machine: Machine, field: string, text: string) =>
  machine.keys(({ page }) => page.getByTestId(field).fill(text));

/** Somebody without a badge: found, asked for the last digits of their phone, let in. */
async function find({ machine }: Door, { person }: Visitor): Promise<void> {
  await machine.press('F2');
  const { page } = machine.desk;
  await type(machine, 'search-input', person?.email ?? '');
  await expect(page.getByTestId('search-result')).toHaveCount(1, { timeout: 30_000 });
  await machine.keys(() => page.getByTestId('search-input').press('Enter'));
  if (person?.lastFour) await type(machine, 'confirm-digits', person.lastFour);
  await page.getByTestId('confirm-admit').click();
}

/** Somebody who is in no list. */
async function byForm({ machine }: Door, { name }: Visitor): Promise<void> {
  await machine.press('F6');
  const { page } = machine.desk;
  await type(machine, 'walk-in-name', name);
  await type(machine, 'walk-in-affiliation', '한빛대학교');
  await type(machine, 'walk-in-phone', `010-7000-${String(1000 + (name.codePointAt(0) ?? 0)).slice(-4)}`);
  await page.getByTestId('walk-in-save').click();
}

/** What was waited for did not come: that is no answer. Whatever else went wrong is an error. */
function late(error: unknown): undefined {
  if (!/Timeout|toHaveCount/.test(String(error))) throw error;
}

/** How many have been let in, as the room is counted. */
const insideNow = (file: string) =>
  rows(file, "SELECT DISTINCT attendee_id FROM journal WHERE verdict = 'admitted'").length;

async function atDesk(door: Door, visitor: Visitor, capacity: number): Promise<void> {
  const { machine, heard, presented, file } = door;
  const who = visitor.person?.id ?? visitor.name;
  const isIn = () =>
    rows(
      file,
      `SELECT 1 FROM journal j JOIN attendee a ON a.id = j.attendee_id
       WHERE j.source = 'search' AND (a.id = ? OR a.email_key IS NULL AND a.name = ?)`,
      who,
      who,
    ).length > 0;
  const attempt = () =>
    machine.on('door', async (page) => {
      const at = performance.now();
      const ask = visitor.brings === 'walkIn' ? byForm : find;
      // Who isn't found in half a minute is asked again.
      const answer = await heard.after(bySearch(who), patience, () => ask(door, visitor)).catch(late);
      presented.push({ visitor, at, answer });
      if (answer || isIn()) return true;
      // Refused: there is no room, or nothing can be stored just now.
      for (let open = 0; open < 2; open++) await machine.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 60_000 });
      return visitor.brings === 'walkIn' && insideNow(file) >= capacity;
    });
  for (;;) {
    const done = await attempt().catch((error: unknown) => {
      if (error instanceof Interrupted) return isIn();
      throw error;
    });
    if (done) return;
    await pause(1000);
  }
}

/** Has everybody of one lane come in, each when they arrive, or when those before them are through. */
export async function runLane(door: Door, visitors: readonly Visitor[], capacity: number): Promise<void> {
  for (const visitor of visitors) {
    const early = door.started + visitor.at - performance.now();
    if (early > 0) await pause(early);
    if (visitor.lane === 'keyboard') await byKeyboard(door, visitor);
    else if (visitor.lane === 'camera') await byCamera(door, visitor);
    else await atDesk(door, visitor, capacity);
  }
}
