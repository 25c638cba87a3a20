import { useCallback, useMemo, useRef, useState } from 'react';
import type { EventSummary } from '../../shared/contract/events';
import type { CueId } from '../../shared/contract/ids';
import type { Cue } from '../../shared/contract/rundown';
import { ScreenKind } from '../../shared/contract/screens';
import { planReorder, type Reorder } from '../../shared/domain/arrivals';
import { type CatchUp, planCatchUp } from '../../shared/domain/planner';
import type { RoomTiming } from '../../shared/domain/rundown';
import type { ShowCommand } from '../../shared/domain/show';
import { client } from '../client';
import { useBriefRefusal } from '../ui/refusal';
import type { Calls } from './useCalls';
import type { Show } from './useShow';

/** What the planner has to offer now: to catch up, or to exchange cues whose people are not here. */
export type Offer =
  | { readonly kind: 'catchUp'; readonly plan: CatchUp<Cue> }
  | { readonly kind: 'reorder'; readonly plan: Reorder<Cue> };

/** A show caller at work: the room that is called, the cue that is selected, and everything that can be commanded. */
export interface Caller extends CalledRoom {
  readonly event: EventSummary;
  readonly show: Show;
  readonly selected: CueId | undefined;
  readonly select: (cue: CueId | undefined) => void;
  readonly offers: readonly Offer[];
  readonly give: (command: ShowCommand) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly next: () => void;
  readonly stretch: (byMs: number) => void;
  readonly holdOrGoOn: () => void;
  readonly skipSelected: () => void;
  readonly jumpSelected: () => void;
  readonly moveSelected: (by: -1 | 1) => void;
  readonly selectBy: (by: -1 | 1) => void;
  readonly accept: () => void;
  readonly callNext: (kind: 'call' | 'passOver') => void;
  readonly blackOut: () => void;
}

/** The room that is called, of those of a show: the hall, until another is chosen. */
export interface CalledRoom {
  readonly room: RoomTiming<Cue>;
  readonly setRoom: (room: string) => void;
}

export function useCalledRoom({ timing }: Show): CalledRoom {
  const [name, setRoom] = useState('');
  return { room: timing.rooms.find((each) => each.room === name) ?? timing, setRoom };
}

const offerEvery = 5000;
/** Less than this (ms) nobody in the hall notices. */
const worthOffering = 30_000;

/** Looked for anew with each command, and as time passes. */
function useOffers(show: Show, room: RoomTiming<Cue>): readonly Offer[] {
  const time = Math.floor(show.now / offerEvery) * offerEvery;
  const { rundown } = show;
  const name = room.room;
  // The room itself is made anew every second; what matters of it is in the rundown and the time.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo(() => {
    const catchUp = planCatchUp(rundown, name, Math.max(time, show.now));
    const reorder = planReorder(room, show.now);
    return [
      ...(catchUp && catchUp.lateBy >= worthOffering ? [{ kind: 'catchUp' as const, plan: catchUp }] : []),
      ...(reorder ? [{ kind: 'reorder' as const, plan: reorder }] : []),
    ];
  }, [rundown, name, time]);
}

export function useCaller(
  event: EventSummary,
  show: Show,
  { room, setRoom }: CalledRoom,
  calls: Calls | undefined,
): Caller {
  const showRefusal = useBriefRefusal();
  const [selected, select] = useState<CueId>();
  const offers = useOffers(show, room);
  const eventId = event.id;
  // The same from picture to picture, so that what shows nothing new is not drawn anew.
  const refused = useRef(showRefusal);
  refused.current = showRefusal;
  const give = useCallback(
    (command: ShowCommand) => {
      client.rundown.give({ eventId, command }).catch((error: unknown) => refused.current(error));
    },
    [eventId],
  );
  const inRoom = room.room === '' ? {} : { room: room.room };
  const chosen = room.cues.find(({ cue }) => cue.id === selected);
  const waiting = room.cues.filter(({ state }) => state === 'next' || state === 'later');
  const moveSelected = (by: -1 | 1) => {
    const place = waiting.findIndex(({ cue }) => cue.id === selected);
    const cue = waiting[place]?.cue.id;
    const beside = waiting[place + (by === 1 ? 2 : -1)];
    if (!cue || (by === -1 && !beside) || (by === 1 && !waiting[place + 1])) return;
    give({ kind: 'move', cue, before: beside?.cue.id ?? null });
  };
  return {
    event,
    show,
    room,
    setRoom,
    selected,
    select,
    offers,
    give,
    undo: () => void client.rundown.undo({ eventId }).catch(showRefusal),
    redo: () => void client.rundown.redo({ eventId }).catch(showRefusal),
    next: () => give({ kind: room.phase === 'waiting' ? 'start' : 'next', ...inRoom }),
    stretch: (byMs) => {
      const cue = (chosen ?? room.current)?.cue.id;
      if (cue) give({ kind: 'stretch', cue, byMs });
    },
    holdOrGoOn: () => give({ kind: room.current?.held ? 'goOn' : 'hold', ...inRoom }),
    skipSelected: () => {
      const target = chosen ?? room.next;
      if (target) give({ kind: target.state === 'skipped' ? 'unskip' : 'skip', cue: target.cue.id });
    },
    jumpSelected: () => {
      if (chosen) give({ kind: 'jump', cue: chosen.cue.id });
    },
    moveSelected,
    selectBy: (by) => {
      const place = room.cues.findIndex(({ cue }) => cue.id === selected);
      const current = room.cues.findIndex(({ state }) => state === 'current');
      const from = place >= 0 ? place : current;
      const target = room.cues[Math.min(room.cues.length - 1, Math.max(0, from + by))];
      select(target?.cue.id);
    },
    accept: () => {
      const [offer] = offers;
      if (offer) give({ kind: 'plan', changes: [...offer.plan.changes] });
    },
    callNext: (kind) => {
      const person = calls?.list.waiting[0]?.person.id;
      if (calls && person) give({ kind, cue: calls.cue.id, person });
    },
    blackOut: () => {
      client.screens.black({ kinds: [...ScreenKind.options] }).catch(showRefusal);
    },
  };
}
