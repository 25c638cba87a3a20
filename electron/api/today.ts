import type { EventSummary } from '../../shared/contract/events';
import type { Today, Todo } from '../../shared/contract/program';
import { nextEvent } from '../../shared/domain/nextEvent';
import { certificateFrame, whyHeldBack } from '../store/certificateIssue';
import { listEvents } from '../store/events';
import { finishPlan } from '../store/finishPlan';
import { fontFiles } from '../store/fontFiles';
import { listGraduates } from '../store/graduates';
import { getMeta } from '../store/meta';
import { presentAt } from '../store/places';
import type { Program } from '../store/program';
import { openTodos } from '../store/readiness';
import type { AppContext } from './context';
import { mapInTurns } from './paperRun';

/** What the home screen shows: the next event, its counts, and what is not ready yet for it. */
export function readToday(context: AppContext): Today {
  const program = context.program();
  const { db } = program;
  const event = eventOfToday(program);
  const due = finishTodo(program);
  if (!event) {
    const todos: Todo[] = [...due, { kind: 'noEvents', count: 1, names: [] }];
    return { event: null, expected: 0, present: 0, todos };
  }
  const { id, expected } = event;
  return {
    event: id,
    expected,
    present: presentAt(db, event, program.now()),
    todos: [...due, ...openTodos(db, event), ...backupTodo(context)],
  };
}

/** The day has come by which people's data are to go: it is said until somebody does it, or sets another. */
function finishTodo(program: Program): readonly Todo[] {
  const { by, due } = finishPlan(program);
  return by !== null && due ? [{ kind: 'finishDue', count: 1, names: [by] }] : [];
}

/** A rehearsal is not backed up, so it asks for no place. */
function backupTodo(context: AppContext): readonly Todo[] {
  const { rehearsal, places } = context.backups.state();
  const chosen = places.some(({ folder }) => folder !== null);
  return rehearsal || chosen ? [] : [{ kind: 'noBackupPlace', count: 1, names: [] }];
}

function eventOfToday({ db, now }: Program): EventSummary | undefined {
  return nextEvent(listEvents(db), getMeta(db, 'event.chosen') ?? null, now());
}

/** The certificates of the next event that could not be printed as they are; nothing where it has none. */
export async function heldBackToday(context: AppContext): Promise<Todo[]> {
  const program = context.program();
  const { db } = program;
  const event = eventOfToday(program);
  if (event?.kind !== 'graduation') return [];
  const waiting = listGraduates(db, event.id).filter(({ certificate }) => !certificate);
  if (waiting.length === 0) return [];
  const frame = certificateFrame(db, event, await fontFiles(context.shell.fontFolder));
  const problems = await mapInTurns(waiting, (graduate) => whyHeldBack(frame, graduate) !== undefined);
  const names = waiting.filter((_, i) => problems[i]).map(({ name }) => name);
  return names.length > 0 ? [{ kind: 'heldBack', count: names.length, names: names.slice(0, 5) }] : [];
}
