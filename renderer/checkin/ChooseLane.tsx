import { Button, Text, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconDoorEnter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '../client';
import { useBilingual } from '../ui/i18n';
import { useEvents } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import { go } from '../ui/route';
import { useTimeFormat } from '../ui/time';
import classes from './ChooseLane.module.css';

/** No event is chosen yet: which door is this? */
export function ChooseLane() {
  const { t } = useTranslation();
  const events = useEvents();
  const text = useBilingual();
  const { shortDay, time } = useTimeFormat();
  const showRefusal = useShowRefusal();
  return (
    <div className={classes.choose} data-testid="lane-empty">
      <IconDoorEnter size={72} stroke={1.2} className={classes.icon ?? ''} aria-hidden="true" />
      <h1 className={classes.title}>{t(events.length > 0 ? 'door.choose' : 'door.noEvents')}</h1>
      <Text c="dimmed" size="lg">
        {t(events.length > 0 ? 'door.chooseHint' : 'door.noEventsHint')}
      </Text>
      {events.length === 0 && (
        <Button mt="md" onClick={() => go('people', 'import')} data-testid="door-import">
          {t('door.import')}
        </Button>
      )}
      <div className={classes.events}>
        {events.map((event) => (
          <UnstyledButton
            key={event.id}
            className={classes.event ?? ''}
            onClick={() => client.program.chooseEvent({ eventId: event.id }).catch(showRefusal)}
            data-testid={`lane-${event.code}`}
          >
            <span className={classes.words}>
              <Text fw={600} size="lg">
                {text(event.title, event.titleEn)}
              </Text>
              <Text c="dimmed">
                {shortDay(event.startsAt)} {time(event.startsAt)} · {event.venue}
              </Text>
            </span>
            <IconChevronRight size={22} aria-hidden="true" />
          </UnstyledButton>
        ))}
      </div>
    </div>
  );
}
