import { Alert, Button, Skeleton } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../client';
import { useEvents, useProgram } from '../ui/program';
import { EventCard } from './EventCard';
import { FirstStart } from './FirstStart';
import classes from './TodayPage.module.css';
import { Todos } from './Todos';

/** Why the file that was to be opened could not be; stays until it is read. */
function StartRefusal() {
  const { t } = useTranslation();
  const { startRefusal } = useProgram();
  if (!startRefusal) return null;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle />}
      title={t('today.notOpened')}
      data-testid="start-refusal"
    >
      <p className={classes.refusal}>{t(`refusal.${startRefusal.reason}`, startRefusal.params)}</p>
      <Button
        variant="default"
        onClick={() => void client.program.acknowledgeStart()}
        data-testid="start-refusal-read"
      >
        {t('common.close')}
      </Button>
    </Alert>
  );
}

/** After the first screen stands and whoever only passes through it is gone: laying out every name would hold up what they went to. */
const moment = 1000;

/** The home screen: the next event with its three doors, and what is not ready for it yet. */
export function TodayPage() {
  const { empty } = useProgram();
  const events = useEvents();
  const { data: today } = useQuery(orpc.program.today.queryOptions());
  const [settled, setSettled] = useState(false);
  useTimeout(() => setSettled(true), moment, { autoInvoke: true });
  const { data: heldBack } = useQuery(
    orpc.program.todayHeldBack.queryOptions({ enabled: settled && !empty }),
  );
  const event = events.find(({ id }) => id === today?.event);
  return (
    <div className={classes.page}>
      <StartRefusal />
      {empty && <FirstStart />}
      {!empty && !today && <Skeleton height={280} radius="lg" />}
      {!empty && event && <EventCard event={event} present={today?.present ?? event.present} />}
      {!empty && today && (
        <Todos todos={[...today.todos, ...(heldBack ?? [])]} complete={heldBack !== undefined} />
      )}
    </div>
  );
}
