import type { Person } from '../../shared/contract/roster';

/** What the list of people is narrowed to; null is no matter. */
export interface Filters {
  readonly text: string;
  readonly role: 'participants' | 'castOnly' | null;
  readonly complete: 'completeOnly' | 'incompleteOnly' | null;
  readonly present: 'presentOnly' | 'absentOnly' | null;
}

export const noFilters: Filters = { text: '', role: null, complete: null, present: null };

/** True where a person is among those asked for. The text has been looked for already. */
export function fits(person: Person, { role, complete, present }: Filters): boolean {
  if (role !== null && (person.role === 'participant') !== (role === 'participants')) return false;
  if (complete !== null && (person.eligibility?.eligible ?? null) !== (complete === 'completeOnly'))
    return false;
  return present === null || (person.presentAt !== null) === (present === 'presentOnly');
}
