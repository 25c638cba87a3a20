import type { Lane } from '../../shared/contract/checkin';
import { isEntry, personOf } from '../../shared/domain/verdict';
import type { Shown } from './scanner';

/**
 * What an undo at the lane takes back: the entry that it shows, though its list has not heard of it yet; otherwise the last one of
 * this door by the list. `shown`: what is shown of this lane's event.
 */
export function undoableNow(lane: Lane | undefined, shown: Shown | undefined): Lane['undoable'] {
  const listed = lane?.undoable ?? null;
  if (shown?.kind !== 'verdict') return listed;
  const { id, verdict } = shown.result;
  const person = personOf(verdict);
  if (!person || !(isEntry(verdict) || verdict.kind === 'goneOut')) return listed;
  // The ids of one machine are in the order of their time.
  return lane?.last.every((line) => line.id < id) === false ? listed : { id, person };
}
