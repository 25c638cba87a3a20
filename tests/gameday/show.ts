import { expect } from '@playwright/test';
import { rows } from '../e2e/storeReader.ts';
import type { Schedule } from './dayFiles.ts';
import { pause, soon } from './later.ts';
import { Interrupted, type Machine } from './machine.ts';
import type { Plan } from './plan.ts';
import type { PlannedCue } from './showPlan.ts';

/** A cue that the caller began, and the moments (UTC ms) between which the command for it was given. */
export interface Began {
  readonly cue: PlannedCue;
  readonly pressed: number;
  readonly seen: number;
  /** The moment that the store has for it. */
  readonly at: number;
}

interface Stored {
  readonly at: number;
  readonly kind: string;
  readonly label: string | null;
}

/** Every command that is stored, with the number of the cue that it names. */
export function commandsOf(file: string): readonly Stored[] {
  return rows<Stored>(
    file,
    `SELECT s.at, s.command ->> 'kind' AS kind, c.label FROM show_command s
     LEFT JOIN cue c ON c.id = s.command ->> 'cue' ORDER BY s.seq`,
  );
}

const begins = (kind: string) => kind === 'start' || kind === 'next';
/** The order that the caller wants: one cue goes after the one behind it, one is left out. */
export function wantedOrder({ cues }: Plan): readonly PlannedCue[] {
  const order = [...cues];
  const from = order.findIndex(({ moved }) => moved);
  const [cue] = order.splice(from, 1);
  if (cue) order.splice(from + 1, 0, cue);
  return order.filter(({ skipped }) => !skipped);
}

/** The show caller: begins each cue when its time has come, in an order that is not the planned one. */
export class Caller {
  readonly #machine: Machine;
  readonly #file: string;
  readonly #plan: Plan;
  readonly #schedule: Schedule;
  readonly began: Began[] = [];

  constructor(machine: Machine, file: string, plan: Plan, schedule: Schedule) {
    this.#machine = machine;
    this.#file = file;
    this.#plan = plan;
    this.#schedule = schedule;
  }

  /** Runs the whole show; `onCue` is told of each cue when it has begun. */
  async run(onCue: (cue: PlannedCue) => void): Promise<void> {
    let due = this.#schedule.doorsAt;
    for (const cue of wantedOrder(this.#plan)) {
      await pause(due - Date.now());
      await this.#begin(cue);
      if (cue.kind === 'doors') await this.#change();
      onCue(cue);
      const length = cue.kind === 'doors' ? this.#plan.doorsMs : cue.length;
      due = (this.began.at(-1)?.at ?? Date.now()) + length + cue.over;
    }
  }

  async #begin(cue: PlannedCue): Promise<void> {
    const before = this.began.length;
    const pressed = Date.now();
    await this.#command((stored) => stored.filter(({ kind }) => begins(kind)).length > before, 'Space');
    const last = commandsOf(this.#file).findLast(({ kind }) => begins(kind));
    this.began.push({ cue, pressed, seen: Date.now(), at: last?.at ?? Number.NaN });
  }

  /** What the caller changes of the plan as soon as the doors are open: one cue later, one left out. */
  async #change(): Promise<void> {
    for (const cue of this.#plan.cues) {
      if (cue.moved)
        await this.#command((all) => all.some(({ kind }) => kind === 'move'), 'Control+ArrowDown', cue);
      if (cue.skipped) await this.#command((all) => all.some(({ kind }) => kind === 'skip'), 'F9', cue);
    }
  }

  /** Presses a key until the store has what it commands: on a full disk nothing is stored, and a killed app may have stored it. */
  async #command(
    isStored: (stored: readonly Stored[]) => boolean,
    key: string,
    selected?: PlannedCue,
  ): Promise<void> {
    const done = () => isStored(commandsOf(this.#file));
    while (!done()) {
      try {
        await this.#machine.on('stage', async (page) => {
          if (selected) {
            const row = page.getByTestId('cue-row').filter({ hasText: selected.title });
            await row.click();
            await expect(row).toHaveAttribute('data-selected', 'true');
          }
          await this.#machine.press(key);
          await soon(done, 2000);
        });
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
      }
    }
  }
}
