import { useState } from 'react';
import type { CueId } from '../../../shared/contract/ids';

export interface Selection {
  readonly ids: ReadonlySet<CueId>;
  /** The one that was chosen last: where a new cue is put after, and a range begins. */
  readonly last: CueId | undefined;
  readonly choose: (id: CueId, how: 'only' | 'toggle' | 'range') => void;
  readonly set: (ids: readonly CueId[]) => void;
}

/** Which cues are chosen. Those that are no more are left out. */
export function useSelection(order: readonly CueId[]): Selection {
  const [chosen, setChosen] = useState<readonly CueId[]>([]);
  const there = chosen.filter((id) => order.includes(id));
  const last = there.at(-1);
  return {
    ids: new Set(there),
    last,
    choose: (id, how) => {
      if (how === 'only') setChosen([id]);
      else if (how === 'toggle')
        setChosen(there.includes(id) ? there.filter((each) => each !== id) : [...there, id]);
      else {
        const [from, to] = [order.indexOf(there[0] ?? id), order.indexOf(id)];
        const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
        setChosen(from <= to ? range : range.toReversed());
      }
    },
    set: setChosen,
  };
}
