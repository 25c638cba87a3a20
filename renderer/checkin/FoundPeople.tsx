import type { Person } from '../../shared/contract/roster';
import { PersonOption } from './PersonOption';

/** The options of a list of people that was found for what is typed: in the list of that id, whose field names the chosen one. */
export function FoundPeople({
  listId,
  people,
  chosen,
  zone,
  onPoint,
  onAdmit,
}: {
  readonly listId: string;
  readonly people: readonly Person[];
  readonly chosen: Person | undefined;
  readonly zone: string;
  /** By its place in the list. */
  readonly onPoint: (place: number) => void;
  readonly onAdmit: (person: Person) => void;
}) {
  return people.map((person, place) => (
    <PersonOption
      key={person.id}
      id={`${listId}-${person.id}`}
      person={person}
      zone={zone}
      chosen={person === chosen}
      onPoint={() => onPoint(place)}
      onAdmit={() => onAdmit(person)}
    />
  ));
}
