import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationsState } from '../../shared/contract/stations';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import { useTimeFormat } from '../ui/time';
import classes from './StationsPage.module.css';

type Station = Extract<StationsState, { kind: 'host' }>['stations'][number];

/** The machines that may come in, and which of them are here. */
export function StationList({ stations }: { readonly stations: readonly Station[] }) {
  const { t } = useTranslation();
  return (
    <section className={classes.card} data-testid="station-list">
      <h2 className={classes.heading}>{t('stations.list.title')}</h2>
      {stations.length === 0 ? (
        <p className={classes.hint}>{t('stations.list.empty')}</p>
      ) : (
        <ul className={classes.list}>
          {stations.map((station) => (
            <Line key={station.id} station={station} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Line({ station }: { readonly station: Station }) {
  const { t } = useTranslation();
  const { seconds } = useTimeFormat();
  const showRefusal = useShowRefusal();
  const [sure, setSure] = useState(false);
  const cutOff = useMutation(orpc.stations.cutOff.mutationOptions({ onError: showRefusal }));
  const Icon = station.connected ? IconCircleCheck : IconCircleDashed;
  const heard =
    station.heardAt === null
      ? t('stations.list.never')
      : t('stations.list.heard', { time: seconds(station.heardAt) });
  return (
    <li
      className={classes.station}
      data-testid={`station-${station.name}`}
      data-connected={station.connected}
    >
      <Icon size={26} className={(station.connected ? classes.good : classes.bad) ?? ''} aria-hidden="true" />
      <div>
        <p className={classes.name}>{station.name}</p>
        <p className={classes.hint}>
          {t(`stations.role.${station.role}`)} · {t(`stations.kind.${station.kind}`)}
        </p>
      </div>
      <p className={classes.hint}>
        {t(station.connected ? 'stations.list.connected' : 'stations.list.apart')} · {heard}
      </p>
      {sure ? (
        <Button
          color="red"
          loading={cutOff.isPending}
          onClick={() => cutOff.mutate({ id: station.id })}
          data-testid={`cut-off-sure-${station.name}`}
        >
          {t('stations.list.sure')}
        </Button>
      ) : (
        <Button variant="default" onClick={() => setSure(true)} data-testid={`cut-off-${station.name}`}>
          {t('stations.list.cutOff')}
        </Button>
      )}
    </li>
  );
}
