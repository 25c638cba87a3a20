import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCloudOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationsState } from '../../shared/contract/stations';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import { go } from '../ui/route';
import { useTimeFormat } from '../ui/time';
import { JoinCard } from './JoinCard';
import classes from './StationsPage.module.css';

/** This machine is a door of another one's program: how it stands with its host. */
export function LinkCard({ link }: { readonly link: Extract<StationsState, { kind: 'station' }> }) {
  const { t } = useTranslation();
  const { seconds } = useTimeFormat();
  const showRefusal = useShowRefusal();
  const [sure, setSure] = useState(false);
  const leave = useMutation(
    orpc.stations.leave.mutationOptions({ onError: showRefusal, onSuccess: () => go('today') }),
  );
  const good = link.state === 'together';
  const Icon = good ? IconCircleCheck : link.state === 'apart' ? IconCloudOff : IconAlertTriangle;
  return (
    <>
      <section className={classes.card} data-testid="link-card" data-state={link.state}>
        <h2 className={classes.heading}>
          <Icon size={26} className={(good ? classes.good : classes.bad) ?? ''} aria-hidden="true" />
          {t(`stations.link.${link.state}`)}
        </h2>
        <p className={classes.url}>
          {link.name} → {link.host}
        </p>
        <p className={classes.hint}>
          {link.copyAt === null
            ? t('stations.own.never')
            : t('stations.link.copy', { time: seconds(link.copyAt), rows: link.unsent })}
        </p>
        <div className={classes.row}>
          <Button variant="default" onClick={() => go('door')}>
            {t('stations.link.toLane')}
          </Button>
          <Button
            variant={sure ? 'filled' : 'subtle'}
            color={sure ? 'red' : 'gray'}
            loading={leave.isPending}
            onClick={() => (sure ? leave.mutate({ anyway: false }) : setSure(true))}
            data-testid="leave-host"
          >
            {t(sure ? 'stations.link.leaveSure' : 'stations.link.leave')}
          </Button>
        </div>
      </section>
      {!good && <JoinCard again />}
    </>
  );
}
