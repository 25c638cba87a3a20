import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import classes from './BackupLine.module.css';
import { useShowRefusal } from './refusal';
import { useTimeFormat } from './time';

/** Something in the app failed that it did not expect: what was answered is there, and the app can be started anew when there is time. */
export function TroubleBanner() {
  const { t } = useTranslation();
  const { time } = useTimeFormat();
  const onError = useShowRefusal();
  const { data } = useQuery(orpc.support.trouble.experimental_liveOptions());
  const restart = useMutation(orpc.support.restart.mutationOptions({ onError }));
  const dismiss = useMutation(orpc.support.dismiss.mutationOptions({ onError }));
  if (!data || data.since === null) return null;
  return (
    <div className={classes.banner} role="alert" data-testid="trouble-banner">
      <IconAlertTriangle size={20} aria-hidden="true" />
      <span>{t('support.trouble', { time: time(data.since) })}</span>
      <Button
        size="compact-md"
        variant="white"
        color="dark"
        onClick={() => restart.mutate(undefined)}
        data-testid="trouble-restart"
      >
        {t('support.restart')}
      </Button>
      <Button
        size="compact-md"
        variant="white"
        color="dark"
        onClick={() => dismiss.mutate(undefined)}
        data-testid="trouble-dismiss"
      >
        {t('support.later')}
      </Button>
    </div>
  );
}
