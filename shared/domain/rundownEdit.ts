import { z } from 'zod';
import { AttendeeId, CueId, Instant } from '../contract/ids';
import { assertNever } from './assertNever';
import { cueKinds } from './cueKinds';
import type { RefusalReason } from './refusal';
import type { GivenCommand } from './show';
import { showAfter } from './showFold';
import { runOf, type ShowState } from './showState';

const word = z.string().max(200);
const line = z.string().max(2000);
const text = z.string().max(100_000);

const fields = {
  label: word,
  kind: z.enum(cueKinds),
  title: line,
  titleEn: line,
  /** UTC ms; null: follows the cue before it in its room. */
  plannedStart: Instant.nullable(),
  durationMs: z.int().min(0).max(86_400_000),
  minDurationMs: z.int().min(0).max(86_400_000),
  hardStart: z.boolean(),
  skippable: z.boolean(),
  room: word,
  part: word,
  notes: text,
  script: text,
  materials: text,
  colour: word,
  warnMs: z.int().min(0).nullable(),
  dangerMs: z.int().min(0).nullable(),
  people: z.array(AttendeeId).max(100).readonly(),
};

/** A cue as the plan has it: what an editor may change. */
export const PlannedCue = z.object({ id: CueId, ...fields });
export type PlannedCue = Readonly<z.infer<typeof PlannedCue>>;

export const CueFields = z.object(fields).partial();
export type CueFields = Readonly<z.infer<typeof CueFields>>;

/** A rundown in its order. */
export type Plan = readonly PlannedCue[];

/** The smallest change of a plan. Every step has an inverse that brings back exactly what was. */
export const EditStep = z.discriminatedUnion('kind', [
  /** New cues, together, right before another; null: at the end. */
  z.object({ kind: z.literal('add'), cues: z.array(PlannedCue), before: CueId.nullable() }),
  /** Cues at their places (0, 1 …, ascending): as a removal that is taken back puts them. */
  z.object({ kind: z.literal('insert'), items: z.array(z.object({ at: z.int().min(0), cue: PlannedCue })) }),
  z.object({ kind: z.literal('remove'), cues: z.array(CueId) }),
  /** `was`: what the editor saw in those fields; another window may have written them since. */
  z.object({
    kind: z.literal('change'),
    changes: z.array(z.object({ cue: CueId, set: CueFields, was: CueFields })),
  }),
  /** Cues, in the plan's order, together right before another that is not among them; null: to the end. */
  z.object({ kind: z.literal('move'), cues: z.array(CueId), before: CueId.nullable() }),
  /** Every cue of the plan, in its new order. */
  z.object({ kind: z.literal('order'), cues: z.array(CueId) }),
]);
export type EditStep = z.infer<typeof EditStep>;

/** All steps of an edit are taken, or none. */
export type EditSteps = readonly EditStep[];

export type Edited =
  | { readonly kind: 'done'; readonly plan: Plan; readonly inverse: EditSteps }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

export const mostCues = 2000;

const refused = (reason: RefusalReason) => ({ kind: 'refused', reason }) as const;

/** The plan after an edit, and what takes it back; or why it can't be. Pure. */
export function applyEdit(plan: Plan, steps: EditSteps): Edited {
  let current = plan;
  const inverse: EditStep[] = [];
  for (const step of steps) {
    const after = applyStep(current, step);
    if (after.kind === 'refused') return after;
    current = after.plan;
    inverse.unshift(after.inverse);
  }
  const wrong = planProblem(current);
  return wrong ? refused(wrong) : { kind: 'done', plan: current, inverse };
}

type SteppedEdit =
  | { readonly kind: 'done'; readonly plan: Plan; readonly inverse: EditStep }
  | ReturnType<typeof refused>;

