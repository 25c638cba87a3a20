import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { EventSummary } from '../../../shared/contract/events';
import type { Cue } from '../../../shared/contract/rundown';
import type { EditedRundown, EditName } from '../../../shared/contract/rundownEditor';
import type { CueFields, EditStep, PlannedCue } from '../../../shared/domain/rundownEdit';
import { client, orpc } from '../../client';
import { useShowRefusal } from '../../ui/refusal';

/** A cue as the plan has it: people by their ids, nothing of the day itself. */
export function planned({ names: _names, people, ...cue }: Cue): PlannedCue {
  return { ...cue, people: people.map(({ id }) => id) };
}

export interface Editor {
  readonly event: EventSummary;
  readonly rundown: EditedRundown;
  readonly edit: (what: EditName, steps: readonly EditStep[]) => Promise<boolean>;
  /** Sets fields of one cue; refused where another window has written them since they were seen. */
  readonly change: (cue: Cue, set: CueFields) => Promise<boolean>;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** An event's rundown to be edited; undefined until the first answer. What is asked is done one after another. */
export function useEditor(event: EventSummary): Editor | undefined {
  const eventId = event.id;
  const showRefusal = useShowRefusal();
  const { data: rundown } = useQuery(
    orpc.rundownEditor.live.experimental_liveOptions({ input: { eventId } }),
  );
  const seen = useRef(0);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const revision = rundown?.revision ?? 0;
  useEffect(() => {
    seen.current = Math.max(seen.current, revision);
  }, [revision]);
  if (!rundown) return undefined;
  const ask = (work: () => Promise<{ readonly revision: number }>): Promise<boolean> => {
    const asked = queue.current.then(work).then(
      (answer) => {
        seen.current = Math.max(seen.current, answer.revision);
        return true;
      },
      (error: unknown) => {
        showRefusal(error);
        return false;
      },
    );
    queue.current = asked;
    return asked;
  };
  const edit: Editor['edit'] = (what, steps) =>
    ask(() => client.rundownEditor.edit({ eventId, what, steps: [...steps] }));
  return {
    event,
    rundown,
    edit,
    change: (cue, set) => {
      const was = Object.fromEntries(
        Object.entries(planned(cue)).filter(([name]) => Object.hasOwn(set, name)),
      );
      return edit('change', [{ kind: 'change', changes: [{ cue: cue.id, set, was }] }]);
    },
    undo: () => void ask(() => client.rundownEditor.undo({ eventId, revision: seen.current })),
    redo: () => void ask(() => client.rundownEditor.redo({ eventId, revision: seen.current })),
  };
}
