import type { EventSummary } from '../../shared/contract/events';
import type { Today, Todo } from '../../shared/contract/program';
import { nextEvent } from '../../shared/domain/nextEvent';
import { certificateFrame, whyHeldBack } from '../store/certificateIssue';
import { listEvents } from '../store/events';
import { finishPlan } from '../store/finishPlan';
import { fontFiles } from '../store/fontFiles';
import { listGraduates } from '../store/graduates';
import { getMeta } from '../store/meta';
import type { Program } from '../store/program';
import { openTodos } from '../store/readiness';
import type { AppContext } from './context';
import { mapInTurns } from './paperRun';

/** What the home screen shows: the next event, its counts, and what is not ready yet for it. */
export async function readToday(context: AppContext): Promise<Today> {
  const program = context.program();
  const { db } = program;
  const event = nextEvent(listEvents(db), getMeta(db, 'event.chosen') ?? null, program.now());
  const due = finishTodo(program);
  if (!event) {
    const todos: Todo[] = [...due, { kind: 'noEvents', count: 1, names: [] }];
    return { event: null, expected: 0, present: 0, todos };
  }
  const heldBack = event.kind === 'graduation' ? await heldBackTodo(context, program, event) : [];
  const { id, expected, present } = event;
  return {
    event: id,
    expected,
    present,
    todos: [...due, ...openTodos(db, event), ...heldBack, ...backupTodo(context)],
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

async function heldBackTodo(
  context: AppContext,
  { db }: Program,
  event: EventSummary,
): Promise<readonly Todo[]> {
  const frame = certificateFrame(db, event, await fontFiles(context.shell.fontFolder));
  const waiting = listGraduates(db, event.id).filter(({ certificate }) => !certificate);
  const problems = await mapInTurns(waiting, (graduate) => whyHeldBack(frame, graduate) !== undefined);
  const names = waiting.filter((_, i) => problems[i]).map(({ name }) => name);
  return names.length > 0 ? [{ kind: 'heldBack', count: names.length, names: names.slice(0, 5) }] : [];
}
