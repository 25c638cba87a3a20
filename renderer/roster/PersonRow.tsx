import { ActionIcon, Badge, Checkbox, Skeleton, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPencil, IconUsers } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttendeeId } from '../../shared/contract/ids';
import type { ListedPerson } from '../../shared/contract/roster';
import type { RosterColumn } from '../../shared/contract/rosterView';
import { useTimeFormat } from '../ui/time';
import { CellEditor } from './CellEditor';
import { Completion } from './Completion';
import { cellsToEdit, type EditableCell } from './cellEdit';
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
  /** The cell that is a field just now. */
  readonly editing: EditableCell | undefined;
  readonly onEdit: (cell: EditableCell | undefined) => void;
}

/** A person in the list. The name is the button that opens what is known of them; the row only makes its target larger. F2 edits it in place. */
export function PersonRow(props: Props) {
  const { id, index, top, grid, person, columns, zone, selected, onSelect, onOpen, editing, onEdit } = props;
  const { t } = useTranslation();
  const cells = cellsToEdit(columns);
  const row = useRef<HTMLDivElement>(null);
  const wasEditing = useRef(editing);
  useEffect(() => {
    const ended = wasEditing.current !== undefined && editing === undefined;
    wasEditing.current = editing;
    // Where the field was, nothing has the focus any more: the keyboard goes on from this row.
    if (ended && document.activeElement === document.body) row.current?.querySelector('button')?.focus();
  }, [editing]);
  const cell = (column: 'name' | RosterColumn, content: ReactNode) => {
    const editable = cells.find((one) => one === column);
    if (person && editable !== undefined && editable === editing) {
      return (
        <Cell key={column} field>
          <CellEditor
            key={editable}
            person={person}
            cell={editable}
            onMove={(move) =>
              onEdit(
                move === 'done' ? undefined : cells[cells.indexOf(editable) + (move === 'next' ? 1 : -1)],
              )
            }
          />
        </Cell>
      );
    }
    return (
      <Cell key={column}>
        {content}
        {person && editable && (
          <ActionIcon
            className={classes.pencil ?? ''}
            variant="default"
            size={32}
            tabIndex={-1}
            aria-label={t('people.inline.field', { column: t(`people.column.${column}`), name: person.name })}
            onClick={(event) => {
              event.stopPropagation();
              onEdit(editable);
            }}
            data-testid={`edit-cell-${column}`}
          >
            <IconPencil size={16} />
          </ActionIcon>
        )}
      </Cell>
    );
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table's own layout can't leave out the rows that are not on screen.
    // biome-ignore lint/a11y/useFocusableInteractive: the name in it is the button.
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      style={{ gridTemplateColumns: grid, transform: `translateY(${top}px)` }}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== 'F2' || !person) return;
        event.preventDefault();
        onEdit('name');
      }}
      ref={row}
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
      {cell(
        'name',
        person ? (
          <Name person={person} role={!columns.includes('role')} onOpen={onOpen} />
        ) : (
          <Skeleton height={16} />
        ),
      )}
      {columns.map((column) => cell(column, person && <Value column={column} person={person} zone={zone} />))}
    </div>
  );
}

function Cell({ children, field = false }: { readonly children: ReactNode; readonly field?: boolean }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above.
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click into the field is no click on the row.
    <div
      role="cell"
      className={classes.cell}
      data-field={field || undefined}
      onClick={(event) => field && event.stopPropagation()}
    >
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
      <UnstyledButton className={classes.name ?? ''} onClick={onOpen} aria-keyshortcuts="F2">
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
