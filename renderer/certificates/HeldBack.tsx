import { Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Desk.module.css';

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly people: readonly { readonly id: string; readonly name: string; readonly why: ReactNode }[];
}

/** Who can't be printed, and why: first thing seen, before anything prints. */
export function HeldBack({ title, hint, people }: Props) {
  if (people.length === 0) return null;
  return (
    <section className={classes.problem} role="alert" data-testid="held-back">
      <h3>
        <IconAlertTriangle size={20} aria-hidden="true" />
        {title}
      </h3>
      <Text size="sm">{hint}</Text>
      <ul>
        {people.map(({ id, name, why }) => (
          <li key={id}>
            <strong>
              <bdi>{name}</bdi>
            </strong>{' '}
            — {why}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Characters, each set apart so that one can see which they are. */
export function Glyphs({ characters }: { readonly characters: readonly string[] }) {
  return characters.map((character) => (
    <span key={character}>
      <bdi className={classes.glyph}>{character}</bdi>{' '}
      <span className={classes.small}>
        {[...character]
          .map((part) => `U+${(part.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
          .join(' ')}
      </span>{' '}
    </span>
  ));
}
