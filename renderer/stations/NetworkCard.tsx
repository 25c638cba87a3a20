import { Button, Select } from '@mantine/core';
import { IconBroadcast, IconWifiOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationsState } from '../../shared/contract/stations';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';
import classes from './StationsPage.module.css';

/** Whether this machine is open to the network, at which address, and by what others know it. */
export function NetworkCard({ state }: { readonly state: Extract<StationsState, { kind: 'host' }> }) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const { addresses, open } = state;
  const [chosen, setChosen] = useState<string | null>(null);
  const address = chosen ?? addresses[0]?.address ?? null;
  const opening = useMutation(orpc.stations.open.mutationOptions({ onError: showRefusal }));
  const closing = useMutation(orpc.stations.close.mutationOptions({ onError: showRefusal }));
  if (open) {
    return (
      <section className={classes.card} data-testid="network-card">
        <div className={classes.spread}>
          <h2 className={classes.heading}>
            <IconBroadcast size={24} className={classes.good ?? ''} aria-hidden="true" />
            {t('stations.network.open')}
          </h2>
          <Button
            variant="default"
            loading={closing.isPending}
            onClick={() => closing.mutate(undefined)}
            data-testid="network-close"
          >
            {t('stations.network.close')}
          </Button>
        </div>
        <p className={classes.url} data-testid="network-url">
          {open.url}
        </p>
        <p className={classes.hint}>{t('stations.network.warning')}</p>
        <p className={classes.mono} data-testid="network-fingerprint">
          {open.fingerprint.match(/.{1,4}/g)?.join(' ')}
        </p>
      </section>
    );
  }
  return (
    <section className={classes.card} data-testid="network-card">
      <h2 className={classes.heading}>
        <IconWifiOff size={24} aria-hidden="true" />
        {t('stations.network.closed')}
      </h2>
      <p className={classes.hint}>
        {t(addresses.length === 0 ? 'stations.network.none' : 'stations.network.hint')}
      </p>
      {addresses.length > 0 && (
        <div className={classes.row}>
          <Select
            label={t('stations.network.address')}
            data={addresses.map((one) => ({ value: one.address, label: `${one.address} (${one.name})` }))}
            value={address}
            onChange={setChosen}
            allowDeselect={false}
            w={320}
            data-testid="network-address"
          />
          <Button
            loading={opening.isPending}
            disabled={address === null}
            onClick={() => address !== null && opening.mutate({ address })}
            data-testid="network-open"
          >
            {t('stations.network.do')}
          </Button>
        </div>
      )}
    </section>
  );
}
