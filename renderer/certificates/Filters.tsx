import { UnstyledButton } from '@mantine/core';
import classes from './Desk.module.css';

interface Props<T extends string> {
  readonly label: string;
  readonly testId: string;
  readonly value: T;
  readonly choose: (value: T) => void;
  readonly options: readonly { readonly value: T; readonly label: string; readonly count: number }[];
  /** The one whose count is trouble when it is not 0. */
  readonly problem?: T;
}

/** Filters that say how many each would show. */
export function Filters<T extends string>({ label, testId, value, choose, options, problem }: Props<T>) {
  return (
    <fieldset className={classes.filters} aria-label={label} data-testid={testId}>
      {options.map((option) => (
        <UnstyledButton
          key={option.value}
          className={classes.filter ?? ''}
          aria-pressed={option.value === value}
          data-problem={(option.value === problem && option.count > 0) || undefined}
          onClick={() => choose(option.value)}
          data-testid={`filter-${option.value}`}
        >
          <span>{option.label}</span>
          <strong>{option.count}</strong>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
