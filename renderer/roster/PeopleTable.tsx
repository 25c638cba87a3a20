import { Checkbox, Kbd } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../shared/contract/events';
import type { AttendeeId } from '../../shared/contract/ids';
import type { ListedPerson } from '../../shared/contract/roster';
import type { RosterColumn } from '../../shared/contract/rosterView';
import { orpc } from '../client';
import type { EditableCell } from './cellEdit';
import { PersonRow } from './PersonRow';
import classes from './RosterPage.module.css';

const rowHeight = 57;
/** So many people are asked for at once. */
const chunk = 100;

const widths: Readonly<Record<RosterColumn, string>> = {
  role: '104px',
  affiliation: 'minmax(120px, 2fr)',
  title: 'minmax(96px, 1.5fr)',
  team: '88px',
  email: 'minmax(176px, 2fr)',
  phone: '96px',
  tags: 'minmax(120px, 1.5fr)',
  attention: 'minmax(136px, 2fr)',
  tracks: '156px',
  state: '120px',
  present: '104px',
};

/** How the columns share a row; the last ones are reached by scrolling inside the table where there are many. */
export function gridOf(columns: readonly RosterColumn[]): string {
  return ['44px', 'minmax(200px, 3fr)', ...columns.map((column) => widths[column])].join(' ');
}

interface Props {
  readonly ids: readonly AttendeeId[];
  readonly columns: readonly RosterColumn[];
  readonly event: EventSummary | undefined;
  readonly selected: ReadonlySet<AttendeeId>;
  readonly onSelect: (selected: ReadonlySet<AttendeeId>) => void;
  readonly onOpen: (id: AttendeeId) => void;
}

/** The list of people, of which only the rows on screen are drawn and asked for: also with 100,000 people. */
export function PeopleTable({ ids, columns, event, selected, onSelect, onOpen }: Props) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const [editing, setEditing] = useState<{ readonly id: AttendeeId; readonly cell: EditableCell }>();
  const edited = editing ? ids.indexOf(editing.id) : -1;
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // What is being typed is not lost when one scrolls on.
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      return edited === -1 || drawn.includes(edited) ? drawn : [...drawn, edited].sort((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();
  const people = usePeople(
    ids,
    items.map(({ index }) => index),
    event?.id ?? null,
  );
  const shown = columns.filter((column) => event || column !== 'present');
  const grid = gridOf(shown);
  const all = ids.length > 0 && ids.every((id) => selected.has(id));
  const toggle = (id: AttendeeId) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  return (
    <div className={classes.card} ref={scroller} data-testid="people-table">
      {/* biome-ignore lint/a11y/useSemanticElements: a table's own layout can't leave out the rows that are not on screen. */}
      <div
        role="table"
        className={classes.table}
        aria-rowcount={ids.length + 1}
        aria-label={t('people.title')}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: see above. */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: a row of headers does nothing. */}
        <div role="row" className={classes.header} style={{ gridTemplateColumns: grid }} aria-rowindex={1}>
          {/* biome-ignore lint/a11y/useSemanticElements: see above. */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: see above. */}
          <span role="columnheader">
            <Checkbox
              aria-label={t('people.bulk.all')}
              checked={all}
              indeterminate={!all && selected.size > 0}
              onChange={() => onSelect(all ? new Set() : new Set(ids))}
              data-testid="people-select-all"
            />
          </span>
          {['name', ...shown].map((column) => (
            // biome-ignore lint/a11y/useSemanticElements: see above.
            // biome-ignore lint/a11y/useFocusableInteractive: see above.
            <span key={column} role="columnheader" data-column={column}>
              {t(`people.column.${column}`)}
              {column === 'name' && (
                <span className={classes.keyHint}>
                  <Kbd>F2</Kbd> {t('people.inline.hint')}
                </span>
              )}
            </span>
          ))}
        </div>
        <div className={classes.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const id = ids[index];
            return (
              id !== undefined && (
                <PersonRow
                  key={id}
                  id={id}
                  index={index}
                  top={start}
                  grid={grid}
                  person={people.get(id)}
                  columns={shown}
                  zone={event?.zone}
                  selected={selected.has(id)}
                  onSelect={() => toggle(id)}
                  onOpen={() => onOpen(id)}
                  editing={editing?.id === id ? editing.cell : undefined}
                  onEdit={(cell) => setEditing(cell && { id, cell })}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The people of the rows on screen, asked for in portions that stay the same while one scrolls. */
function usePeople(
  ids: readonly AttendeeId[],
  indexes: readonly number[],
  eventId: EventSummary['id'] | null,
): ReadonlyMap<AttendeeId, ListedPerson> {
  const chunks = [...new Set(indexes.map((index) => Math.floor(index / chunk)))];
  const answers = useQueries({
    queries: chunks.map((at) =>
      orpc.roster.rows.queryOptions({
        input: { ids: ids.slice(at * chunk, (at + 1) * chunk), eventId },
        staleTime: 60_000,
      }),
    ),
  });
  return new Map(answers.flatMap(({ data }) => data ?? []).map((person) => [person.id, person]));
}