function applyStep(plan: Plan, step: EditStep): SteppedEdit {
  switch (step.kind) {
    case 'add': {
      const at = placeBefore(plan, step.before);
      if (at === undefined) return refused('rundown.noSuchCue');
      return insert(
        plan,
        step.cues.map((cue, index) => ({ at: at + index, cue })),
      );
    }
    case 'insert':
      return insert(plan, step.items);
    case 'remove':
      return remove(plan, new Set(step.cues));
    case 'change':
      return change(plan, step.changes);
    case 'move': {
      const moved = new Set<string>(step.cues);
      const rest = plan.filter(({ id }) => !moved.has(id));
      const at = placeBefore(rest, step.before);
      if (at === undefined || rest.length + moved.size !== plan.length) return refused('rundown.noSuchCue');
      return reorder(plan, [
        ...rest.slice(0, at),
        ...plan.filter(({ id }) => moved.has(id)),
        ...rest.slice(at),
      ]);
    }
    case 'order': {
      const byId = new Map(plan.map((cue) => [cue.id, cue]));
      const ordered = [...new Set(step.cues)].flatMap((id) => byId.get(id) ?? []);
      if (ordered.length !== plan.length) return refused('edit.meanwhile');
      return reorder(plan, ordered);
    }
    default:
      return assertNever(step);
  }
}

function placeBefore(plan: Plan, before: CueId | null): number | undefined {
  if (before === null) return plan.length;
  const at = plan.findIndex(({ id }) => id === before);
  return at < 0 ? undefined : at;
}

function reorder(plan: Plan, ordered: Plan): SteppedEdit {
  return { kind: 'done', plan: ordered, inverse: { kind: 'order', cues: plan.map(({ id }) => id) } };
}

function insert(
  plan: Plan,
  items: readonly { readonly at: number; readonly cue: PlannedCue }[],
): SteppedEdit {
  const ids = new Set<string>(plan.map(({ id }) => id));
  const after = [...plan];
  for (const { at, cue } of items) {
    if (ids.has(cue.id) || at > after.length) return refused('edit.meanwhile');
    ids.add(cue.id);
    after.splice(at, 0, cue);
  }
  return { kind: 'done', plan: after, inverse: { kind: 'remove', cues: items.map(({ cue }) => cue.id) } };
}

function remove(plan: Plan, gone: ReadonlySet<string>): SteppedEdit {
  const items = plan.flatMap((cue, at) => (gone.has(cue.id) ? [{ at, cue }] : []));
  if (items.length !== gone.size) return refused('rundown.noSuchCue');
  return {
    kind: 'done',
    plan: plan.filter(({ id }) => !gone.has(id)),
    inverse: { kind: 'insert', items },
  };
}

function change(
  plan: Plan,
  changes: readonly { readonly cue: CueId; readonly set: CueFields; readonly was: CueFields }[],
): SteppedEdit {
  const byId = new Map(plan.map((cue) => [cue.id, cue]));
  const back: { cue: CueId; set: CueFields; was: CueFields }[] = [];
  for (const { cue: id, set, was } of changes) {
    const cue = byId.get(id);
    if (!cue) return refused('rundown.noSuchCue');
    if (!same(pick(cue, was), was)) return refused('edit.meanwhile');
    back.unshift({ cue: id, set: pick(cue, set), was: set });
    byId.set(id, PlannedCue.parse({ ...cue, ...set }));
  }
  return {
    kind: 'done',
    plan: plan.map((cue) => byId.get(cue.id) ?? cue),
    inverse: { kind: 'change', changes: back },
  };
}

/** Of a cue, those fields that `like` has. */
function pick(cue: PlannedCue, like: CueFields): CueFields {
  return CueFields.parse(
    Object.fromEntries(Object.entries(cue).filter(([name]) => Object.hasOwn(like, name))),
  );
}

function same(a: CueFields, b: CueFields): boolean {
  const sorted = (of: CueFields) => JSON.stringify(Object.entries(of).sort(([x], [y]) => (x < y ? -1 : 1)));
  return sorted(a) === sorted(b);
}

/** What no plan may have, whoever wrote it. */
function planProblem(plan: Plan): RefusalReason | undefined {
  if (plan.length > mostCues) return 'edit.tooMany';
  for (const cue of plan) {
    if (cue.hardStart && cue.plannedStart === null) return 'edit.hardWithoutTime';
    if (cue.minDurationMs > cue.durationMs) return 'edit.shortestTooLong';
    if (cue.title.trim() === '') return 'edit.noTitle';
  }
  return undefined;
}

