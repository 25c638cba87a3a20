import { UnstyledButton } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import type { AttendeeId } from '../../shared/contract/ids';
import classes from './Desk.module.css';

interface Listed {
  readonly attendeeId: AttendeeId;
  readonly name: string;
  readonly nameLatin: string;
  readonly affiliation: string;
}

interface Props<T extends Listed> {
  readonly label: string;
  readonly people: readonly T[];
  readonly chosen: AttendeeId | undefined;
  readonly choose: (id: AttendeeId) => void;
  readonly testId: string;
  readonly state: (person: T) => ReactNode;
}

/** Up and down go from one row to the next. */
function move(event: KeyboardEvent<HTMLUListElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const rows: readonly (Element | null)[] = [...event.currentTarget.querySelectorAll('button')];
  const next = rows[rows.indexOf(document.activeElement) + step];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
  next.click();
}

/** People under each other, one of them chosen. */
export function PersonList<T extends Listed>({ label, people, chosen, choose, testId, state }: Props<T>) {
  return (
    <ul className={classes.list} aria-label={label} onKeyDown={move}>
      {people.map((person) => (
        <li key={person.attendeeId}>
          <UnstyledButton
            className={classes.row ?? ''}
            aria-current={person.attendeeId === chosen}
            onClick={() => choose(person.attendeeId)}
            data-testid={testId}
          >
            <span className={classes.person}>
              <bdi className={classes.name}>{person.name}</bdi>
              <br />
              <span className={classes.small}>
                {[person.nameLatin === person.name ? '' : person.nameLatin, person.affiliation]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {state(person)}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
