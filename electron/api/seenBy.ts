import type { Person, PersonDetail } from '../../shared/contract/roster';
import type { Caller } from '../../shared/domain/access';

const hiddenDigits = '••••';

/** What a caller sees of a person: the organizer everything, a steward name and affiliation, and whether they are in. */
export function seenBy({ role }: Caller, person: Person): Person {
  if (role === 'organizer') return person;
  // That somebody has digits to ask for is known at the door; the digits they say themselves.
  const phoneLast4 = person.phoneLast4 === '' ? '' : hiddenDigits;
  return { ...person, phoneLast4, results: [], eligibility: null };
}

/** The same for all that is known of one person: to others than the organizer no more than lists show. */
export function detailSeenBy(caller: Caller, person: PersonDetail): PersonDetail {
  if (caller.role === 'organizer') return person;
  return {
    ...person,
    ...seenBy(caller, person),
    email: '',
    phone: '',
    reading: '',
    attention: '',
    tags: [],
    honours: [],
    history: [],
    events: [],
  };
}