/** The steps that make one plan of another: what an import that is merged in comes to. */
export function stepsBetween(before: Plan, after: Plan): EditSteps {
  const old = new Map(before.map((cue) => [cue.id, cue]));
  const wanted = new Set(after.map(({ id }) => id));
  const steps: EditStep[] = [];
  const gone = before.filter(({ id }) => !wanted.has(id)).map(({ id }) => id);
  if (gone.length > 0) steps.push({ kind: 'remove', cues: gone });
  const fresh = after.filter(({ id }) => !old.has(id));
  if (fresh.length > 0) steps.push({ kind: 'add', cues: fresh, before: null });
  const changes = after.flatMap((cue) => {
    const was = old.get(cue.id);
    if (!was) return [];
    const { id, ...now } = cue;
    const set = CueFields.parse(
      Object.fromEntries(
        Object.entries(now).filter(([name, value]) => !same(pick(was, { [name]: value }), { [name]: value })),
      ),
    );
    return Object.keys(set).length > 0 ? [{ cue: id, set, was: pick(was, set) }] : [];
  });
  if (changes.length > 0) steps.push({ kind: 'change', changes });
  const placed = [...before.filter(({ id }) => wanted.has(id)), ...fresh];
  if (placed.some(({ id }, at) => id !== after[at]?.id))
    steps.push({ kind: 'order', cues: after.map(({ id }) => id) });
  return steps;
}

/** What makes up the plan of a cue, as against what is said and shown of it. */
const timeFields = ['kind', 'plannedStart', 'durationMs', 'minDurationMs', 'hardStart', 'skippable'] as const;

/**
 * Why an edit can't be made while a show of these commands is under way; undefined where it can. What has happened stays
 * what has happened: followed over the new plan, the same commands must have begun and ended the same cues at the same times, and
 * the same cue must be running. So nothing that has begun is removed, moved past another that has, or taken to another room. A
 * cue that has ended keeps its planned times too, for the report; the one that runs may get longer or shorter. Commands that
 * name a cue which is removed later change nothing, as if they had not been given.
 */
export function refusalWhileRunning(
  before: Plan,
  after: Plan,
  commands: readonly GivenCommand[],
): RefusalReason | undefined {
  if (commands.length === 0) return undefined;
  const was = showAfter(before, commands);
  const is = showAfter(after, commands);
  if (JSON.stringify(happened(before, was)) !== JSON.stringify(happened(after, is))) return 'edit.happened';
  const byId = new Map(after.map((cue) => [cue.id, cue]));
  for (const [index, cue] of before.entries()) {
    const now = byId.get(cue.id);
    const ended = runOf(was.runs, index)?.endedAt;
    if (now && typeof ended === 'number' && timeFields.some((field) => cue[field] !== now[field]))
      return 'edit.ended';
  }
  return undefined;
}

function happened(plan: Plan, state: ShowState) {
  return state.rooms
    .filter(({ at }) => at >= 0)
    .map(({ name, list, at, endedAt }) => ({
      name,
      endedAt,
      passed: list
        .slice(0, at + 1)
        .map((index) => ({ id: plan[index]?.id, run: runOf(state.runs, index) ?? null })),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The cues that have begun or were passed over: an import leaves them where they are. */
export function passedCues(plan: Plan, commands: readonly GivenCommand[]): ReadonlySet<string> {
  return new Set(
    happened(plan, showAfter(plan, commands)).flatMap(({ passed }) => passed.map(({ id }) => id ?? '')),
  );
}

/** Of those, the ones that have ended. */
export function endedCues(plan: Plan, commands: readonly GivenCommand[]): ReadonlySet<string> {
  const { runs } = showAfter(plan, commands);
  return new Set(
    plan.flatMap(({ id }, index) => (typeof runOf(runs, index)?.endedAt === 'number' ? [id] : [])),
  );
}
