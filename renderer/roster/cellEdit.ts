import type { ListedPerson, PersonEdit } from '../../shared/contract/roster';
import { Role } from '../../shared/contract/roster';
import type { RosterColumn } from '../../shared/contract/rosterView';

/** What can be typed in the list itself; the rest is edited where the person is shown whole. */
const editableCells = [
  'name',
  'role',
  'affiliation',
  'title',
  'team',
  'email',
  'tags',
  'attention',
] as const satisfies readonly ('name' | RosterColumn)[];
export type EditableCell = (typeof editableCells)[number];

/** The cells of a row that can be edited, in the order in which they stand. */
export function cellsToEdit(columns: readonly RosterColumn[]): readonly EditableCell[] {
  return ['name' as const, ...columns].flatMap((column) => editableCells.filter((cell) => cell === column));
}

/** What stands in the field when the editing of a cell begins. */
export function cellText(person: ListedPerson, cell: EditableCell): string {
  return cell === 'tags' ? person.tags.join(', ') : person[cell];
}

/** The change that was typed; undefined where nothing was. Tags are parted by commas. */
export function cellEdit(person: ListedPerson, cell: EditableCell, text: string): PersonEdit | undefined {
  const typed = text.trim().normalize('NFC');
  if (typed === cellText(person, cell)) return undefined;
  switch (cell) {
    case 'tags': {
      const tags = [
        ...new Set(
          typed
            .split(',')
            .map((tag) => tag.trim())
            .filter((tag) => tag !== ''),
        ),
      ];
      return tags.join('\n') === person.tags.join('\n') ? undefined : { tags };
    }
    case 'role': {
      const role = Role.safeParse(typed);
      return role.success ? { role: role.data } : undefined;
    }
    default:
      return { [cell]: typed };
  }
}
