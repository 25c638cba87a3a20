import { useState } from 'react';
import type { EventId } from '../../shared/contract/ids';
import {
  asksEvent,
  firstColumns,
  noFilter,
  RosterColumn,
  type RosterFilter,
  type SavedView,
} from '../../shared/contract/rosterView';

const key = 'people.columns';

function rememberedColumns(): readonly RosterColumn[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return RosterColumn.array()
      .catch([...firstColumns])
      .parse(stored);
  } catch {
    return firstColumns;
  }
}

/** What the list of people shows: the words looked for, the filter, and the columns, which this machine remembers. */
export interface RosterView {
  readonly text: string;
  readonly filter: RosterFilter;
  readonly columns: readonly RosterColumn[];
  /** The event that the kept list is about; null: the one chosen. */
  readonly eventId: EventId | null;
  /** The filter gives other people for another event. */
  readonly asksEvent: boolean;
  readonly narrowed: boolean;
  readonly type: (text: string) => void;
  readonly narrow: (change: Partial<RosterFilter>) => void;
  readonly choose: (columns: readonly RosterColumn[]) => void;
  readonly clear: () => void;
  readonly open: (view: SavedView) => void;
  /** Leaves the event of the kept list for the one chosen. */
  readonly followChosen: () => void;
}

export function useRosterView(): RosterView {
  const [text, type] = useState('');
  const [filter, setFilter] = useState(noFilter);
  const [columns, setColumns] = useState(rememberedColumns);
  const [eventId, setEventId] = useState<EventId | null>(null);
  const choose = (chosen: readonly RosterColumn[]) => {
    const inOrder = RosterColumn.options.filter((column) => chosen.includes(column));
    localStorage.setItem(key, JSON.stringify(inOrder));
    setColumns(inOrder);
  };
  return {
    text,
    filter,
    columns,
    eventId,
    asksEvent: asksEvent(filter),
    narrowed: text.trim() !== '' || Object.values(filter).some((value) => value !== null),
    type,
    narrow: (change) => setFilter((before) => ({ ...before, ...change })),
    choose,
    clear: () => {
      type('');
      setFilter(noFilter);
      setEventId(null);
    },
    open: (view) => {
      type('');
      setFilter(view.filter);
      setEventId(view.eventId);
      choose(view.columns);
    },
    followChosen: () => setEventId(null),
  };
}
