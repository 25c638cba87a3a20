import { useState } from 'react';
import {
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
  readonly narrowed: boolean;
  readonly type: (text: string) => void;
  readonly narrow: (change: Partial<RosterFilter>) => void;
  readonly choose: (columns: readonly RosterColumn[]) => void;
  readonly clear: () => void;
  readonly open: (view: SavedView) => void;
}

export function useRosterView(): RosterView {
  const [text, type] = useState('');
  const [filter, setFilter] = useState(noFilter);
  const [columns, setColumns] = useState(rememberedColumns);
  const choose = (chosen: readonly RosterColumn[]) => {
    const inOrder = RosterColumn.options.filter((column) => chosen.includes(column));
    localStorage.setItem(key, JSON.stringify(inOrder));
    setColumns(inOrder);
  };
  return {
    text,
    filter,
    columns,
    narrowed: text.trim() !== '' || Object.values(filter).some((value) => value !== null),
    type,
    narrow: (change) => setFilter((before) => ({ ...before, ...change })),
    choose,
    clear: () => {
      type('');
      setFilter(noFilter);
    },
    open: (view) => {
      type('');
      setFilter(view.filter);
      choose(view.columns);
    },
  };
}
