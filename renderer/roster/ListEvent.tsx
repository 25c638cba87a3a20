import { Button, Group, Text } from '@mantine/core';
import { IconCalendarEvent } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../shared/contract/events';
import { useBilingual } from '../ui/i18n';
import type { RosterView } from './useRosterView';

interface Props {
  readonly view: RosterView;
  /** The one that arrivals and invitations in the list are of; undefined where it is no longer there. */
  readonly event: EventSummary | undefined;
}

/** Which event a list is about, where it was kept with one or is narrowed by one. */
export function ListEvent({ view, event }: Props) {
  const { t } = useTranslation();
  const text = useBilingual();
  if (view.eventId === null && !(event && view.asksEvent)) return null;
  return (
    <Group gap="xs" data-testid="people-list-event">
      <IconCalendarEvent size={18} aria-hidden="true" />
      <Text>
        {event
          ? t('people.views.about', { event: text(event.title, event.titleEn) })
          : t('people.views.eventGone')}
      </Text>
      {view.eventId !== null && (
        <Button
          variant="subtle"
          size="compact-md"
          onClick={view.followChosen}
          data-testid="people-follow-chosen"
        >
          {t('people.views.followChosen')}
        </Button>
      )}
    </Group>
  );
}
