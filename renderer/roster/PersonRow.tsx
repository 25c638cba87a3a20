import { Badge, Checkbox, Skeleton, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendeeId } from '../../shared/contract/ids';
import type { ListedPerson } from '../../shared/contract/roster';
import type { RosterColumn } from '../../shared/contract/rosterView';
import { useTimeFormat } from '../ui/time';
import { Completion } from './Completion';
import classes from './PersonRow.module.css';
import { TrackMarks } from './TrackMarks';

interface Props {
  readonly id: AttendeeId;
  readonly index: number;
  readonly top: number;
  readonly grid: string;
  /** Undefined until the answer comes. */
  readonly person: ListedPerson | undefined;
  readonly columns: readonly RosterColumn[];
  readonly zone: string | undefined;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
}

/** A person in the list. The name is the button that opens what is known of them; the row only makes its target larger. */
export function PersonRow(props: Props) {
  const { id, index, top, grid, person, columns, zone, selected, onSelect, onOpen } = props;
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table's own layout can't leave out the rows that are not on screen.
    // biome-ignore lint/a11y/useFocusableInteractive: the name in it is the button.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the name in it is the button.
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      style={{ gridTemplateColumns: grid, transform: `translateY(${top}px)` }}
      onClick={onOpen}
      data-selected={selected || undefined}
      data-testid={person ? 'person-row' : 'person-waiting'}
      data-id={id}
      data-role={person?.role}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the box in it takes the keys; the cell only makes its target larger. */}
      <div
        role="cell"
        className={classes.tick}
        onClick={(event) => {
          event.stopPropagation();
          if (event.target === event.currentTarget) onSelect();
        }}
      >
        <Checkbox
          aria-label={t('people.bulk.select', { name: person?.name ?? '' })}
          checked={selected}
          onChange={onSelect}
          data-testid="person-select"
        />
      </div>
      <Cell>
        {person ? (
          <Name person={person} role={!columns.includes('role')} onOpen={onOpen} />
        ) : (
          <Skeleton height={16} />
        )}
      </Cell>
      {columns.map((column) => (
        <Cell key={column}>{person && <Value column={column} person={person} zone={zone} />}</Cell>
      ))}
    </div>
  );
}

function Cell({ children }: { readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above.
    <div role="cell" className={classes.cell}>
      {children}
    </div>
  );
}

function Name({
  person,
  role,
  onOpen,
}: {
  readonly person: ListedPerson;
  readonly role: boolean;
  readonly onOpen: () => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={classes.nameCell}>
      <UnstyledButton className={classes.name ?? ''} onClick={onOpen}>
        <span className={classes.names}>
          <Text span fw={600} truncate="end">
            {person.name}
          </Text>
          {person.nameLatin !== '' && person.nameLatin !== person.name && (
            <Text span size="sm" c="dimmed" truncate="end">
              {person.nameLatin}
            </Text>
          )}
        </span>
      </UnstyledButton>
      {person.sharesName && (
        <Tooltip label={t('people.sharesNameHint')} multiline maw={280}>
          <Badge
            variant="light"
            color="orange"
            size="lg"
            leftSection={<IconUsers size={14} />}
            className={classes.badge ?? ''}
            data-testid="shares-name"
          >
            {t('people.sharesName')}
          </Badge>
        </Tooltip>
      )}
      {role && person.role !== 'participant' && (
        <Badge variant="light" size="lg" className={classes.badge ?? ''}>
          {t(`people.role.${person.role}`)}
        </Badge>
      )}
    </div>
  );
}

interface ValueProps {
  readonly column: RosterColumn;
  readonly person: ListedPerson;
  readonly zone: string | undefined;
}

function Value({ column, person, zone }: ValueProps) {
  const { t } = useTranslation();
  const { time } = useTimeFormat(zone);
  switch (column) {
    case 'role':
      return t(`people.role.${person.role}`);
    case 'affiliation':
      return <Text truncate="end">{person.affiliation || person.title}</Text>;
    case 'phone':
      return person.phoneLast4;
    case 'tags':
      return (
        <Text truncate="end" data-testid="person-tags">
          {person.tags.join(', ')}
        </Text>
      );
    case 'tracks':
      return person.eligibility && <TrackMarks findings={person.eligibility.findings} />;
    case 'state':
      return person.eligibility && <Completion complete={person.eligibility.eligible} />;
    case 'present':
      return (
        person.presentAt !== null && (
          <span className={classes.present}>
            <IconCheck size={18} aria-hidden="true" />
            {time(person.presentAt)}
          </span>
        )
      );
    default:
      return <Text truncate="end">{person[column]}</Text>;
  }
}
