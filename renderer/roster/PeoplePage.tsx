import { AttendeeId } from '../../shared/contract/ids';
import { ImportPage } from './ImportPage';
import { RosterPage } from './RosterPage';

/**
 * The job People: the roster, or the page that takes files in (`#/people/import`), or one person (`#/people/person/ID`), or
 * the list on its way out (`#/people/export`).
 */
export function PeoplePage({ rest }: { readonly rest: readonly string[] }) {
  if (rest[0] === 'import') return <ImportPage />;
  const asked = rest[0] === 'person' ? AttendeeId.safeParse(rest[1]).data : undefined;
  return <RosterPage asked={asked} exporting={rest[0] === 'export'} />;
}
