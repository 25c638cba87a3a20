import { assertNever } from './assertNever';
import type { RefusalReason } from './refusal';
import type { CallOrder, GivenCommand, ShowCommand } from './show';

/** Somebody whose name an award or a conferral calls. */
export interface Callable {
  readonly id: string;
  readonly name: string;
  readonly nameLatin: string;
  readonly team: string;
  readonly seat: string;
  /** When they came in (UTC ms); null: not here. */
  readonly enteredAt: number | null;
}

/** What was commanded about the names of one cue. */
export interface CallState {
  readonly by: CallOrder;
  /** In the order in which they were called. */
  readonly called: readonly string[];
  readonly passedOver: readonly string[];
  /** Called next, before everybody else; the last one first. */
  readonly recalled: readonly string[];
}

export interface Due<Person extends Callable> {
  readonly person: Person;
  /** Came in after the calling began, and so stands at the end. */
  readonly late: boolean;
}

export interface CallList<Person extends Callable> {
  readonly by: CallOrder;
  readonly called: readonly Due<Person>[];
  /** Still to be called, the next one first. */
  readonly waiting: readonly Due<Person>[];
  /** Set aside because nobody came forward. */
  readonly passedOver: readonly Due<Person>[];
  /** Due, but not here. */
  readonly absent: readonly Person[];
}

const none: Omit<CallState, 'by'> = { called: [], passedOver: [], recalled: [] };

type CallCommand = Extract<ShowCommand, { kind: 'callOrder' | 'call' | 'passOver' | 'recall' }>;

export function isCallCommand(command: ShowCommand): command is CallCommand {
  const { kind } = command;
  return kind === 'callOrder' || kind === 'call' || kind === 'passOver' || kind === 'recall';
}

function apply(state: CallState, command: CallCommand): CallState {
  if (command.kind === 'callOrder') return { ...state, by: command.by };
  const { person } = command;
  const without = {
    by: state.by,
    called: state.called.filter((id) => id !== person),
    passedOver: state.passedOver.filter((id) => id !== person),
    recalled: state.recalled.filter((id) => id !== person),
  };
  switch (command.kind) {
    case 'call':
      return { ...without, called: [...without.called, person] };
    case 'passOver':
      return { ...without, passedOver: [...without.passedOver, person] };
    case 'recall':
      return { ...without, recalled: [person, ...without.recalled] };
    default:
      return assertNever(command);
  }
}

/** What was commanded about a cue's names; an award is called by team unless told otherwise, a conferral by name. */
export function callsAfter(
  cue: { readonly id: string; readonly kind: string },
  commands: readonly GivenCommand[],
): CallState {
  let state: CallState = { by: cue.kind === 'award' ? 'team' : 'name', ...none };
  for (const { command } of commands) {
    if (isCallCommand(command) && command.cue === cue.id) state = apply(state, command);
  }
  return state;
}

/** Why a name can't be called or set aside as things stand: that was done already. Undefined where it can. */
export function refusalOfCall(state: CallState, command: CallCommand): RefusalReason | undefined {
  switch (command.kind) {
    case 'callOrder':
      return state.by === command.by ? 'rundown.noChange' : undefined;
    case 'call':
      return state.called.includes(command.person) ? 'rundown.alreadyCalled' : undefined;
    case 'passOver':
      return state.passedOver.includes(command.person) ? 'rundown.noChange' : undefined;
    case 'recall':
      return state.recalled[0] === command.person ? 'rundown.noChange' : undefined;
    default:
      return assertNever(command);
  }
}

const collator = new Intl.Collator('ko', { numeric: true });

/** 가나다 by name; by team or seat first where asked, those without one at the end; equal ones by id, so never by chance. */
function compareBy(by: CallOrder): (a: Callable, b: Callable) => number {
  const first = (person: Callable) => (by === 'team' ? person.team : by === 'seat' ? person.seat : '');
  return (a, b) => {
    const [x, y] = [first(a), first(b)];
    if ((x === '') !== (y === '')) return x === '' ? 1 : -1;
    return (
      collator.compare(x, y) ||
      collator.compare(a.name, b.name) ||
      collator.compare(a.nameLatin, b.nameLatin) ||
      (a.id < b.id ? -1 : 1)
    );
  };
}

/**
 * The names of a cue as they are to be called: those here, in their order; then those who came in after `openedAt` (when
 * the cue began, UTC ms; null: it has not), in the order of their coming, marked late.
 */
export function callList<Person extends Callable>(
  people: readonly Person[],
  state: CallState,
  openedAt: number | null,
): CallList<Person> {
  const byId = new Map(people.map((person) => [person.id, person]));
  const isLate = ({ enteredAt }: Person) => enteredAt !== null && openedAt !== null && enteredAt > openedAt;
  const due = (id: string): readonly Due<Person>[] => {
    const person = byId.get(id);
    return person ? [{ person, late: isLate(person) }] : [];
  };
  const settled = new Set([...state.called, ...state.passedOver, ...state.recalled]);
  const open = people.filter(({ id, enteredAt }) => enteredAt !== null && !settled.has(id));
  const onTime = open.filter((person) => !isLate(person)).sort(compareBy(state.by));
  const late = open.filter(isLate).sort((a, b) => (a.enteredAt ?? 0) - (b.enteredAt ?? 0));
  return {
    by: state.by,
    called: state.called.flatMap(due),
    waiting: [...state.recalled.flatMap(due), ...[...onTime, ...late].flatMap(({ id }) => due(id))],
    passedOver: state.passedOver.flatMap(due),
    absent: people.filter(({ id, enteredAt }) => enteredAt === null && !settled.has(id)),
  };
}
