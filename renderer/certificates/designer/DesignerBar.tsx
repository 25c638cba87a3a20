import { ActionIcon, Button, Group, SegmentedControl, Select, Text } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconChevronLeft,
  IconChevronRight,
  IconDeviceFloppy,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AttendeeId } from '../../../shared/contract/ids';
import type { TemplateId } from '../../../shared/contract/templates';
import type { SideName } from '../../../shared/domain/templateEdit';
import { orpc } from '../../client';
import { useBilingual } from '../../ui/i18n';
import { useChosenEvent } from '../../ui/program';
import { go } from '../../ui/route';
import classes from './Designer.module.css';
import { type Draft, isChanged, redoDraft, undoDraft } from './drafts';

interface Props {
  readonly id: TemplateId;
  readonly draft: Draft;
  readonly side: SideName;
  readonly setSide: (side: SideName) => void;
  readonly zoom: number;
  readonly setZoom: (zoom: number) => void;
  readonly person: AttendeeId | null;
  readonly setPerson: (person: AttendeeId | null) => void;
  readonly save: () => void;
}

const zooms: readonly number[] = [1, 1.5, 2, 3, 4];

/** Over the sheet: where one is, undo, sides, zoom, for whom it is drawn, and whether it is saved. */
export function DesignerBar({ id, draft, side, setSide, zoom, setZoom, person, setPerson, save }: Props) {
  const { t } = useTranslation();
  const text = useBilingual();
  const { body, stored, past, future } = draft;
  const changed = isChanged(draft);
  const state = changed
    ? stored.used
      ? t('designer.state.next', { version: stored.version, next: stored.version + 1 })
      : t('designer.state.changed')
    : t(stored.used ? 'designer.state.used' : 'designer.state.saved', { version: stored.version });
  const at = zooms.indexOf(zoom);
  return (
    <header className={classes.bar}>
      <ActionIcon
        variant="subtle"
        size={44}
        aria-label={t('designer.back')}
        onClick={() => go('certificates', 'templates')}
        data-testid="designer-back"
      >
        <IconArrowLeft size={20} />
      </ActionIcon>
      <div className={classes.titleBlock}>
        <Text fw={700} truncate="end">
          {text(body.name, body.nameEn)}
        </Text>
        <Text
          size="xs"
          c="dimmed"
          truncate="end"
          data-testid="design-state"
          data-changed={changed || undefined}
        >
          {state}
        </Text>
      </div>
      <Group gap={4} wrap="nowrap">
        <ActionIcon
          variant="default"
          size={44}
          aria-label={t('designer.undo')}
          disabled={past.length === 0}
          onClick={() => undoDraft(id)}
          data-testid="design-undo"
        >
          <IconArrowBackUp size={18} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={t('designer.redo')}
          disabled={future.length === 0}
          onClick={() => redoDraft(id)}
          data-testid="design-redo"
        >
          <IconArrowForwardUp size={18} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={t('designer.zoomOut')}
          disabled={at <= 0}
          onClick={() => setZoom(zooms[at - 1] ?? 1)}
        >
          <IconZoomOut size={18} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={t('designer.zoomIn')}
          disabled={at >= zooms.length - 1}
          onClick={() => setZoom(zooms[at + 1] ?? 1)}
        >
          <IconZoomIn size={18} />
        </ActionIcon>
      </Group>
      {body.back && (
        <SegmentedControl
          aria-label={t('designer.sides')}
          value={side}
          onChange={(value) => setSide(value === 'back' ? 'back' : 'front')}
          data={[
            { value: 'front', label: t('designer.front') },
            { value: 'back', label: t('designer.backSide') },
          ]}
        />
      )}
      <PreviewPicker kind={body.kind} person={person} setPerson={setPerson} />
      <Button
        leftSection={<IconDeviceFloppy size={18} aria-hidden="true" />}
        disabled={!changed}
        onClick={save}
        data-testid="design-save"
      >
        {t('common.save')}
      </Button>
    </header>
  );
}

function PreviewPicker({
  kind,
  person,
  setPerson,
}: {
  readonly kind: Draft['body']['kind'];
  readonly person: AttendeeId | null;
  readonly setPerson: (person: AttendeeId | null) => void;
}) {
  const { t } = useTranslation();
  const event = useChosenEvent();
  const { data: people = [] } = useQuery(
    orpc.templates.people.queryOptions({ input: event ? { eventId: event.id, kind } : skipToken }),
  );
  const at = people.findIndex(({ attendeeId }) => attendeeId === person);
  const groups = (['longest', 'strangest', 'other'] as const).map((why) => ({
    group: t(`designer.people.${why}`),
    items: people
      .filter((one) => one.why === why)
      .map(({ attendeeId, name, nameLatin }) => ({
        value: attendeeId,
        label: nameLatin && nameLatin !== name ? `${name} · ${nameLatin}` : name,
      })),
  }));
  return (
    <Group gap={4} wrap="nowrap" className={classes.people ?? ''}>
      <ActionIcon
        variant="default"
        size={44}
        aria-label={t('designer.previousPerson')}
        disabled={people.length === 0}
        onClick={() => setPerson((at <= 0 ? people.at(-1) : people[at - 1])?.attendeeId ?? null)}
      >
        <IconChevronLeft size={18} />
      </ActionIcon>
      <Select
        aria-label={t('designer.person')}
        placeholder={t('designer.madeUp')}
        className={classes.person ?? ''}
        searchable
        clearable
        limit={60}
        value={person}
        data={groups.filter(({ items }) => items.length > 0)}
        onChange={(value) =>
          setPerson(people.find(({ attendeeId }) => attendeeId === value)?.attendeeId ?? null)
        }
        data-testid="design-person"
      />
      <ActionIcon
        variant="default"
        size={44}
        aria-label={t('designer.nextPerson')}
        disabled={people.length === 0}
        onClick={() => setPerson(people[(at + 1) % people.length]?.attendeeId ?? null)}
        data-testid="next-person"
      >
        <IconChevronRight size={18} />
      </ActionIcon>
    </Group>
  );
}
