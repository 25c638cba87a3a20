import { NativeSelect, TextInput, Tooltip } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListedPerson, PersonEdit, Role } from '../../shared/contract/roster';
import { cellEdit, cellText, type EditableCell } from './cellEdit';
import { useEditPeople } from './useEditPeople';

/** Where the editing goes on after a cell. */
export type Move = 'next' | 'previous' | 'done';

/**
 * One cell of the list as a field: Enter or leaving it saves, Tab saves and goes on to the next cell, Escape leaves it as it
 * was. What can't be stored stays in the field, with the sentence that says why.
 */
export function CellEditor({
  person,
  cell,
  onMove,
}: {
  readonly person: ListedPerson;
  readonly cell: EditableCell;
  readonly onMove: (move: Move) => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => cellText(person, cell));
  const [problem, setProblem] = useState<string>();
  const move = useRef<Move>('done');
  const closed = useRef(false);
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const close = () => {
    closed.current = true;
    onMove(move.current);
  };
  const save = useEditPeople(close);
  const commit = (to: Move) => {
    if (closed.current || save.isPending) return;
    move.current = to;
    const edit = cellEdit(person, cell, text);
    if (!edit) close();
    else if (PersonEdit.safeParse(edit).success) save.mutate({ edits: [{ id: person.id, edit }] });
    else
      setProblem(
        t(`people.inline.bad.${text.trim() === '' ? 'empty' : cell === 'email' ? 'email' : 'long'}`),
      );
  };
  useEffect(() => {
    field.current?.focus();
    if (field.current instanceof HTMLInputElement) field.current.select();
  }, []);
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter') commit('done');
    else if (event.key === 'Tab') commit(event.shiftKey ? 'previous' : 'next');
    else return;
    event.preventDefault();
  };
  const common = {
    ref: field,
    value: text,
    'aria-label': t('people.inline.field', { column: t(`people.column.${cell}`), name: person.name }),
    onKeyDown: keys,
    onBlur: () => commit('done'),
    'data-testid': `cell-${cell}`,
  };
  return cell === 'role' ? (
    <NativeSelect
      {...common}
      data={Role.options.map((role) => ({ value: role, label: t(`people.role.${role}`) }))}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  ) : (
    <Tooltip label={<span role="alert">{problem}</span>} opened={problem !== undefined} color="red" withArrow>
      <TextInput
        {...common}
        readOnly={save.isPending}
        error={problem !== undefined}
        placeholder={cell === 'tags' ? t('people.inline.tags') : ''}
        onChange={(event) => {
          setProblem(undefined);
          setText(event.currentTarget.value);
        }}
      />
    </Tooltip>
  );
}
