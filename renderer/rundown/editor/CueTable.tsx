import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Checkbox } from '@mantine/core';
import { IconCheck, IconGripVertical, IconLock, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CueId } from '../../../shared/contract/ids';
import type { Cue } from '../../../shared/contract/rundown';
import type { CueTiming } from '../../../shared/domain/rundown';
import { useBilingual } from '../../ui/i18n';
import { useTimeFormat } from '../../ui/time';
import { minutesOf } from '../duration';
import classes from './CueTable.module.css';
import type { Selection } from './useSelection';

interface RowProps {
  readonly timing: CueTiming<Cue>;
  readonly zone: string;
  readonly part: string | undefined;
  readonly showRoom: boolean;
  readonly selection: Selection;
}

function Row({ timing, zone, part, showRoom, selection }: RowProps) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { time } = useTimeFormat(zone);
  const { cue, state, actualStart } = timing;
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id: cue.id });
  const title = text(cue.title, cue.titleEn);
  return (
    <li
      ref={setNodeRef}
      className={classes.item}
      data-dragging={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      data-testid="editor-cue"
    >
      {part !== undefined && <h2 className={classes.part}>{part || t('editor.noPart')}</h2>}
      <div
        className={classes.row}
        data-selected={selection.ids.has(cue.id) || undefined}
        data-state={state}
        data-colour={cue.colour || undefined}
      >
        <button
          type="button"
          ref={setActivatorNodeRef}
          className={classes.handle}
          {...attributes}
          {...listeners}
          aria-label={t('editor.drag', { title })}
          data-testid="drag"
        >
          <IconGripVertical size={20} aria-hidden="true" />
        </button>
        <Checkbox
          aria-label={t('editor.choose', { title })}
          checked={selection.ids.has(cue.id)}
          onChange={() => selection.choose(cue.id, 'toggle')}
          size="md"
        />
        <button
          type="button"
          className={classes.open}
          aria-pressed={selection.ids.has(cue.id)}
          onClick={(event) =>
            selection.choose(
              cue.id,
              event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only',
            )
          }
          data-testid="open-cue"
        >
          <span className={classes.label}>{cue.label}</span>
          <span className={classes.time}>
            <strong>{time(timing.plannedStart)}</strong>
            {cue.hardStart ? (
              <span className={classes.hard}>
                <IconLock size={13} aria-hidden="true" /> {t('stage.hard')}
              </span>
            ) : (
              <span className={classes.link}>
                {t(cue.plannedStart === null ? 'editor.linked' : 'editor.atTime')}
              </span>
            )}
          </span>
          <span className={classes.length}>{t('stage.minutes', { count: minutesOf(cue.durationMs) })}</span>
          <span className={classes.texts}>
            <span className={classes.title}>{title}</span>
            <span className={classes.sub}>
              {[
                t(`editor.kind.${cue.kind}`),
                ...(showRoom ? [cue.room || t('stage.hall')] : []),
                ...(cue.skippable ? [t('editor.skippable')] : []),
                ...cue.people.map(({ name }) => name),
              ].join(' · ')}
            </span>
          </span>
          {actualStart !== null && (
            <span className={classes.actual} data-running={state === 'current' || undefined}>
              {state === 'current' ? (
                <IconPlayerPlayFilled size={15} aria-hidden="true" />
              ) : (
                <IconCheck size={15} aria-hidden="true" />
              )}
              {t(state === 'current' ? 'editor.runs' : 'editor.ran', { time: time(actualStart) })}
            </span>
          )}
        </button>
      </div>
    </li>
  );
}

interface Props {
  readonly timings: readonly CueTiming<Cue>[];
  readonly zone: string;
  readonly selection: Selection;
  /** Cues, in the plan's order, were put right before another; null: to the end. */
  readonly onMove: (cues: readonly CueId[], before: CueId | null) => void;
}

/** Every cue in its order; dragged by its handle with a pointer or by Space and arrows, all that are chosen together. */
export function CueTable({ timings, zone, selection, onMove }: Props) {
  const { t } = useTranslation();
  const text = useBilingual();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const order = timings.map(({ cue }) => cue.id);
  const rooms = new Set(timings.map(({ cue }) => cue.room));
  const titleOf = (id: unknown) => {
    const cue = timings.find((each) => each.cue.id === id)?.cue;
    return cue ? text(cue.title, cue.titleEn) : '';
  };
  const placeOf = (id: unknown) => order.findIndex((each) => id === each.toString()) + 1;
  const drop = ({ active, over }: DragEndEvent) => {
    const dragged = CueId.parse(active.id);
    const target = over && CueId.parse(over.id);
    if (!target || target === dragged) return;
    const moved = selection.ids.has(dragged) ? order.filter((id) => selection.ids.has(id)) : [dragged];
    const down = order.indexOf(target) > order.indexOf(dragged);
    const rest = order.filter((id) => !moved.includes(id) || id === target);
    const before =
      rest.slice(rest.indexOf(target) + (down ? 1 : 0)).find((id) => !moved.includes(id)) ?? null;
    onMove(moved, before);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={{
        screenReaderInstructions: { draggable: t('editor.dragHelp') },
        announcements: {
          onDragStart: ({ active }) => t('editor.dragStart', { title: titleOf(active.id) }),
          onDragOver: ({ active, over }) =>
            t('editor.dragOver', { title: titleOf(active.id), place: placeOf(over?.id) }),
          onDragEnd: ({ active, over }) =>
            t('editor.dragEnd', { title: titleOf(active.id), place: placeOf(over?.id) }),
          onDragCancel: ({ active }) => t('editor.dragCancel', { title: titleOf(active.id) }),
        },
      }}
    >
      <SortableContext items={order} strategy={verticalListSortingStrategy}>
        <ol className={classes.list} aria-label={t('editor.cues')} data-testid="editor-cues">
          {timings.map((timing, index) => {
            const { part } = timing.cue;
            const before = timings[index - 1]?.cue.part ?? '';
            return (
              <Row
                key={timing.cue.id}
                timing={timing}
                zone={zone}
                part={part !== before ? part : undefined}
                showRoom={rooms.size > 1}
                selection={selection}
              />
            );
          })}
        </ol>
      </SortableContext>
    </DndContext>
  );
}
